"""The engine against the second reading of the page, on random worlds; and the manners of the evaluation."""

from dataclasses import replace
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from chizi.yardstick.criteria import Criteria, Tolerance, built_in
from chizi.yardstick.schemas import JUDGED, Zero
from chizi.yardstick.tests import oracle, worlds
from chizi.yardstick.tests.worlds import INSTANTS, World, judge, rows, statuses_of

DEFAULT = built_in("three-zero-2020.1")
MONTHS = [f"{year}-{month:02d}" for year in (2019, 2020, 2021) for month in (1, 2, 3, 11, 12)]


@st.composite
def criteria(draw: st.DrawFn) -> Criteria:
    """The default rule, or one with tolerances, dated rows, other floors, or without some subtypes."""
    if draw(st.booleans()):
        return DEFAULT
    tolerances = {zero: Tolerance(draw(st.integers(0, 1)), draw(st.integers(0, 2)), "test") for zero in Zero}
    rules = []
    for rule in DEFAULT.rules:
        if draw(st.sampled_from([True, True, True, False])):
            changed = replace(
                rule, severity_at_least=draw(st.integers(1, 4)) if rule.zero is Zero.CASE else 1
            )
            turn = draw(st.sampled_from([None, None, date(2020, 1, 1), date(2020, 3, 1)]))
            rules.append(replace(changed, effective_to=turn))
            if turn and draw(st.booleans()):
                rules.append(
                    replace(changed, id=f"{rule.id}-later", effective_from=turn, severity_at_least=2)
                )
    return replace(DEFAULT, rules=tuple(rules), tolerances=tolerances)


def plain(criteria: Criteria) -> dict:
    """The criteria as the oracle takes them."""
    return {
        "rules": [
            (
                rule.zero.value,
                rule.subtype.value,
                rule.id,
                rule.severity_at_least if rule.zero is Zero.CASE else rule.casualties_at_least,
                rule.effective_from,
                rule.effective_to,
            )
            for rule in criteria.rules
        ],
        "tolerances": {zero.value: (one.month, one.year) for zero, one in criteria.tolerances.items()},
    }


@given(
    world=worlds.worlds(),
    criteria=criteria(),
    as_of=st.sampled_from([*INSTANTS, datetime(2021, 4, 1), datetime(2022, 1, 1)]),
    periods=st.lists(
        st.sampled_from([*MONTHS, "2019", "2020", "2020", "2021"]), min_size=1, max_size=6, unique=True
    ),
)
def test_the_engine_agrees_with_the_second_reading_of_the_page(con, world, criteria, as_of, periods):
    periods = sorted(periods)
    expected = oracle.judge(world, **plain(criteria), as_of=as_of, periods=periods)
    judgement = judge(con, world, criteria, as_of, periods)
    try:
        assert break_periods(judgement) == expected.break_periods
        compare_statuses(judgement, expected, world)
        names = [
            name
            for name in judgement.figures.columns
            if name not in {"period", "region_code", "level", "slice"}
        ]
        figures = {
            (row["period"], row["region_code"], row["slice"]): {name: row[name] for name in names}
            for row in rows(judgement.figures)
        }
        assert figures == expected.figures
        tallies = {
            (row["period"], row["region_code"], row["slice"], row["measure"]): row["n"]
            for row in rows(judgement.tallies)
        }
        assert tallies == expected.tallies
    finally:
        judgement.drop()


def break_periods(judgement) -> set[tuple]:
    names = ("period", "unit_code", "zero", "event_id", "rule", "instant", "certain", "how", "in_scope")
    found = [tuple(row[name] for name in names) for row in rows(judgement.break_periods)]
    assert len(found) == len(set(found))
    return set(found)


def compare_statuses(judgement, expected, world: World) -> None:
    """What is listed one by one, and for the rest what their county has, is what the oracle says of each unit."""
    listed = statuses_of(judgement)
    usual = {(row["period"], row["zero"], row["county"]): row["status"] for row in rows(judgement.coverage)}
    county = {row["code"]: row["county"] for row in world.regions}
    for (period, code, zero), status in expected.statuses.items():
        key, place = (period, code, zero), expected.places[period, code]
        if status == "not_in_scope":
            assert key not in listed
            continue
        default = usual[period, zero, county[place["region_code"]]]
        assert listed.get(key, (default, None))[0] == status
        assert (key in listed) == (status != default)
        if key in listed:
            assert listed[key][1] == county[place["region_code"]]
    assert {zero for _, _, zero in expected.statuses} <= set(JUDGED)
    assert set(listed) <= set(expected.statuses)
