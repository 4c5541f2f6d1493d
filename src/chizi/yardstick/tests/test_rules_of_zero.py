"""R-13 to R-17: what may and what may never break a zero."""

from datetime import datetime, timedelta

import pytest

from chizi.yardstick.criteria import CriteriaFaults, built_in, parse_criteria
from chizi.yardstick.intake import DeliveryTerms
from chizi.yardstick.refusals import WrongBody
from chizi.yardstick.schemas import EVENT_COLUMNS, NEVER_BREAKS, OWNER, REGION_COLUMNS, Body, Zero
from chizi.yardstick.tests.worlds import REGIONS, World, delivery, fact, judge, rows, statuses_of, table, unit

CRITERIA = built_in("three-zero-2020.1")
AS_OF = datetime(2022, 7, 1)
MAY = datetime(2020, 5, 4, 9)


def year_of(con, *facts, periods=("2020",), criteria=CRITERIA, units=None):
    """The statuses of units U1, U2 ... in a fully covered world with these events."""
    deliveries = [
        delivery(n, zero, datetime(2022, 6, 1), last_month="2021-12") for n, zero in enumerate(Zero, 1)
    ]
    world = World(units=units or [unit()], facts=list(facts), deliveries=deliveries)
    judgement = judge(con, world, criteria, AS_OF, list(periods))
    listed = {key: status for key, (status, _) in statuses_of(judgement).items()}
    tallies = {
        (r["period"], r["measure"]): r["n"] for r in rows(judgement.tallies) if r["region_code"] == "14"
    }
    assert {row["status"] for row in rows(judgement.coverage)} == {"achieved"}
    judgement.drop()
    return listed, tallies


def petition(number, subtype="visit", **columns):
    due = columns.pop("due_at", datetime(2020, 7, 1))
    return fact(f"P{number}", "petition", subtype, occurred_at=MAY, due_at=due, **columns)


@pytest.mark.parametrize("zero", Zero)
def test_R13_only_the_lead_department_delivers_its_zero(zero):
    for body in Body:
        if body is not OWNER[zero]:
            with pytest.raises(WrongBody):
                DeliveryTerms(body, zero, "14", table(REGION_COLUMNS, REGIONS))


def test_R13_the_unit_itself_delivers_nothing():
    assert "unit" not in set(Body)
    assert not any("self" in name or "declared" in name for name in EVENT_COLUMNS)


def test_R13_the_rule_is_versioned_and_every_row_names_its_source_and_its_words():
    assert (CRITERIA.id, len(CRITERIA.digest)) == ("three-zero-2020.1", 64)
    for rule in CRITERIA.rules:
        assert all([rule.source, rule.text.en, rule.text.zh])


def test_R14_in_time_and_late_settlements_are_counted_beside_the_status(con):
    settled = {"status": "resolved", "attributed": False}
    _, tallies = year_of(
        con,
        petition(1, **settled, resolved_at=datetime(2020, 7, 1)),
        petition(2, **settled, resolved_at=datetime(2020, 7, 1) + timedelta(microseconds=1)),
        petition(3, "suggestion", **settled, resolved_at=datetime(2020, 6, 1)),
    )
    assert tallies == {("2020", "petitions_in_time"): 1, ("2020", "petitions_late"): 1}


def test_R15_what_never_breaks_a_zero_does_not(con):
    never = [
        petition(n, sub, due_at=datetime(2020, 6, 1))
        for n, sub in enumerate(sorted(NEVER_BREAKS - {"near_miss"}))
    ]
    harmless = [
        fact("A1", "accident", "near_miss", occurred_at=MAY, deaths=1),
        fact("A2", "accident", "fire", occurred_at=MAY, deaths=0, injuries=0),
        fact("A3", "accident", "traffic", occurred_at=MAY),
        fact("C1", "case", "public_order", occurred_at=MAY, severity=2),
        petition(8, status="resolved", resolved_at=datetime(2020, 6, 30)),
        petition(9, status="withdrawn"),
        petition(10, status="unfounded"),
        petition(11, attributed=False),
    ]
    listed, tallies = year_of(con, *never, *harmless, periods=["2020", "2020-05", "2020-06", "2020-07"])
    assert listed == {}
    assert not any(measure.startswith("break:") for _, measure in tallies)


def test_R15_no_criteria_can_let_them_break_a_zero():
    for subtype in sorted(NEVER_BREAKS):
        zero = "accident" if subtype == "near_miss" else "petition"
        old = "fire" if zero == "accident" else "visit"
        with pytest.raises(CriteriaFaults) as error:
            parse_criteria(CRITERIA.toml.replace(f'subtype = "{old}"', f'subtype = "{subtype}"'))
        assert [fault.code for fault in error.value.faults] == ["never_breaks"]


def test_R16_concealment_costs_two_years_and_a_late_but_truthful_report_only_its_own(con):
    happened, known = datetime(2019, 11, 20), datetime(2021, 3, 10)
    told = {"occurred_at": happened, "reported_at": known, "deaths": 1}
    years = ["2019", "2020", "2021", "2021-03", "2019-11", "2021-02"]
    listed, _ = year_of(
        con,
        fact("A1", "accident", "fire", **told, unit_code="U1"),
        fact("A2", "accident", "fire", **told, unit_code="U2", concealment_found_at=known),
        fact("A3", "accident", "fire", **told, unit_code="U3", concealment_found_at=known, attributed=None),
        periods=years,
        units=[unit("U1"), unit("U2"), unit("U3")],
    )
    found = {
        code: {p: listed.get((p, code, "accident"), "achieved") for p in years} for code in ("U1", "U2", "U3")
    }
    concealed = ["2019", "2020", "2021", "2021-03", "2019-11"]
    assert [p for p in years if found["U1"][p] == "broken"] == ["2019", "2019-11"]
    assert sorted(p for p in years if found["U2"][p] == "broken") == sorted(concealed)
    assert sorted(p for p in years if found["U3"][p] == "disputed") == sorted(concealed)


def test_R17_no_number_of_petitions_breaks_a_zero(con):
    crowd = [petition(n, due_at=datetime(2023, 1, 1)) for n in range(200)]
    settled = [petition(n, status="resolved", resolved_at=datetime(2020, 6, 1)) for n in range(200, 400)]
    listed, _ = year_of(con, *crowd, *settled, periods=["2020", "2020-05"])
    assert listed == {}


@pytest.mark.parametrize(
    "attempt",
    [
        'condition = "occurrence"',
        'condition = "casualties"',
        'condition = "overdue"\nmax_petitions = 5',
        'condition = "overdue"\ncount_at_least = 1',
    ],
)
def test_R17_no_criteria_can_let_a_petition_break_a_zero_by_being_there(attempt):
    with pytest.raises(CriteriaFaults):
        parse_criteria(CRITERIA.toml.replace('condition = "overdue"', attempt, 1))
