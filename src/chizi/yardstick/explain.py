"""Why one unit has the status it has in one period: every event of the unit with its verdict, breaking or not.

The verdicts come from the same expressions as the judgement, and the statuses from the judgement itself, run on the
events of this unit alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import ibis
from ibis import _
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from chizi.yardstick.breaks import casualties, condition_met, rule_rows, under_rules
from chizi.yardstick.criteria import Criteria, Rule
from chizi.yardstick.engine import Workbench
from chizi.yardstick.evaluate import Judgement, evaluate
from chizi.yardstick.periods import Period
from chizi.yardstick.refusals import N_, UnknownUnit
from chizi.yardstick.schemas import EVENT_COLUMNS, FACT_COLUMNS, JUDGED, EventStatus, Status, Zero
from chizi.yardstick.versions import EVENT_KEY, visible_events

VERDICTS: Mapping[str, str] = {
    "breaks": N_("breaks the zero in this period"),
    "breaks_by_concealment": N_("was concealed, and therefore breaks the zero in this period"),
    "may_break": N_(
        "would break the zero in this period, but it is not decided whether the unit answers for it"
    ),
    "may_break_by_concealment": N_(
        "was concealed and would break the zero in this period, but it is not decided whether the unit answers for it"
    ),
    "breaks_elsewhere": N_("breaks another period"),
    "withdrawn": N_("was withdrawn"),
    "unfounded": N_("proved to be unfounded"),
    "not_attributed": N_("the unit does not answer for it"),
    "no_rule": N_("no rule lets this kind of event break a zero"),
    "not_yet_due": N_("its time has not run out yet"),
    "settled_in_time": N_("was settled in time"),
    "without_casualties": N_("had no dead or injured"),
    "not_grave_enough": N_("is not grave enough"),
}
"""What is said of an event: code -> English sentence."""


@dataclass(frozen=True)
class Considered:
    """One event and its verdict; ``numbers`` are those the verdict rests on (due_at, deaths, severity ...).

    ``rule`` is the criteria row that spoke, None when none concerns the event; ``instant`` its instant by that row.
    """

    event_id: str
    zero: str
    subtype: str
    delivery_id: int
    verdict: str
    rule: Rule | None
    instant: datetime | None
    numbers: Mapping[str, Any]


@dataclass(frozen=True)
class MonthCovered:
    """A month in which the unit was open: its county then, and whether a complete delivery covers it."""

    month: str
    county: str
    covered: bool


@dataclass(frozen=True)
class ZeroExplained:
    """One zero: the status, what was considered, and the numbers against which it was judged."""

    zero: str
    status: str
    considered: tuple[Considered, ...]
    certain: int
    possible: int
    tolerance: int
    months: tuple[MonthCovered, ...]


@dataclass(frozen=True)
class Explanation:
    """A unit in a period: the status of the three zeros together, then each zero with its reasons."""

    unit_code: str
    period: Period
    as_of: datetime
    criteria_id: str
    ended: bool
    three_zero: str
    zeros: tuple[ZeroExplained, ...]


def explain(
    con: Backend,
    *,
    facts: Table,
    units: Table,
    regions: Table,
    deliveries: Table,
    criteria: Criteria,
    as_of: datetime,
    unit_code: str,
    period: Period,
) -> Explanation:
    """Explain one unit and period from the same tables that ``evaluate`` takes; UnknownUnit when it has no row."""
    with Workbench(con) as bench:
        own = bench.make(units.filter(_.unit_code == unit_code))
        if not own.count().execute():
            raise UnknownUnit(unit=unit_code)
        # An event may have been moved to or from this unit by a later delivery, so all its versions are read.
        ids = bench.make(facts.filter(_.unit_code == unit_code).select(*EVENT_KEY).distinct())
        told = bench.make(facts.select(*FACT_COLUMNS).semi_join(ids, EVENT_KEY))
        world = {
            "facts": told,
            "units": own,
            "regions": regions,
            "deliveries": deliveries,
            "criteria": criteria,
        }
        judgement = evaluate(con, **world, as_of=as_of, periods=[period, *period.months])
        try:
            events = bench.make(visible_events(bench, told, as_of).filter(_.unit_code == unit_code))
            verdicts = _verdicts(bench, events, criteria, as_of).order_by("occurred_at", "event_id")
            statuses = _statuses(judgement, period)
            considered = [_considered(row, criteria, judgement, period) for row in _rows(verdicts)]
            months = _months(judgement, period)
        finally:
            judgement.drop()
    zeros = tuple(_zero(zero, statuses, considered, months, criteria, period) for zero in Zero)
    ended = as_of >= period.end
    return Explanation(unit_code, period, as_of, criteria.id, ended, statuses[JUDGED[-1]], zeros)


def _zero(
    zero: Zero,
    statuses: Mapping[str, str],
    considered: list[Considered],
    months: Mapping[str, tuple[MonthCovered, ...]],
    criteria: Criteria,
    period: Period,
) -> ZeroExplained:
    mine = tuple(one for one in considered if one.zero == zero)
    allowed = criteria.tolerances[zero]
    return ZeroExplained(
        zero=zero.value,
        status=statuses[zero],
        considered=mine,
        certain=sum(one.verdict.startswith("breaks") and one.verdict != "breaks_elsewhere" for one in mine),
        possible=sum(one.verdict.startswith("may_break") for one in mine),
        tolerance=allowed.month if period.month else allowed.year,
        months=months[zero],
    )


def _rows(table: Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return rows


def _statuses(judgement: Judgement, period: Period) -> dict[str, str]:
    """The statuses of the only unit of a judgement, read from its figures."""
    figures = judgement.figures.filter(_.period == period.key, _.slice == "all")
    counts = _rows(figures.filter(_.level == figures.level.min()))[0]
    if counts[Status.NOT_IN_SCOPE]:
        return dict.fromkeys(JUDGED, Status.NOT_IN_SCOPE.value)
    return {
        zero: next(status.value for status in Status if counts.get(f"{zero}_{status}", 0)) for zero in JUDGED
    }


def _months(judgement: Judgement, period: Period) -> dict[str, tuple[MonthCovered, ...]]:
    """Per zero, the months in which the only unit of a judgement was open; a covered month has ended."""
    keys = [month.key for month in period.months]
    places = judgement.figures.filter(_.period.isin(keys), _.slice == "all", _.level == 3)
    here = {
        row["period"]: row["region_code"]
        for row in _rows(places)
        if any(row[f"{JUDGED[0]}_{status}"] for status in Status if status is not Status.NOT_IN_SCOPE)
    }
    covered = {
        (row["zero"], row["period"], row["county"])
        for row in _rows(judgement.coverage.filter(_.status == Status.ACHIEVED.value))
    }
    return {
        zero: tuple(
            MonthCovered(key, here[key], (zero, key, here[key]) in covered) for key in keys if key in here
        )
        for zero in Zero
    }


def _verdicts(bench: Workbench, events: Table, criteria: Criteria, as_of: datetime) -> Table:
    """Each event with the rule row that concerns it, if any, and why it does or does not break."""
    now = ibis.literal(as_of, "timestamp(6)")
    ruled = under_rules(events, rule_rows(bench, criteria)).mutate(met=condition_met(now))
    spoken = ruled.select(*EVENT_KEY, "rule", "instant", "met")
    beside = events.left_join(spoken, EVENT_KEY).mutate(casualties=casualties())
    return beside.mutate(
        verdict=ibis.cases(
            (_.status == EventStatus.WITHDRAWN.value, "withdrawn"),
            (_.status == EventStatus.UNFOUNDED.value, "unfounded"),
            (_.rule.isnull(), "no_rule"),
            (~_.met & (_.resolved_at <= _.due_at) & (_.zero == Zero.PETITION.value), "settled_in_time"),
            (~_.met & (_.zero == Zero.PETITION.value), "not_yet_due"),
            (~_.met & (_.zero == Zero.ACCIDENT.value), "without_casualties"),
            (~_.met, "not_grave_enough"),
            (~_.attributed, "not_attributed"),
            else_="met",
        )
    ).select(*EVENT_COLUMNS, "delivery_id", "casualties", "rule", "instant", "verdict")


_NUMBERS: Mapping[str, tuple[str, ...]] = {
    Zero.PETITION: ("status", "due_at", "resolved_at", "attributed", "concealment_found_at"),
    Zero.ACCIDENT: (
        "status",
        "occurred_at",
        "deaths",
        "injuries",
        "casualties",
        "attributed",
        "concealment_found_at",
    ),
    Zero.CASE: ("status", "occurred_at", "severity", "attributed", "concealment_found_at"),
}


def _considered(row: dict[str, Any], criteria: Criteria, judgement: Judgement, period: Period) -> Considered:
    verdict = row["verdict"]
    if verdict == "met":
        verdict = _where(row, period)
    return Considered(
        event_id=row["event_id"],
        zero=row["zero"],
        subtype=row["subtype"],
        delivery_id=row["delivery_id"],
        verdict=verdict,
        rule=criteria.rule(row["rule"]) if row["rule"] else None,
        instant=row["instant"],
        numbers={name: row[name] for name in _NUMBERS[row["zero"]]},
    )


def _where(row: dict[str, Any], period: Period) -> str:
    """How an event that meets its condition touches the period: by its instant, by concealment, or not at all."""
    stem = "breaks" if row["attributed"] else "may_break"
    if period.start <= row["instant"] < period.end:
        return stem
    found = row["concealment_found_at"]
    reached = period.start, period.end if period.month else Period(period.year + 1).end
    return f"{stem}_by_concealment" if found and reached[0] <= found < reached[1] else "breaks_elsewhere"
