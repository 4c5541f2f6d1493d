"""What is withheld, what can never be in a table, and who may take which step."""

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chizi.core.dataset import Column, Dataset
from chizi.publish.refusals import (
    BadTitle,
    NeedsReason,
    PointsAtSomeone,
    SamePerson,
    UnknownPlace,
    UnmarkedPeople,
    WrongState,
)
from chizi.publish.rules import Mark, State, check_reason, check_step, check_title, redact, separate
from chizi.publish.rules.withholding import LARGEST_SMALL, UNBOUNDED, Table, Tree, ranges, withhold


def tree(cities: int = 2, counties: int = 2, towns: int = 0) -> Tree:
    """A province with as many cities, counties in each and towns in each; codes read as paths."""
    parents, levels = {"p": ""}, {"p": 1}
    for city in range(cities):
        parents[f"p{city}"], levels[f"p{city}"] = "p", 2
        for county in range(counties):
            name = f"p{city}{county}"
            parents[name], levels[name] = f"p{city}", 3
            for town in range(towns):
                parents[f"{name}{town}"], levels[f"{name}{town}"] = name, 4
    return Tree(parents, levels)


def summed(places: Tree, leaves: Mapping[str, int]) -> dict[str, int]:
    """Numbers for all places from those of the lowest."""
    values = dict(leaves)
    for code in reversed(places.downwards):
        if code in places.children:
            values[code] = sum(values[child] for child in places.children[code])
    return values


@st.composite
def tables(draw: st.DrawFn, largest: int = 9) -> Table:
    places = tree(draw(st.integers(1, 3)), draw(st.integers(1, 3)), draw(st.integers(0, 3)))
    lowest = [code for code in places.downwards if code not in places.children]
    values = summed(places, {code: draw(st.integers(0, largest)) for code in lowest})
    floors = {code: draw(st.integers(0, values[code])) for code in places.downwards}
    return Table(places, values, floors if draw(st.booleans()) else {})


def solutions(table: Table, marks: Mapping[str, Mark], largest: int) -> dict[str, set[int]]:
    """By trying everything: the values of each place that agree with all that is published."""
    places = table.tree
    lowest = [code for code in places.downwards if code not in places.children]
    found: dict[str, set[int]] = {code: set() for code in places.downwards}
    for guess in itertools.product(range(largest + 1), repeat=len(lowest)):
        values = summed(places, dict(zip(lowest, guess, strict=True)))
        if all(_agrees(table, marks, code, values[code]) for code in places.downwards):
            for code, value in values.items():
                found[code].add(value)
    return found


def _agrees(table: Table, marks: Mapping[str, Mark], code: str, value: int) -> bool:
    low, high = table.domain(code, marks.get(code, Mark.SHOWN))
    return low <= value <= high


@settings(max_examples=60, deadline=None)
@given(
    tables(largest=4).filter(lambda table: sum(c not in table.tree.children for c in table.tree.parents) <= 5)
)
def test_ranges_are_exactly_what_trying_everything_finds(table: Table) -> None:
    marks = {code: Mark.SMALL for code in table.tree.downwards if 1 <= table.value(code) <= 4}
    tried = solutions(table, marks, 8)
    for code, (low, high) in ranges(table, marks).items():
        assert min(tried[code]) == low
        assert max(tried[code]) == high


@settings(max_examples=400, deadline=None)
@given(tables())
def test_no_withheld_number_can_be_worked_out(table: Table) -> None:
    marks = withhold(table)
    for code in table.tree.downwards:
        if table.tree.levels[code] > 2 and 1 <= table.value(code) <= LARGEST_SMALL:
            assert code in marks
    found = ranges(table, marks)
    for code, mark in marks.items():
        low, high = found[code]
        assert low < high
        assert low <= table.value(code) <= high
        assert mark is not Mark.SMALL or table.value(code) <= LARGEST_SMALL


@settings(max_examples=300, deadline=None)
@given(tables())
def test_no_withheld_number_is_recoverable_by_subtraction(table: Table) -> None:
    """An oracle that knows no trees: no combination of the published sums leaves one withheld number alone."""
    marks = withhold(table)
    unknown = {code: place for place, code in enumerate(sorted(marks))}
    sums = {parent: children for parent, children in table.tree.children.items() if parent}
    equations = np.zeros((len(sums), len(unknown)))
    for row, (parent, children) in enumerate(sums.items()):
        for code, sign in [(parent, 1), *((child, -1) for child in children)]:
            if code in unknown:
                equations[row, unknown[code]] = sign
    rank = np.linalg.matrix_rank(equations) if unknown else 0
    for place in unknown.values():
        alone = np.zeros(equations.shape[1])
        alone[place] = 1
        assert np.linalg.matrix_rank(np.vstack([equations, alone])) == rank + 1


def test_a_single_small_county_takes_another_with_it() -> None:
    places = tree(1, 3)
    marks = withhold(Table(places, summed(places, {"p00": 3, "p01": 9, "p02": 20})))
    assert marks == {"p00": Mark.SMALL, "p01": Mark.COVER}


def test_two_small_counties_that_the_total_gives_away_take_a_third_or_say_less() -> None:
    places = tree(1, 2)
    marks = withhold(Table(places, summed(places, {"p00": 4, "p01": 4})))
    assert marks == {"p00": Mark.SMALL, "p01": Mark.COVER}
    places = tree(1, 3)
    marks = withhold(Table(places, summed(places, {"p00": 4, "p01": 4, "p02": 0})))
    assert marks == {"p00": Mark.SMALL, "p01": Mark.SMALL, "p02": Mark.SMALL}


def test_cities_and_zeros_are_shown_where_nothing_needs_them() -> None:
    places = tree(2, 3)
    values = summed(places, {"p00": 0, "p01": 0, "p02": 0, "p10": 3, "p11": 2, "p12": 9})
    assert set(withhold(Table(places, values))) == {"p10", "p11"}


def test_the_only_county_of_a_city_hides_the_city_too() -> None:
    places = tree(2, 1)
    marks = withhold(Table(places, summed(places, {"p00": 2, "p10": 30})))
    assert set(marks) >= {"p00", "p0", "p1"}


def test_a_small_number_nearly_given_away_from_below_is_not_called_less_than_five() -> None:
    places = tree(1, 2)
    table = Table(places, summed(places, {"p00": 4, "p01": 30}), {"p00": 4})
    assert withhold(table)["p00"] is Mark.COVER
    low, high = ranges(table, withhold(table))["p00"]
    assert (low, high > 10) == (4, True)


def test_a_province_in_which_all_is_small_ends() -> None:
    places = tree(1, 1, 1)
    table = Table(places, summed(places, {"p000": 1}), {"p000": 1, "p": 1})
    marks = withhold(table)
    assert set(marks) == {"p", "p0", "p00", "p000"}
    assert all(high == UNBOUNDED or high > low for low, high in ranges(table, marks).values())


PLACES = tree(2, 2, 2)
KEYS = ("period", "region_code", "slice")


def figures(rows: Sequence[tuple[object, ...]], *counts: str) -> Dataset:
    columns = [Column(name, "text", name) for name in KEYS] + [
        Column(name, "integer", name) for name in counts
    ]
    return Dataset("figures", tuple(columns), rows)


def test_R20_no_table_points_at_a_person_or_unit() -> None:
    bad = ["unit_code", "unit_name", "event_id", "name", "petitioner", "address", "phone", "remark"]
    for name in bad:
        with pytest.raises(PointsAtSomeone):
            redact([Dataset("t", (Column(name, "text", name),), [])], PLACES)
    for name in ("event_id", "person_no", "unit_code", "latitude"):
        with pytest.raises(PointsAtSomeone):
            redact([Dataset("t", (Column(name, "integer", name),), [])], PLACES)


def test_R20_people_are_counted_only_where_small_counts_can_be_withheld() -> None:
    for name in ("deaths", "petitions", "criminal_cases", "injured_people"):
        with pytest.raises(UnmarkedPeople):
            redact([Dataset("t", (Column(name, "integer", name),), [])], PLACES)
    units = Dataset(
        "figures", (Column("case_broken", "integer", ""), Column("petition_achieved", "integer", "")), []
    )
    assert redact([units], PLACES).tables == (units,)


def test_a_place_that_is_not_listed_is_refused() -> None:
    with pytest.raises(UnknownPlace):
        redact([figures([("2020", "q", "all", 3)], "deaths")], PLACES)


def test_small_counts_are_marked_and_the_account_is_exact() -> None:
    rows = [
        ("2020", "p", "all", 32, 20),
        ("2020", "p0", "all", 12, 2),
        ("2020", "p1", "all", 20, 18),
        ("2020", "p00", "all", 3, 2),
        ("2020", "p01", "all", 9, 0),
        ("2020", "p10", "all", 20, 18),
        ("2020", "p0", "kind:village", 2, 1),
        ("2020-03", "p0", "all", 1, 1),
        ("2020", "p00", "kind:village", 2, 1),
        ("2020-03", "p00", "all", 1, None),
    ]
    redacted = redact([figures(rows, "deaths", "fatal_accidents")], PLACES)
    (table,) = redacted.tables
    assert [column.name for column in table.columns][-1] == "withheld"
    assert list(table.rows) == [
        ("2020", "p", "all", 32, 20, ""),
        ("2020", "p0", "all", 12, 2, ""),
        ("2020", "p1", "all", 20, 18, ""),
        ("2020", "p00", "all", None, None, "deaths:<5"),
        ("2020", "p01", "all", None, None, "deaths:cover"),
        ("2020", "p10", "all", 20, None, ""),
        ("2020", "p0", "kind:village", 2, 1, ""),
        ("2020-03", "p0", "all", 1, 1, ""),
        ("2020", "p00", "kind:village", None, None, ""),
        ("2020-03", "p00", "all", None, None, ""),
    ]
    assert {one.rule: (one.table, one.count) for one in redacted.removals} == {
        "<5": ("figures", 1),
        "cover": ("figures", 1),
        "finer": ("figures", 6),
    }


def test_rows_delivered_are_counts_of_people_too() -> None:
    columns = (Column("region_code", "text", ""), Column("rows", "integer", ""))
    table = Dataset("deliveries", columns, [("p", 90), ("p0", 2), ("p00", 2)])
    redacted = redact([table], PLACES)
    assert redacted.tables[0].rows == [("p", 90), ("p0", 2), ("p00", None)]
    assert redacted.tables[0].columns == columns


def test_a_city_that_must_be_hidden_takes_its_finer_counts_with_it() -> None:
    rows = [
        ("2020", code, "all", count, 0, count)
        for code, count in [("p", 32), ("p0", 2), ("p1", 30), ("p00", 2), ("p10", 30)]
    ]
    finer = [
        ("2020", "p0", "kind:village", 2, 7, 2),
        ("2020-05", "p0", "all", 2, 7, 2),
        ("2019", "p0", "all", 0, 0, 0),
    ]
    names = ("deaths", "petitions_late", "fatal_accidents")
    redacted = redact([figures([*rows, *finer], *names)], tree(2, 1))
    cells = {row[:3]: row[3:] for row in redacted.tables[0].rows}
    assert cells["2020", "p0", "kind:village"] == (None, 7, None, "")
    assert cells["2020-05", "p0", "all"] == (None, 7, None, "")
    assert cells["2019", "p0", "all"] == (0, 0, 0, "")
    assert cells["2020", "p0", "all"][0] is None
    assert cells["2020", "p0", "all"][2] is None
    assert {removal.rule for removal in redacted.removals} >= {"cover", "chain"}


def test_units_broken_month_by_month_bound_the_count_from_below() -> None:
    months = [(f"2020-{month:02d}", "p00", "all", 1, 0, 1) for month in range(1, 5)]
    years = [("2020", code, "all", 1, 0, n) for code, n in [("p", 40), ("p0", 40), ("p00", 4), ("p01", 36)]]
    table = figures([*months, *years], "case_broken", "petition_broken", "criminal_cases")
    rows = redact([table], tree(1, 2)).tables[0].rows
    assert {row[1]: row[6] for row in rows if row[0] == "2020"} == {
        "p": "",
        "p0": "",
        "p00": "criminal_cases:cover",
        "p01": "criminal_cases:cover",
    }


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_redacted_tables_give_no_withheld_count_away(data: st.DataObject) -> None:
    """The whole path: what stands in the published cells, and nothing else, goes into the ranges."""
    leaves = {code: data.draw(st.integers(0, 7)) for code in PLACES.downwards if code not in PLACES.children}
    truth = summed(PLACES, leaves)
    rows = [("2020", code, "all", truth[code]) for code in PLACES.downwards]
    table = redact([figures(rows, "deaths")], PLACES).tables[0]
    marks = {}
    for _, code, _, shown, withheld in table.rows:
        assert shown == truth[code] if not withheld else shown is None
        if withheld:
            marks[code] = Mark(withheld.removeprefix("deaths:"))
    found = ranges(Table(PLACES, truth), marks)
    assert all(found[code][0] < found[code][1] for code in marks)
    assert all(
        truth[code] not in range(1, 5) for code in truth if code not in marks and PLACES.levels[code] > 2
    )


def test_steps_of_a_publication() -> None:
    for state, wanted in itertools.product(State, State):
        allowed = (state, wanted) in {
            (State.PROPOSED, State.PUBLISHED),
            (State.PROPOSED, State.DECLINED),
            (State.PUBLISHED, State.CORRECTED),
            (State.PUBLISHED, State.WITHDRAWN),
            (State.CORRECTED, State.WITHDRAWN),
        }
        if allowed:
            check_step("2021-0001", state, wanted)
        else:
            with pytest.raises(WrongState):
                check_step("2021-0001", state, wanted)


def test_nobody_approves_what_he_proposed() -> None:
    separate("person:lin", "person:zhou")
    with pytest.raises(SamePerson):
        separate("person:lin", "person:lin")


def test_titles_and_reasons_are_one_plain_line() -> None:
    assert check_title(" 2020 年结果 ") == "2020 年结果"
    assert check_reason("One county\n was late.") == "One county was late."
    for text in ("", " a ", "x" * 121, "two\nlines", "turned \u202e round", "zero\u200bwidth", "\ud800x"):
        with pytest.raises(BadTitle):
            check_title(text)
    for text in ("", "why", "x" * 501):
        with pytest.raises(NeedsReason):
            check_reason(text)
