"""Counts of units and of events for every region, kind and sector: three-zero.md section 5."""

from collections.abc import Sequence

import ibis
from ibis import _
from ibis.expr.types import Table

from chizi.yardstick.coverage import Standing, pending
from chizi.yardstick.engine import Workbench
from chizi.yardstick.frame import Frame
from chizi.yardstick.schemas import JUDGED, LEVELS, Status
from chizi.yardstick.scope import Scope
from chizi.yardstick.statuses import BROKEN, DISPUTED, Exceptions

ALL = "all"
_SHOWN = (Status.ACHIEVED, Status.BROKEN, Status.DISPUTED, Status.PENDING)

FIGURE_COLUMNS: tuple[str, ...] = (
    Status.NOT_IN_SCOPE.value,
    *(f"{zero}_{status}" for zero in JUDGED for status in _SHOWN),
)
"""The counts of a row of figures."""


def figure_table(
    bench: Workbench, exceptions: Exceptions, standing: Standing, scope: Scope, regions: Table, frame: Frame
) -> Table:
    """The public, dense table: every period, region and slice, with the number of its units by status.

    A region has the slice "all", and one for each kind and each sector that any unit counted there belongs to.
    """
    cells = bench.make(_by_cell(bench, exceptions, standing))
    slices = bench.make(slices_of(scope))
    nothing = {name: ibis.literal(0, "int32") for name in FIGURE_COLUMNS}
    everywhere = regions.select(region_code="code", slice=ibis.literal(ALL))
    counting = slices.semi_join(cells, "cell_id").select("region_code", "slice")
    pairs = counting.union(everywhere).distinct()
    empty = pairs.cross_join(frame.periods.select("period_no")).mutate(**nothing)
    return bench.keep(climb(bench, cells, FIGURE_COLUMNS, slices, regions, frame, empty))


def _by_cell(bench: Workbench, exceptions: Exceptions, standing: Standing) -> Table:
    """period_no, cell_id and the counts of figures."""
    ranked = exceptions.units
    counts = {
        f"{name}_{zero}": ((ranked.zero_no == number) & (ranked["rank"] == rank)).sum().cast("int32")
        for number, zero in enumerate(JUDGED)
        for name, rank in (("broken", BROKEN), ("disputed", DISPUTED))
    }
    by_class = ranked.group_by("class_id", "period_no").agg(**counts)
    shares = standing.class_periods.left_join(by_class, ["class_id", "period_no"])
    sums = {Status.NOT_IN_SCOPE.value: shares.in_scope.ifelse(0, shares.n)}
    for zero in JUDGED:
        broken, disputed = (shares[f"{name}_{zero}"].fill_null(0) for name in ("broken", "disputed"))
        rest = shares.in_scope.ifelse(shares.n - broken - disputed, 0)
        waiting = shares[pending(zero)]
        sums[f"{zero}_{Status.ACHIEVED}"] = waiting.ifelse(0, rest)
        sums[f"{zero}_{Status.BROKEN}"] = broken
        sums[f"{zero}_{Status.DISPUTED}"] = disputed
        sums[f"{zero}_{Status.PENDING}"] = waiting.ifelse(rest, 0)
    return shares.group_by("period_no", "cell_id").agg(
        **{name: value.sum().cast("int32") for name, value in sums.items()}
    )


def slices_of(scope: Scope) -> Table:
    """cell_id -> region_code and each slice in which the cell counts."""
    cells = scope.cells
    kinds = cells.select("cell_id", "region_code", slice=ibis.literal("kind:") + cells.kind)
    sectors = cells.filter(_.sector.notnull()).select(
        "cell_id", "region_code", slice=ibis.literal("sector:") + cells.sector
    )
    whole = cells.select("cell_id", "region_code", slice=ibis.literal(ALL))
    return whole.union(kinds).union(sectors)


def climb(
    bench: Workbench,
    cells: Table,
    measures: Sequence[str],
    slices: Table,
    regions: Table,
    frame: Frame,
    empty: Table | None = None,
) -> Table:
    """Add measures by cell up to every slice and every region above.

    ``cells`` has period_no, cell_id and the measures; the result period, region_code, level, slice and the
    measures, sorted. ``empty`` are rows of nothing for regions and slices that must not be missing.
    """
    sums = {name: _[name].sum().cast("int32") for name in measures}
    keys = ["period_no", "region_code", "slice"]
    low = cells.join(slices, "cell_id").group_by(keys).agg(**sums).select(*keys, *measures)
    if empty is not None:
        low = low.union(empty.select(*keys, *measures))
    low = bench.make(low)
    places = regions.select("code", *LEVELS)
    levels = []
    for number, level in enumerate(LEVELS, start=1):
        above = low.join(places.filter(_[level].notnull()), low.region_code == places.code)
        level_keys = {"period_no": _.period_no, "region_code": _[level], "slice": _.slice}
        summed = above.drop("region_code").group_by(**level_keys).agg(**{n: _[n].sum() for n in measures})
        levels.append(summed.mutate(level=ibis.literal(number, "int8")))
    every = ibis.union(*levels).join(frame.periods.select("period_no", "period"), "period_no")
    return every.order_by("period_no", "region_code", "slice").select(
        "period", "region_code", "level", "slice", *measures
    )
