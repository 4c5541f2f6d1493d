"""Boards and stories of provinces that are not yet, or only in part, delivered."""

from datetime import date

import pytest
from django.db import transaction

from chizi.core.refusals import Missing
from chizi.evaluation.queries import board, unit_story, units
from chizi.evaluation.refusals import NoRun
from chizi.evaluation.tests.conftest import NOW, VILLAGE, event, judge
from chizi.evaluation.tests.test_queries import viewer
from chizi.journal.actions import record_entry
from chizi.org.models import Region, Unit

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


def add_units() -> None:
    """Units that move, open, close, run out and vanish, in two counties of which one is not covered."""
    towns = {code: Region.objects.get(code=code) for code in ("140105001000", "140106001000")}
    rows = [
        ("MOVED", "140105001000", None, date(2020, 6, 15), None, None),
        ("MOVED", "140106001000", date(2020, 6, 15), None, None, None),
        ("MOVED-TO-CLOSE", "140106001000", None, date(2020, 3, 1), None, date(2020, 8, 10)),
        ("MOVED-TO-CLOSE", "140105001000", date(2020, 3, 1), None, None, date(2020, 8, 10)),
        ("OPENED", "140105001000", None, None, date(2020, 9, 10), None),
        ("CLOSED-ON-THE-FIRST", "140106001000", None, None, None, date(2020, 5, 1)),
        ("ONE-DAY", "140105001000", None, None, date(2020, 4, 30), date(2020, 5, 1)),
        ("RAN-OUT", "140106001000", None, date(2020, 10, 1), None, None),
        ("CAME", "140106001000", date(2020, 7, 31), None, None, None),
    ]
    for number, (code, town, start, end, opened, closed) in enumerate(rows):
        place = towns[town]
        Unit.objects.create(
            code=code,
            name=code,
            kind="enterprise",
            sector="trade",
            region=place,
            city=place.city,
            county=place.county,
            town=place,
            valid_from=start,
            valid_to=end,
            opened_on=opened,
            closed_on=closed,
            latest=number + 1 == len(rows) or rows[number + 1][0] != code,
        )
    with transaction.atomic():
        record_entry(actor="console", now=NOW, kind="units.imported", object="register")


def test_lists_agree_with_figures_for_units_that_move_open_and_close(deliver):
    add_units()
    deliver("petition", [event("petition", "P1", "MOVED", due_at="2020-06-20")])
    deliver("accident", [], first_month="2020-01", last_month="2020-06")
    deliver("case", [], region_code="140105")
    judge()
    office = viewer("140000000000")
    months = ("2020-03", "2020-04", "2020-05", "2020-06", "2020-08", "2020-09", "2020-10")
    for region in ("140000000000", "140105000000", "140106001000"):
        for zero in ("petition", "case", "three_zero"):
            for period in ("2020", *months):
                for status in ("achieved", "broken", "disputed", "pending"):
                    wanted = {"region_code": region, "zero": zero, "period": period, "status": status}
                    page = units(office, now=NOW, **wanted)
                    assert [row.status for row in page.rows] == [status] * page.total, wanted
    for code in ("MOVED", "MOVED-TO-CLOSE", "OPENED", "CLOSED-ON-THE-FIRST", "ONE-DAY", "RAN-OUT", "CAME"):
        grid = unit_story(office, now=NOW, unit_code=code).grid
        for period in ("2019", "2020", *months):
            listed = {
                status
                for status in ("achieved", "broken", "disputed", "pending")
                for row in units(
                    office, now=NOW, region_code="14", period=period, zero="case", status=status
                ).rows
                if row.code == code
            }
            assert listed == {grid[period]["case"]} - {"not_in_scope"}, (code, period)
