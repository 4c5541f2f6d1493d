"""How gaps are grouped and months are joined."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from chizi.overview.rules import FAMILIES, MissingGroup, grouped, spans
from chizi.yardstick.periods import Period
from chizi.yardstick.schemas import Kind

MONTHS = st.sets(st.integers(2019 * 12, 2022 * 12).map(lambda at: Period.from_index(at).key), max_size=30)


@dataclass(frozen=True)
class Place:
    code: str
    name: str = ""


A, B, C = Place("140105"), Place("140106"), Place("140202")


def test_counties_that_miss_the_same_months_stand_together_the_widest_first():
    gaps = [("case", ("2020-12",), B), ("petition", ("2020-11", "2020-12"), C), ("case", ("2020-12",), A)]
    assert grouped(gaps) == (
        MissingGroup("case", ("2020-12",), (A, B)),
        MissingGroup("petition", ("2020-11", "2020-12"), (C,)),
    )


def test_nothing_missing_is_no_group():
    assert grouped([]) == ()


def test_consecutive_months_are_joined_across_the_year():
    assert spans(["2021-01", "2020-12", "2020-11", "2020-03"]) == (
        ("2020-03", "2020-03"),
        ("2020-11", "2021-01"),
    )


@given(MONTHS)
def test_spans_hold_exactly_the_months_and_never_touch(months):
    found = spans(months)
    held = {
        Period.from_index(at).key
        for first, last in found
        for at in range(Period.parse(first).first, Period.parse(last).first + 1)
    }
    assert held == months
    ends = [Period.parse(one).first for pair in found for one in pair]
    assert ends == sorted(ends)
    assert all(b - a > 1 for a, b in zip(ends[1::2], ends[2::2], strict=False))


def test_the_families_are_all_kinds_each_once():
    kinds = [kind for family in FAMILIES.values() for kind in family]
    assert sorted(kinds) == sorted(kind.value for kind in Kind)
