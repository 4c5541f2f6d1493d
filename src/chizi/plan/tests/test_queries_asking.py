"""Who can be asked and shown as a colleague, and where a task outside the plan comes from."""

from datetime import date

import pytest

from chizi.ground.counters.models import Counter
from chizi.org.refusals import UnknownRegion
from chizi.plan.actions import assign_task, create_task, record_instruction
from chizi.plan.models import Instruction
from chizi.plan.queries import askable, askables, colleagues, origin_of
from chizi.plan.tallies import LOAD
from chizi.plan.tests.planned import NOW, TODAY, desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return desk()


def codes(page) -> list[str]:
    return [one.code.removeprefix("agency:") for one in page.parties]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["city", "county", "datong", "office", "station", "yingze"]),
        ({"region": "140105000000"}, ["county", "station"]),
        ({"kind": "police"}, ["city", "county", "datong", "yingze"]),
        ({"kind": "unit"}, []),
        ({"level": 1}, ["office"]),
        ({"level": 2}, ["city", "datong"]),
        ({"level": 3, "words": "分局"}, ["county", "yingze"]),
        ({"words": "小店 分局"}, ["county"]),
        ({"words": "分局", "without": "agency:county"}, ["yingze"]),
        ({"after": "agency:office"}, ["station", "yingze"]),
        (
            {"kind": "\0", "level": 9, "after": "\0"},
            ["city", "county", "datong", "office", "station", "yingze"],
        ),
    ],
)
def test_parties_are_found_by_place_level_kind_and_words_in_the_order_of_codes(here, wanted, found):
    assert codes(askable(here.lin, now=NOW, **wanted)) == found


def test_only_parties_of_ones_own_part_can_be_asked(here):
    assert codes(askable(here.zhou, now=NOW)) == ["city", "county", "station", "yingze"]
    with pytest.raises(UnknownRegion):
        askable(here.zhou, now=NOW, region="140200000000")
    assert askable(here.hu, now=NOW).parties == (), "a clerk asks nobody"
    assert [one.code for one in askables(here.zhou, ["agency:datong", "agency:city", "\0"], now=NOW)] == [
        "agency:city"
    ]
    assert askables(here.zhou, [], now=NOW) == ()


def test_R08_everybody_is_shown_with_the_load_against_the_cap(here, django_assert_max_num_queries):
    Counter.objects.create(board=LOAD, key=f"p{here.station.pk}", value=7)
    with django_assert_max_num_queries(8):
        found = {one.code: one for one in askable(here.lin, now=NOW).parties}
    station = found["agency:station"]
    assert (station.open, station.cap, station.place) == (7, 20, "坞城街道")
    assert found["agency:office"].cap == 60


def test_colleagues_serve_in_the_agency_and_have_not_left(here):
    task = create_task(actor=here.lin, now=NOW, title="谈心", text="谈", basis="方案", due=date(2021, 4, 1),
                       issuer=here.office, origin="decision:1")  # fmt: skip
    (row,) = assign_task(actor=here.lin, now=NOW, task_id=task.pk, parties=[here.county])
    assert [one.username for one in colleagues(row, on=TODAY)] == ["hu"]
    here.hu.left_on = TODAY
    here.hu.save()
    assert colleagues(row, on=TODAY) == ()


def test_an_origin_is_named_where_the_viewer_may_see_it(here):
    said = {
        "region": here.office.region,
        "author": "某领导",
        "text": "请再核实",
        "classification": "internal",
    }
    record_instruction(actor=here.lin, now=NOW, dated_on=TODAY, **said)
    number = Instruction.objects.get().pk
    found = origin_of(here.lin, f"instruction:{number}", now=NOW)
    assert found is not None
    assert (found.kind, found.page, found.title) == ("instruction", number, "请再核实")
    gone = origin_of(here.lin, "decision:999999999999999999999", now=NOW)
    assert gone is not None
    assert gone.page == 0
    for rubbish in ("", "decision:", "decision:x", "measure:1"):
        assert origin_of(here.lin, rubbish, now=NOW) is None
