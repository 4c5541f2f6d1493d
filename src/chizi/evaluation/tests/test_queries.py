"""Every figure opens to the units behind it, and every list is as long as its figure says."""

from datetime import date

import pytest
from django.test.utils import CaptureQueriesContext

from chizi.evaluation.models import Run
from chizi.evaluation.queries import board, publication_datasets, unit_story, units, write_breaks
from chizi.evaluation.refusals import NoFigure
from chizi.evaluation.tests.conftest import COMMUNITY, FACTORY, NOW, OTHER, VILLAGE
from chizi.org.models import Grant, Person, Region
from chizi.org.rules import Role

pytestmark = pytest.mark.django_db


def viewer(code: str, role: Role = Role.OFFICE) -> Person:
    person = Person.objects.create(username=f"v{code}", name="v")
    region = Region.objects.get(code=code)
    Grant.objects.create(
        person=person, role=role, region=region, from_date=date(2020, 1, 1), granted_by="console"
    )
    return person


@pytest.fixture
def office(judged, db):
    return viewer("140000000000")


def test_a_board_adds_up(office):
    seen = board(office, now=NOW, region_code="140000000000", period="2020")
    assert seen.own.counts.in_scope == sum(child.counts.in_scope for child in seen.children) == 4
    assert seen.own.counts.rate == seen.own.counts.achieved / 4
    assert seen.own.counts.provisional
    assert seen.by_zero["case"].broken == 1
    assert [key for key, _ in seen.trend][:2] == ["2020-01", "2020-02"]
    assert seen.own.tallies["criminal_cases"] == 1


def test_every_figure_opens_to_as_many_units_as_it_says(office):
    for region in ("140000000000", "140100000000", "140105000000", "140106001000"):
        for zero in ("petition", "accident", "case", "three_zero"):
            for period in ("2020", "2020-03", "2020-05", "2020-08", "2019"):
                for status in ("", "achieved", "broken", "disputed", "pending", "not_in_scope"):
                    wanted = {"region_code": region, "zero": zero, "period": period, "status": status}
                    page = units(office, now=NOW, **wanted)
                    assert len(page.rows) == page.total, wanted
                    if status:
                        assert {row.status for row in page.rows} <= {status}, wanted


def test_slices_narrow_lists_as_they_narrow_figures(office):
    page = units(office, now=NOW, region_code="14", period="2020", slice="sector:mining")
    assert [row.code for row in page.rows] == [FACTORY]
    assert page.total == 1


def test_lists_are_paged_by_code(office):
    first = units(office, now=NOW, region_code="14", period="2020", limit=3)
    rest = units(office, now=NOW, region_code="14", period="2020", limit=3, after=first.next_cursor)
    assert [row.code for row in (*first.rows, *rest.rows)] == sorted([VILLAGE, COMMUNITY, OTHER, FACTORY])
    assert (bool(first.next_cursor), rest.next_cursor) == (True, "")


def test_the_story_of_a_unit_names_the_event_and_the_rule(office):
    story = unit_story(office, now=NOW, unit_code=VILLAGE, period="2020")
    assert story.grid["2020"]["case"] == story.grid["2020-03"]["case"] == "broken"
    assert story.grid["2020-04"]["case"] == "achieved"
    (reason,) = story.reasons
    assert (reason.event_id, reason.certain, reason.periods) == ("C1", True, ("2020", "2020-03"))
    assert reason.rule_text not in ("", reason.rule_id)


def test_the_grid_of_a_closed_unit_says_when_it_was_not_in_scope(office):
    grid = unit_story(office, now=NOW, unit_code=FACTORY, period="2020").grid
    assert (grid["2020"]["case"], grid["2020-06"]["case"]) == ("achieved", "achieved")
    assert grid["2020-07"]["case"] == "not_in_scope"


def test_a_period_without_figures_is_named(office):
    with pytest.raises(NoFigure):
        board(office, now=NOW, region_code="14", period="2031")


def test_queries_do_not_grow_with_the_place(office, django_assert_max_num_queries):
    from django.db import connection

    counts = []
    for code in ("14", "140105001"):
        person = Person.objects.get(pk=office.pk)
        with CaptureQueriesContext(
            connection,
        ) as context:
            board(person, now=NOW, region_code=code, period="2020")
        counts.append(len(context))
    assert max(counts) <= 10
    with django_assert_max_num_queries(10):
        units(Person.objects.get(pk=office.pk), now=NOW, region_code="14", period="2020", status="achieved")


def test_the_csv_has_one_row_for_each_break_of_a_period(office, tmp_path):
    path = tmp_path / "breaks.csv"
    assert write_breaks(Run.objects.get(), path) == 4
    lines = path.read_text("utf-8").splitlines()
    assert lines[0] == "period,unit_code,zero,event_id,reason,instant"
    assert [line.split(",")[:4] for line in lines[1:]] == [
        ["2020", COMMUNITY, "petition", "P1"],
        ["2020", VILLAGE, "case", "C1"],
        ["2020-03", VILLAGE, "case", "C1"],
        ["2020-05", COMMUNITY, "petition", "P1"],
    ]


def test_what_is_published_holds_no_unit_and_no_event(office):
    tables = publication_datasets(Run.objects.get().id)
    cells = {str(cell) for table in tables for row in table.rows for cell in row}
    assert not cells & {VILLAGE, COMMUNITY, OTHER, FACTORY, "C1", "P1", "北营村委会"}
    assert all(len(row) == len(table.columns) for table in tables for row in table.rows)
