"""Counts of events that stand beside the statuses and never change them: three-zero.md section 5.

A break is counted by its instant, an accident or a case by its occurrence, a petition by the instant of its
settlement; each in the cell in which its unit counts in that period. Every event that is open or resolved counts,
whoever answers for it.
"""

import ibis
from ibis import _
from ibis.expr.types import Table

from chizi.yardstick.breaks import LIVE
from chizi.yardstick.coverage import Standing
from chizi.yardstick.criteria import Criteria
from chizi.yardstick.engine import Workbench
from chizi.yardstick.frame import Frame, month_of
from chizi.yardstick.rollup import Ladder, climb
from chizi.yardstick.schemas import Subtype, Zero
from chizi.yardstick.scope import Scope

EVENT_MEASURES: tuple[str, ...] = (
    "fatal_accidents",
    "deaths",
    "criminal_cases",
    "public_order_cases",
    "petitions_in_time",
    "petitions_late",
)


def break_measure(subtype: str) -> str:
    """The name under which the certain breaks of a subtype are counted."""
    return f"break:{subtype}"


def tally_table(
    bench: Workbench,
    events: Table,
    breaks: Table,
    criteria: Criteria,
    standing: Standing,
    scope: Scope,
    ladder: Ladder,
    frame: Frame,
) -> Table:
    """The public, sparse table: period, region_code, slice, measure, n (never 0)."""
    subtypes = [subtype.value for zero in Zero for subtype in criteria.breaking(zero)]
    by_class = bench.make(_from_events(events, criteria, scope, frame))
    broken = bench.make(_from_breaks(breaks, subtypes))
    places = standing.class_periods.select("class_id", "period_no", "cell_id")
    measures = (*(break_measure(subtype) for subtype in subtypes), *EVENT_MEASURES)
    parts = []
    for counted in (by_class, broken):
        placed = counted.join(frame.own, "month").join(places, ["class_id", "period_no"])
        own = [name for name in measures if name in counted.columns]
        cells = placed.group_by("period_no", "cell_id").agg(
            **{name: _[name].sum().cast("int32") for name in own}
        )
        missing = {name: ibis.literal(0, "int32") for name in measures if name not in own}
        parts.append(cells.mutate(**missing).select("period_no", "cell_id", *measures))
    counts = bench.make(climb(bench, bench.make(ibis.union(*parts)), measures, ladder))
    long = ibis.union(
        *(
            counts.filter(_[name] > 0).select(
                "period_no", "region_no", "slice_no", n=_[name], measure_no=ibis.literal(number, "int16")
            )
            for number, name in enumerate(sorted(measures))
        )
    )
    names = bench.load(
        {"measure_no": ("int16", list(range(len(measures)))), "measure": ("string", sorted(measures))}
    )
    named = (
        long.join(frame.periods.select("period_no", "period"), "period_no")
        .join(ladder.regions.select("region_no", "region_code"), "region_no")
        .join(ladder.slices, "slice_no")
        .join(names, "measure_no")
    )
    return bench.keep(
        named.order_by("period_no", "region_no", "slice_no", "measure_no").select(
            "period", "region_code", "slice", "measure", n=_.n.cast("int64")
        )
    )


def _from_events(events: Table, criteria: Criteria, scope: Scope, frame: Frame) -> Table:
    """class_id, month and the measures of events."""
    breaking = [subtype.value for subtype in criteria.breaking(Zero.PETITION)]
    petition = events.zero == Zero.PETITION.value
    settled = petition & events.subtype.isin(breaking) & events.resolved_at.notnull()
    fatal = (events.zero == Zero.ACCIDENT.value) & (events.deaths > 0)
    case = events.zero == Zero.CASE.value
    counting = events.filter(events.status.isin(LIVE), settled | fatal | case)
    narrow = counting.select(
        "unit_code",
        month=month_of(petition.ifelse(events.resolved_at, events.occurred_at)),
        fatal_accidents=fatal,
        deaths=fatal.ifelse(events.deaths, 0),
        criminal_cases=case & (events.subtype == Subtype.CRIMINAL.value),
        public_order_cases=case & (events.subtype == Subtype.PUBLIC_ORDER.value),
        petitions_in_time=settled & (events.resolved_at <= events.due_at),
        petitions_late=settled & (events.resolved_at > events.due_at),
    )
    asked = narrow.filter(_.month.isin(frame.own_months))
    units = scope.units.select("unit_code", "class_id")
    return (
        asked.join(units, "unit_code")
        .group_by("class_id", "month")
        .agg(**{name: _[name].fill_null(0 if name == "deaths" else False).sum() for name in EVENT_MEASURES})
    )


def _from_breaks(breaks: Table, subtypes: list[str]) -> Table:
    """class_id, month and the number of certain breaks by subtype."""
    return (
        breaks.filter(_.certain)
        .group_by("class_id", "month")
        .agg(**{break_measure(subtype): (_.subtype == subtype).sum() for subtype in subtypes})
    )
