"""Which months of which counties are covered by complete deliveries, and what follows for units without breaks.

Missing data is never "zero": a unit without a break is pending while the period runs or while, for some month in
which it was open, no complete delivery covers its zero in its county (three-zero.md section 4, rule 4).
"""

from dataclasses import dataclass

import ibis
from ibis import _
from ibis.expr.types import Table

from chizi.yardstick.engine import Workbench
from chizi.yardstick.frame import Frame
from chizi.yardstick.schemas import DELIVERY_COLUMNS, JUDGED, THREE_ZERO, Zero
from chizi.yardstick.scope import Scope


@dataclass(frozen=True)
class Standing:
    """What is known of periods before any event is looked at.

    counties      period_no, county and, per zero, whether a unit open throughout is pending there
    class_periods class_id, period_no, cell_id, n, in_scope, per zero whether its units are pending by default,
                  unusual (the default differs from that of the county for some zero)
    """

    counties: Table
    class_periods: Table


def pending(zero: str) -> str:
    """The column that says whether this zero is pending."""
    return f"pending_{zero}"


def stand(bench: Workbench, scope: Scope, deliveries: Table, regions: Table, frame: Frame) -> Standing:
    """Work out the defaults of counties and of classes of units in every period."""
    covered = bench.make(_covered_months(deliveries, regions, frame))
    counties = bench.make(_counties(regions, covered, frame))
    shares = bench.make(_class_periods(scope, frame))
    partly = bench.make(_partly_open(scope, shares, covered, frame))
    by_county = shares.left_join(counties, ["period_no", "county"])
    both = by_county.left_join(partly, ["class_id", "period_no"])
    flags = {pending(zero): _default(both, zero) for zero in JUDGED}
    usual = ibis.and_(*(flags[pending(zero)] == _of_county(both, zero) for zero in JUDGED))
    class_periods = both.select(
        "class_id", "period_no", "cell_id", "n", "in_scope", **flags, unusual=both.in_scope & ~usual
    )
    return Standing(counties=counties, class_periods=bench.make(class_periods))


def coverage_table(standing: Standing, frame: Frame) -> Table:
    """The public table: period, zero, county, status of a unit that was open throughout and not broken."""
    long = standing.counties.pivot_longer(
        [pending(zero) for zero in JUDGED],
        names_to="zero",
        names_pattern="pending_(.+)",
        values_to="is_pending",
    )
    named = long.join(frame.periods.select("period_no", "period"), "period_no")
    return named.select(
        "period", "zero", "county", status=_.is_pending.ifelse("pending", "achieved")
    ).order_by("period", "zero", "county")


def _covered_months(deliveries: Table, regions: Table, frame: Frame) -> Table:
    """county, month, and per zero whether a complete delivery that was received after the month's end covers it."""
    complete = (
        deliveries.select(*DELIVERY_COLUMNS)
        .cast(dict(DELIVERY_COLUMNS))
        .filter(_.complete, _.received_at < ibis.literal(frame.as_of, "timestamp(6)"))
    )
    counties = regions.filter(_.level == 3).select("province", "city", county="code")
    reach = complete.join(
        frame.months,
        [
            complete.first_month <= frame.months.key,
            frame.months.key <= complete.last_month,
            complete.received_at >= frame.months.until,
        ],
    ).select("zero", "region_code", "month")
    reach = reach.distinct()
    places = counties.mutate(place=ibis.array([_.province, _.city, _.county])).unnest("place")
    found = reach.join(places, reach.region_code == places.place)
    return found.group_by("county", "month").agg(
        **{zero.value: (_.zero == zero.value).any() for zero in Zero}
    )


def _counties(regions: Table, covered: Table, frame: Frame) -> Table:
    counties = regions.filter(_.level == 3).select(county="code")
    months = counties.cross_join(frame.own).left_join(covered, ["county", "month"])
    whole = months.group_by("county", "period_no").agg(
        **{zero.value: months[zero.value].fill_null(False).all() for zero in Zero}
    )
    return _flags(whole, frame).select("county", "period_no", *map(pending, JUDGED))


def _flags(whole: Table, frame: Frame) -> Table:
    """From "all months covered", per zero, to "pending"."""
    dated = whole.join(frame.periods.select("period_no", "ended"), "period_no")
    flags = dated.mutate(**{pending(zero): ~(_.ended & dated[zero.value]) for zero in Zero})
    return flags.mutate(**{pending(THREE_ZERO): ibis.or_(*(flags[pending(zero)] for zero in Zero))})


def _class_periods(scope: Scope, frame: Frame) -> Table:
    """Every class in every period, with the cell it counts in and whether it stood there, open, throughout."""
    periods = frame.periods.select("period_no", begin="first", finish="last")
    places = scope.stretches.join(scope.cells.select("cell_id", "county"), "cell_id")
    spread = scope.classes.select("class_id", "n", "first", "last").cross_join(periods)
    counting = spread.join(
        places,
        [spread.class_id == places.class_id, places.since <= spread.finish, spread.finish <= places.until],
    )
    return counting.select(
        "class_id",
        "period_no",
        "cell_id",
        "county",
        "n",
        in_scope=(_.first <= _.finish) & (_.last >= _.begin),
        throughout=(_.first <= _.begin) & (_.last >= _.finish) & (_.since <= _.begin),
    )


def _partly_open(scope: Scope, shares: Table, covered: Table, frame: Frame) -> Table:
    """The same for classes that opened, closed or moved within the period: only months of being open count."""
    partly = shares.filter(_.in_scope & ~_.throughout).select("class_id", "period_no")
    open_months = scope.classes.select("class_id", "first", "last")
    months = partly.join(open_months, "class_id").join(frame.own, "period_no")
    months = months.filter(_.month >= _.first, _.month <= _.last).select("class_id", "period_no", "month")
    places = scope.stretches.join(scope.cells.select("cell_id", "county"), "cell_id")
    stood = months.join(
        places,
        [months.class_id == places.class_id, places.since <= months.month, months.month <= places.until],
    ).select("class_id", "period_no", "month", "county")
    known = stood.left_join(covered, ["county", "month"])
    whole = known.group_by("class_id", "period_no").agg(
        **{zero.value: known[zero.value].fill_null(False).all() for zero in Zero}
    )
    flags = _flags(whole, frame)
    return flags.select("class_id", "period_no", **{f"own_{zero}": flags[pending(zero)] for zero in JUDGED})


def _of_county(both: Table, zero: str) -> ibis.Value:
    return both[pending(zero)].fill_null(True)


def _default(both: Table, zero: str) -> ibis.Value:
    return ibis.coalesce(both[f"own_{zero}"], _of_county(both, zero))
