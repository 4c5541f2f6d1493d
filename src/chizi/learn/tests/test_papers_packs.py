"""Papers as a device takes them along, many at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chizi.learn import actions, queries
from chizi.learn.actions import CellDraft, PaperDraft
from chizi.learn.queries.papers import bank_for, cells_of, fixed_of
from chizi.learn.rules.papers import draw
from chizi.learn.rules.questions import QuestionDraft
from chizi.learn.tests.papers_world import NOW, SINGLE, paper, study
from chizi.org.models import Region

pytestmark = pytest.mark.django_db
STATION = "140105001000"


def asked(viewer, papers):
    """(the pack, how many queries it took)."""
    with CaptureQueriesContext(
        connection,
    ) as told:
        found = queries.paper_pack(viewer, [one.pk for one in papers], now=NOW)
    return found, len(told)


def test_five_self_checks_take_as_many_queries_as_one():
    here = study()
    checks = [here.check, *(paper(here, f"自测{at}", graded=False) for at in range(4))]
    asked(here.head, [])  # what the viewer may do is remembered from here on
    one, few = asked(here.head, checks[:1])
    five, same = asked(here.head, checks)
    assert (len(one), len(five)) == (1, 5)
    assert all(len(each.questions) == 5 for each in five)
    assert few == same
    begun = actions.start_attempt(actor=here.head, now=NOW, paper_id=checks[2].pk)
    mixed, with_one = asked(here.head, checks)
    assert [each.attempt_id for each in mixed] == [None, None, begun.pk, None, None]
    assert asked(here.head, checks[1:4])[1] == with_one


def test_each_self_check_draws_from_its_own_place_and_those_above():
    here = study()
    low = Region.objects.get(code=STATION)
    places = (here.province, low.city, low.county, low)
    for at, region in enumerate(places):
        for turn in range(3):
            wording = QuestionDraft("duty", "single", f"{at}之{turn}", ("三日", "七日"), ("A",), "因为")
            last = actions.create_question(actor=here.lin, now=NOW, draft=wording, region=region)
    papers = []
    for region in places:
        fixed = (here.bank["truefalse"].pk,)
        draft = PaperDraft(region.name, False, (CellDraft("duty", "single", 3),), fixed)
        made = actions.create_paper(actor=here.lin, now=NOW, draft=draft, region=region)
        papers.append(actions.publish_paper(actor=here.wen, now=NOW, paper_id=made.pk))
    found, _ = asked(here.wang, papers)
    for one, pack in zip(papers, found, strict=True):
        alone = draw(cells_of(one), bank_for(one.region), fixed_of(one), f"{one.pk}:{here.wang.pk}")
        assert [each.id for each in pack.questions] == alone
        assert len(alone) == 4
    sizes = [len(bank_for(one.region)[last.objective_id, "single"]) for one in papers]
    assert sizes == [4, 7, 10, 13], "otherwise the places would not be told apart"


def test_a_question_comes_in_its_newest_wording_and_one_withdrawn_does_not_come():
    here = study()
    one, other = here.bank["single"], here.bank["multiple"]
    changed = QuestionDraft("duty", "single", SINGLE.stem, ("三日", "七日", "十日"), ("A",))
    actions.change_question(actor=here.lin, now=NOW, question_id=one.pk, draft=changed)
    actions.withdraw_question(actor=here.lin, now=NOW, question_id=other.pk, reason="过时")
    (pack,), _ = asked(here.head, [here.check])
    shown = {each.id: each for each in pack.questions}
    assert (shown[one.pk].version, shown[one.pk].right) == (2, ("A",))
    assert other.pk not in shown
