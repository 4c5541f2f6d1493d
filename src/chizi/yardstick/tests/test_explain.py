"""Why a unit stands where it stands: every event of it is named, also those that did not break."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from chizi.yardstick.criteria import built_in
from chizi.yardstick.explain import VERDICTS, explain
from chizi.yardstick.periods import Period
from chizi.yardstick.refusals import UnknownUnit
from chizi.yardstick.schemas import DELIVERY_COLUMNS, FACT_COLUMNS, REGION_COLUMNS, Zero
from chizi.yardstick.tests.worlds import UNIT_TYPES, World, delivery, fact, table, unit

CRITERIA = built_in("three-zero-2020.1")
MAY = datetime(2020, 5, 4, 9)
FOUND = datetime(2021, 3, 10)


def petition(event_id, due_at=datetime(2020, 7, 1), subtype="visit", **columns):
    return fact(event_id, "petition", subtype, occurred_at=MAY, due_at=due_at, **columns)


FACTS = [
    petition("breaks"),
    petition("may_break", attributed=None),
    petition("breaks_elsewhere", due_at=datetime(2021, 7, 1)),
    petition("withdrawn", status="withdrawn"),
    petition("unfounded", status="unfounded"),
    petition("not_attributed", attributed=False),
    petition("no_rule", subtype="suggestion"),
    petition("not_yet_due", due_at=datetime(2022, 8, 1)),
    petition("settled_in_time", status="resolved", resolved_at=datetime(2020, 6, 1)),
    fact("without_casualties", "accident", "fire", occurred_at=MAY, deaths=0),
    fact("not_grave_enough", "case", "public_order", occurred_at=MAY, severity=2),
    fact(
        "breaks_by_concealment",
        "accident",
        "fire",
        occurred_at=datetime(2019, 5, 1),
        deaths=1,
        concealment_found_at=FOUND,
    ),
    fact(
        "may_break_by_concealment",
        "accident",
        "fire",
        occurred_at=datetime(2019, 5, 1),
        deaths=1,
        attributed=None,
        concealment_found_at=FOUND,
    ),
    petition("of_another_unit", unit_code="U2"),
    petition("moved_away"),
    petition("moved_away", unit_code="U2", received_at=datetime(2020, 9, 1), delivery_id=2),
]


def world() -> World:
    deliveries = [
        delivery(n, zero, datetime(2022, 6, 1), last_month="2020-11") for n, zero in enumerate(Zero, 1)
    ]
    moved = [unit(valid_to=date(2020, 3, 15)), unit(valid_from=date(2020, 3, 15), region_code="140102001")]
    return World(units=[*moved, unit("U2")], facts=FACTS, deliveries=deliveries)


def explained(con, period="2020", unit_code="U1", criteria=CRITERIA):
    given = world()
    return explain(
        con,
        facts=table(FACT_COLUMNS, given.facts),
        units=table(UNIT_TYPES, given.units),
        regions=table(REGION_COLUMNS, given.regions),
        deliveries=table(DELIVERY_COLUMNS, given.deliveries),
        criteria=criteria,
        as_of=datetime(2022, 7, 1),
        unit_code=unit_code,
        period=Period.parse(period),
    )


def test_every_event_of_the_unit_has_its_verdict(con):
    told = explained(con)
    considered = {one.event_id: one for zero in told.zeros for one in zero.considered}
    assert {one.event_id: one.verdict for one in considered.values()} == {
        name: name for name in considered if name in VERDICTS
    }
    assert set(considered) == set(VERDICTS)
    assert considered["breaks"].rule == CRITERIA.rule("petition-visit")
    assert considered["breaks"].instant == datetime(2020, 7, 1)
    assert considered["no_rule"].rule is None
    assert considered["not_grave_enough"].numbers["severity"] == 2
    assert considered["without_casualties"].numbers["casualties"] == 0
    petitions, accidents, cases = told.zeros
    assert (petitions.status, petitions.certain, petitions.possible, petitions.tolerance) == (
        "broken",
        1,
        1,
        0,
    )
    assert (accidents.status, accidents.certain, accidents.possible) == ("broken", 1, 1)
    assert (cases.status, cases.certain, told.three_zero) == ("pending", 0, "broken")


def test_the_months_say_which_county_was_covered(con):
    cases = explained(con).zeros[2]
    assert [month.month for month in cases.months if not month.covered] == ["2020-12"]
    assert [month.county for month in cases.months][:3] == ["140101", "140101", "140102"]
    assert len(cases.months) == 12


def test_a_month_is_explained_by_itself_and_against_its_own_tolerance(con):
    milder = replace(
        CRITERIA, tolerances={zero: replace(one, month=1) for zero, one in CRITERIA.tolerances.items()}
    )
    told = explained(con, "2020-07", criteria=milder)
    assert (told.zeros[0].status, told.zeros[0].certain, told.zeros[0].possible) == ("disputed", 1, 1)
    assert (told.zeros[0].tolerance, told.ended, told.criteria_id) == (1, True, "three-zero-2020.1")
    assert [len(zero.months) for zero in told.zeros] == [1, 1, 1]


def test_a_unit_that_nobody_knows_is_refused(con):
    with pytest.raises(UnknownUnit):
        explained(con, unit_code="nobody")
