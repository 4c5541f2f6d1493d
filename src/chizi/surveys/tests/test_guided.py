"""S2-12: a guidance group is judged by those it guides, by the three criteria, anonymously."""

from datetime import date, timedelta

import pytest

from chizi.ground.notices.models import Notice
from chizi.org.models import Agency, Person
from chizi.plan.actions import deploy_body
from chizi.plan.tests.guided import NOW, TODAY, house
from chizi.surveys import actions, queries, refusals
from chizi.surveys.models import Sample
from chizi.surveys.rules.surveys import Criterion, QuestionDraft

pytestmark = pytest.mark.django_db
CRITERIA = [QuestionDraft("scale", one.name.title(), one.value) for one in Criterion]


@pytest.fixture
def here(db):
    """Group 1 stands in Taiyuan; eight people serve at the city's police and its station."""
    found = house()
    deploy_body(
        actor=found.lin, now=NOW, body_code="g1", region=found.taiyuan, from_date=TODAY, basis="省委部署"
    )
    for at, code in enumerate(["taiyuan", "station"] * 4):
        Person.objects.create(
            username=f"guided{at}", name=f"Guided {at}", agency=Agency.objects.get(code=code)
        )
    Person.objects.create(username="elsewhere", name="Elsewhere", agency=Agency.objects.get(code="datong"))
    return found


def about_group(here, **more):
    wanted = {
        "actor": here.lin,
        "now": NOW,
        "party_code": here.g1.party.code,
        "source": "guided",
        "title": "指导组工作测评",
        "method": "从派驻地单位人员中随机抽取。",
        "opens": TODAY,
        "closes": TODAY + timedelta(days=5),
        "questions": CRITERIA,
    }
    return actions.draft_survey(**(wanted | more))


def test_s2_12_a_group_is_judged_by_those_it_guides_by_three_criteria(here):
    survey = about_group(here)
    drawn = actions.draw_sample(actor=here.lin, now=NOW, survey_id=survey.pk, size=6)
    sample = Sample.objects.get(survey=survey)
    assert (drawn.asked, drawn.frame_size) == (6, 8)
    assert all(ref.startswith("person:guided") for ref in sample.frame), "who is guided, and nobody else"
    codes = [
        href.split("/")[2] for href in Notice.objects.filter(about=survey.ref).values_list("href", flat=True)
    ]
    answered_at = {one.pk: "4" for one in queries.sheet_for(codes[0], now=NOW).questions}
    for code in codes:
        actions.record_answer(actor=None, now=NOW, code=code, given=answered_at)
    actions.close_survey(actor=here.lin, now=NOW, survey_id=survey.pk)
    lines = queries.estimates_about([here.g1.party.code], "", now=NOW)
    assert [one.criterion for one in lines] == ["pace", "quality", "standard"]
    assert {(one.n, one.mean_or_share) for one in lines} == {(6, 4.0)}


def test_s2_12_a_member_of_the_group_neither_draws_nor_is_drawn(here):
    from chizi.org.models import Grant

    Grant.objects.create(
        person=here.ma, role="office", region=here.province, from_date=date(2020, 1, 1), granted_by="console"
    )
    with pytest.raises(refusals.RatesItself):
        about_group(here, actor=here.ma)
    survey = about_group(here)
    court = "agency:court"
    for at in range(6):
        Person.objects.create(
            username=f"judge{at}", name=f"Judge {at}", agency=Agency.objects.get(code="court")
        )
    actions.draw_sample(actor=here.lin, now=NOW, survey_id=survey.pk, size=6, party_codes=[court])
    frame = set(Sample.objects.get(survey=survey).frame)
    assert frame == {f"person:judge{at}" for at in range(6)} | {
        f"person:{one}" for one in ("tao", "yu", "bo")
    }


def test_s2_12_members_see_what_was_said_of_their_group(here):
    survey = about_group(here)
    assert queries.survey_page(here.ma, survey.pk, now=NOW).survey == survey
    with pytest.raises(refusals.UnknownSurvey):
        queries.survey_page(here.tao, survey.pk, now=NOW)


def test_only_a_guidance_group_has_those_it_guides(here):
    with pytest.raises(refusals.NotGuidance):
        about_group(here, party_code=here.lead.party.code)
    lone = about_group(here, party_code=here.g2.party.code)
    with pytest.raises(refusals.NobodyToAsk):
        actions.draw_sample(actor=here.lin, now=NOW, survey_id=lone.pk, size=6)
