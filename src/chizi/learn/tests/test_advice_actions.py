"""Three kinds of steering, venues, directives without a form of their own, and one record for several programmes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from chizi.learn import actions
from chizi.learn.models import Advice, Directive, ProgrammeUse, VenueChoice
from chizi.learn.queries import (
    advice,
    advice_page,
    could_serve,
    directive_page,
    directives,
    record_of,
    uses_of,
    venue_page,
    venues,
)
from chizi.learn.refusals import advice as advice_refusals
from chizi.learn.refusals import directives as directive_refusals
from chizi.learn.refusals import reuse as reuse_refusals
from chizi.learn.refusals import venues as venue_refusals
from chizi.learn.tests.practice_world import (
    DUE,
    NOW,
    TODAY,
    assignment,
    confirmed,
    finished,
    lectured,
    material,
    practice,
    venue,
)
from chizi.org.models import Person
from chizi.org.refusals import NotAllowed, UnknownParty
from chizi.plan.campaign_refusals import NotYours, StalePage
from chizi.plan.models import Assignment, Task
from chizi.plan.rules.tasks import counts, loads

pytestmark = pytest.mark.django_db
LI = {
    "number": "晋政法〔2021〕22号",
    "title": "关于向李国毅同志学习的通知",
    "honours": "李国毅",
    "topics": ["坚定的政治执行力", "连续作战的优良作风", "勤奋敬业的担当精神"],
}


@pytest.fixture
def here(tmp_path, settings):
    found = practice(tmp_path, settings)
    Person.objects.filter(username="wei").update(agency=found.party["city"].agency)
    found.wei.refresh_from_db()
    return found


def given(here, by="wei", **more):
    said = {"kind": "advice", "party": "agency:county", "text": "夜学可以改到换班以后。"} | more
    return actions.give_advice(actor=getattr(here, by), now=NOW, **said)


def test_s1_18_each_note_goes_to_one_party_and_has_its_reply(here):
    one = given(here)
    with pytest.raises(advice_refusals.NotAddressed):
        actions.reply_to_advice(actor=here.tan, now=NOW, advice_id=one.pk, version=1, reply="好")
    one = actions.reply_to_advice(actor=here.hu, now=NOW, advice_id=one.pk, version=1, reply="下周起改。")
    assert (one.state, one.party, one.replied_by) == ("replied", here.party["county"], "person:hu")
    with pytest.raises(advice_refusals.AdviceAnswered):
        actions.reply_to_advice(actor=here.hu, now=NOW, advice_id=one.pk, version=2, reply="再答")
    with pytest.raises(IntegrityError), transaction.atomic():
        Advice.objects.filter(pk=one.pk).update(replied_by=one.given_by)


def test_s1_18_line_supervision_stays_within_the_own_system(here):
    assert given(here, kind="line").kind == "line"
    assert given(here, kind="line", party="agency:station").party == here.party["station"]
    Person.objects.filter(username="wei").update(agency=here.party["office"].agency)
    here.wei.refresh_from_db()
    with pytest.raises(advice_refusals.OtherSystem):
        given(here, kind="line")
    assert given(here, kind="guidance").kind == "guidance"
    with pytest.raises(advice_refusals.UnknownAdviceKind):
        given(here, kind="order")


def test_s1_14_those_who_guide_comment_and_decide_nothing(here):
    row = actions.choose_at_venue(
        actor=here.hu, now=NOW, party="agency:county", venue_id=venue(here).pk, title="重温红色故事", text="听讲",
        rationale="党员提议", due=DUE,
    )  # fmt: skip
    before = Assignment.objects.get(pk=row.pk)
    one = given(here, about=row.ref, kind="guidance")
    assert advice_page(here.hu, one.pk, now=NOW).subject == "重温红色故事"
    after = Assignment.objects.get(pk=row.pk)
    assert (after.state, after.version) == (before.state, before.version)
    with pytest.raises(advice_refusals.UnknownSubject):
        given(here, about="assignment:999")


def test_nobody_advises_his_own_party_or_out_of_his_part(here):
    with pytest.raises(advice_refusals.OwnParty):
        given(here, by="hu")
    with pytest.raises((NotAllowed, UnknownParty)):
        given(here, by="ma")
    with pytest.raises(NotAllowed):
        given(here, by="jia")
    one = given(here)
    with pytest.raises(advice_refusals.NotYourAdvice):
        actions.withdraw_advice(actor=here.hu, now=NOW, advice_id=one.pk, version=1)
    with pytest.raises(StalePage):
        actions.withdraw_advice(actor=here.wei, now=NOW, advice_id=one.pk, version=9)
    actions.withdraw_advice(actor=here.wei, now=NOW, advice_id=one.pk, version=1)
    with pytest.raises(advice_refusals.UnknownAdvice):
        advice_page(here.ma, one.pk, now=NOW)
    assert [each.id for each in advice(here.hu, now=NOW, state="withdrawn", after="x").advice] == [one.pk]


def test_s1_27_a_venue_says_cost_and_way_beforehand_is_optional_and_has_no_quota(here):
    one = venue(here)
    for wrong in ({"way_yuan": -1}, {"way_minutes": 10**9}):
        with pytest.raises(venue_refusals.BadCost):
            venue(here, name="别处", **wrong)
    row = actions.choose_at_venue(
        actor=here.ma, now=NOW, party="agency:yingze", venue_id=one.pk, title="参观", text="听讲", rationale="自愿",
        due=DUE,
    )  # fmt: skip
    assert not counts(row.kind, row.exception_only)
    assert not loads(row.kind, row.state)
    assert VenueChoice.objects.get(assignment=row).venue == one
    assert not [
        field.name for field in one._meta.get_fields() if "quota" in field.name or "least" in field.name
    ]
    assert [(each.way_yuan, each.way_minutes) for each in venues(here.qin, now=NOW).venues] == [(12, 90)]
    with pytest.raises(NotYours):
        actions.choose_at_venue(actor=here.zhou, now=NOW, party="agency:county", venue_id=one.pk, title="x",
                                text="x", rationale="x", due=DUE)  # fmt: skip


def test_a_venue_is_kept_by_its_owner(here):
    one = venue(here)
    said = {"name": "旧址", "text": "故事", "address": "某村", "way_yuan": 0, "way_minutes": 60}
    with pytest.raises(venue_refusals.NotYourVenue):
        actions.change_venue(actor=here.ma, now=NOW, venue_id=one.pk, version=1, **said)
    actions.change_venue(actor=here.hu, now=NOW, venue_id=one.pk, version=1, **said)
    with pytest.raises(venue_refusals.VenueThere):
        venue(here, name="旧址")
    actions.withdraw_venue(actor=here.hu, now=NOW, venue_id=one.pk, version=2)
    with pytest.raises(venue_refusals.UnknownVenue):
        venue_page(here.ma, one.pk, now=NOW)
    assert venues(here.hu, now=NOW).venues == ()
    key = uuid4()
    assert venue(here, key=key) == venue(here, key=key)


def directive(here, **more):
    said = LI | {"issuer": "agency:office", "issued_on": TODAY} | more
    return actions.record_directive(actor=here.lin, now=NOW, **said)


def test_s1_24_a_directive_attaches_to_what_exists_and_makes_no_new_form(here):
    one, tasks = directive(here, story=material(here)), Task.objects.count()
    task, lecture = assignment(here).task, lectured(here)
    for about in (task.ref, one.story, lecture.ref):
        actions.attach_directive(actor=here.lin, now=NOW, directive_id=one.pk, about=about)
    assert Task.objects.count() == tasks + 1  # the one that was there, none of the directive's own
    for wrong in ("form:1", "task:999", "directive:1", "", "service:99999999999999999999"):
        with pytest.raises(directive_refusals.NothingToAttach):
            actions.attach_directive(actor=here.lin, now=NOW, directive_id=one.pk, about=wrong)
    with pytest.raises(directive_refusals.AttachedAlready):
        actions.attach_directive(actor=here.lin, now=NOW, directive_id=one.pk, about=task.ref)
    found = directive_page(here.hu, one.pk, now=NOW)
    first = found.uses[0]
    assert (first.kind, first.asked, first.done) == ("task", 1, 0)
    assert found.uses[2].title == "学党史 强信念"
    actions.detach_directive(actor=here.lin, now=NOW, directive_id=one.pk, about=task.ref)
    assert len(directive_page(here.hu, one.pk, now=NOW).uses) == 2


def test_s1_25_the_three_topics_stand_in_their_order(here):
    one = directive(here)
    assert directive_page(here.qin, one.pk, now=NOW).topics == tuple(LI["topics"])
    for topics in ([], ["  "], [f"主题{at}" for at in range(13)]):
        with pytest.raises(directive_refusals.NoTopics):
            directive(here, number="2", topics=topics)


def test_directives_are_seen_below_and_refused_by_name(here):
    one = directive(here)
    assert [each.id for each in directives(here.qin, now=NOW, after="rubbish").directives] == [one.pk]
    for error, said in (
        (directive_refusals.DirectiveThere, {}),
        (directive_refusals.IssuedAhead, {"number": "3", "issued_on": TODAY + timedelta(days=1)}),
        (directive_refusals.UnknownStory, {"number": "3", "story": "material:999"}),
    ):
        with pytest.raises(error):
            directive(here, **said)
    with pytest.raises(NotAllowed):
        actions.withdraw_directive(actor=here.hu, now=NOW, directive_id=one.pk, version=1)
    actions.withdraw_directive(actor=here.lin, now=NOW, directive_id=one.pk, version=1)
    with pytest.raises(directive_refusals.DirectiveGone):
        actions.attach_directive(actor=here.lin, now=NOW, directive_id=one.pk, about="task:1")
    assert Directive.objects.count() == 1


def test_s1_28_one_record_serves_several_programmes_and_is_entered_once(here):
    one, first, second = lectured(here), assignment(here, "county"), assignment(here, "county")
    use = actions.use_for_campaign(actor=here.hu, now=NOW, record=one.ref, campaign="JYZD")
    assert use.campaign.code == "JYZD"
    for row in (first, second):
        used = actions.submit_record(
            actor=here.hu, now=NOW, record=one.ref, assignment_id=row.pk, version=row.version
        )
        assert one.topic in used.result.text
        assert f"/practice/lectures/{one.pk}/" in used.result.text
    assert [each.kind for each in uses_of(here.hu, one.ref, now=NOW)] == [
        "campaign",
        "assignment",
        "assignment",
    ]
    found = record_of(here.hu, one.ref, now=NOW)
    assert found is not None
    assert could_serve(here.hu, found, now=NOW).assignments == ()
    with pytest.raises(reuse_refusals.UsedAlready):
        actions.use_for_campaign(actor=here.hu, now=NOW, record=one.ref, campaign="JYZD")
    with pytest.raises(reuse_refusals.UsedAlready):
        actions.submit_record(actor=here.hu, now=NOW, record=one.ref, assignment_id=first.pk, version=2)


def test_s1_28_only_what_stands_serves_and_only_its_own_parties(here):
    item, claim = finished(here), confirmed(here)
    assert claim.assignment is not None
    row = claim.assignment
    with pytest.raises(reuse_refusals.RecordNotReady):
        actions.use_for_campaign(actor=here.hu, now=NOW, record=item.ref, campaign="JYZD")
    with pytest.raises(reuse_refusals.UnknownRecord):
        actions.use_for_campaign(actor=here.ma, now=NOW, record=claim.ref, campaign="JYZD")
    with pytest.raises(reuse_refusals.UnknownRecord):
        actions.use_for_campaign(actor=here.hu, now=NOW, record="person:1", campaign="JYZD")
    one = lectured(here)
    with pytest.raises(reuse_refusals.NotOfThisParty):
        actions.submit_record(
            actor=here.hu, now=NOW, record=one.ref, assignment_id=row.pk, version=row.version
        )
    actions.submit_record(
        actor=here.sun, now=NOW, record=claim.ref, assignment_id=row.pk, version=row.version
    )
    assert ProgrammeUse.objects.count() == 1
