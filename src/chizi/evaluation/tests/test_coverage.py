"""Boards and stories of provinces that are not yet, or only in part, delivered."""

import pytest

from chizi.core.refusals import Missing
from chizi.evaluation.queries import board, unit_story, units
from chizi.evaluation.refusals import NoRun
from chizi.evaluation.tests.conftest import NOW, VILLAGE, event, judge
from chizi.evaluation.tests.test_queries import viewer

pytestmark = pytest.mark.django_db


def test_a_place_outside_the_viewers_scope_is_not_there(full):
    judge()
    county = viewer("140106000000")
    assert board(county, now=NOW, region_code="140106", period="2020").own.counts.in_scope == 1
    for code in ("14", "1401", "140105"):
        with pytest.raises(Missing):
            board(county, now=NOW, region_code=code, period="2020")
    with pytest.raises(Missing):
        unit_story(county, now=NOW, unit_code=VILLAGE)
    with pytest.raises(Missing):
        units(county, now=NOW, region_code="140105")


def test_before_the_first_run_the_board_says_so(register):
    office = viewer("140000000000")
    with pytest.raises(NoRun):
        board(office, now=NOW, region_code="14")


def test_a_county_without_delivery_is_named_on_the_board(deliver):
    deliver("petition", [])
    deliver("accident", [])
    deliver("case", [], region_code="140105")
    judge()
    seen = board(viewer("140000000000"), now=NOW, region_code="14", period="2020")
    assert [(ref.code, zero) for ref, zero in seen.coverage_gaps] == [("140106000000", "case")]
    assert seen.by_zero["case"].pending == 1


def test_R15_what_never_breaks_leaves_the_unit_alone(deliver):
    rows = [
        event("petition", f"P{n}", VILLAGE, subtype=kind)
        for n, kind in enumerate(("suggestion", "misconduct_report", "legal_route", "outside_power"))
    ]
    deliver("petition", rows)
    deliver("accident", [event("accident", "N1", subtype="near_miss", injuries="1")])
    deliver("case", [])
    judge()
    story = unit_story(viewer("140000000000"), now=NOW, unit_code=VILLAGE)
    assert set(story.grid["2020"].values()) == {"achieved"}
    assert story.reasons == ()
