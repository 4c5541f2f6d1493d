"""Counts of units and of events for every region, kind and sector: three-zero.md section 5."""

from collections.abc import Sequence
from dataclasses import dataclass

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
_PLACE = ["period_no", "region_no", "slice_no"]

FIGURE_COLUMNS: tuple[str, ...] = (
    Status.NOT_IN_SCOPE.value,
    *(f"{zero}_{status}" for zero in JUDGED for status in _SHOWN),
)
"""The counts of a row of figures."""

_IN_SCOPE = "in_scope"
_ADDED = (
    Status.NOT_IN_SCOPE.value,
    _IN_SCOPE,
    *(name for name in FIGURE_COLUMNS[1:] if "achieved" not in name),
)
"""What is added up: the achieved are those in scope that are nothing else."""


@dataclass(frozen=True)
class Ladder:
    """How counts climb from cells to regions; everything by number, and the numbers in the order of the names.

    regions region_no, region_code, level, parent_no, parent_level
    slices  slice_no, slice
    cells   cell_id, region_no, whole, kind, sector: the numbers of the slices in which the cell counts
    """

    regions: Table
    slices: Table
    cells: Table


def build_ladder(bench: Workbench, scope: Scope, regions: Table) -> Ladder:
    """Number the regions and the slices."""
    steps = regions.mutate(
        region_no=ibis.row_number().over(ibis.window(order_by="code")).cast("int32"),
        parent=ibis.cases(
            (_.level == 4, ibis.coalesce(_.county, _.city, _.province)),
            (_.level == 3, ibis.coalesce(_.city, _.province)),
            (_.level == 2, _.province),
            else_=None,
        ),
    )
    steps = bench.make(steps)
    above = steps.select(parent_code="code", parent_no="region_no", parent_level="level")
    named = steps.left_join(above, steps.parent == above.parent_code)
    places = bench.make(named.select("region_no", "level", "parent_no", "parent_level", region_code="code"))
    cells = scope.cells
    names = cells.select(slice=ibis.literal("kind:") + cells.kind)
    sectors = cells.filter(_.sector.notnull()).select(slice=ibis.literal("sector:") + cells.sector)
    whole = bench.load({"slice": ("string", [ALL])})
    slices = names.union(sectors).union(whole).distinct()
    numbered = bench.make(
        slices.mutate(slice_no=ibis.row_number().over(ibis.window(order_by="slice")).cast("int32"))
    )
    return Ladder(regions=places, slices=numbered, cells=bench.make(_numbered(scope.cells, places, numbered)))


def _numbered(cells: Table, places: Table, slices: Table) -> Table:
    kinds = slices.select(kind_name="slice", kind_no="slice_no")
    sectors = slices.select(sector_name="slice", sector_no="slice_no")
    whole = slices.filter(_.slice == ALL).select(whole="slice_no")
    named = cells.mutate(
        kind_name=ibis.literal("kind:") + cells.kind, sector_name=ibis.literal("sector:") + cells.sector
    )
    found = named.join(places.select("region_code", "region_no"), "region_code").join(kinds, "kind_name")
    beside = found.left_join(sectors, "sector_name").cross_join(whole)
    return beside.select("cell_id", "region_no", "whole", kind="kind_no", sector="sector_no")


def climb(
    bench: Workbench, cells: Table, measures: Sequence[str], ladder: Ladder, empty: Table | None = None
) -> Table:
    """Add measures by cell up to every slice and every region above.

    ``cells`` has period_no, cell_id and the measures; the result period_no, region_no, slice_no and the measures, in
    no order. ``empty`` are rows of nothing for regions and slices that must not be missing.
    """
    sums = {name: _[name].sum().cast("int32") for name in measures}

    def summed(table: Table, keys: list[str]) -> Table:
        return table.group_by(keys).agg(**sums).select(*keys, *measures)

    placed = cells.join(ladder.cells, "cell_id")
    by_kind = bench.make(summed(placed.mutate(slice_no=_.kind), [*_PLACE, "whole"]))
    by_sector = summed(placed.filter(_.sector.notnull()).mutate(slice_no=_.sector), _PLACE)
    whole = summed(by_kind.mutate(slice_no=_.whole), _PLACE)
    parts = [
        by_kind.drop("whole"),
        by_sector,
        whole,
        *([] if empty is None else [empty.select(*_PLACE, *measures)]),
    ]
    levels = ladder.regions.select("region_no", "level")
    sources = [bench.make(ibis.union(*parts).join(levels, "region_no"))]
    above = ladder.regions.select("region_no", "parent_no", "parent_level").filter(_.parent_no.notnull())
    done: list[Table] = []
    for level in reversed(range(1, len(LEVELS) + 1)):
        here = ibis.union(*(part.filter(_.level == level).select(*_PLACE, *measures) for part in sources))
        done.append(bench.make(summed(here, _PLACE)))
        risen = done[-1].join(above, "region_no").drop("region_no")
        sources.append(risen.rename(region_no="parent_no", level="parent_level"))
    return ibis.union(*done)


def figure_table(
    bench: Workbench, exceptions: Exceptions, standing: Standing, scope: Scope, ladder: Ladder, frame: Frame
) -> Table:
    """The public, dense table: every period, region and slice, with the number of its units by status.

    A region has the slice "all", and one for each kind and each sector of which any unit counts there in any period.
    """
    cells = bench.make(_by_cell(exceptions, standing))
    counts = climb(bench, cells, _ADDED, ladder, _nothing(cells, scope, ladder, frame))
    periods = frame.periods.select("period_no", "period")
    named = counts.join(periods, "period_no").join(ladder.slices, "slice_no")
    placed = named.join(ladder.regions.select("region_no", "region_code", "level"), "region_no")
    achieved = {
        f"{zero}_{Status.ACHIEVED}": (
            placed[_IN_SCOPE] - sum(placed[f"{zero}_{one}"] for one in _SHOWN[1:])
        ).cast("int32")
        for zero in JUDGED
    }
    placed = placed.mutate(**achieved)
    return bench.keep(
        placed.order_by(*_PLACE)
        .select("period", "region_code", "slice", *FIGURE_COLUMNS, level=_.level.cast("int8"))
        .relocate("level", after="region_code")
    )


def _nothing(cells: Table, scope: Scope, ladder: Ladder, frame: Frame) -> Table:
    """Rows of noughts: "all" for every region, and whatever a unit that moved counts in at some time only."""
    moved = scope.stretches.semi_join(scope.classes.filter(_.moved), "class_id").select("cell_id").distinct()
    passing = ladder.cells.semi_join(moved, "cell_id").semi_join(cells, "cell_id")
    kinds = passing.select("region_no", slice_no=_.kind)
    sectors = passing.filter(_.sector.notnull()).select("region_no", slice_no=_.sector)
    everywhere = ladder.regions.cross_join(ladder.slices.filter(_.slice == ALL)).select(
        "region_no", "slice_no"
    )
    pairs = kinds.union(sectors).union(everywhere).distinct()
    noughts = {name: ibis.literal(0, "int32") for name in _ADDED}
    return pairs.cross_join(frame.periods.select("period_no")).mutate(**noughts)


def _by_cell(exceptions: Exceptions, standing: Standing) -> Table:
    """period_no, cell_id and the counts of figures."""
    ranked = exceptions.units
    counts = {
        f"{name}_{zero}": ((ranked.zero_no == number) & (ranked["rank"] == rank)).sum().cast("int32")
        for number, zero in enumerate(JUDGED)
        for name, rank in (("broken", BROKEN), ("disputed", DISPUTED))
    }
    by_class = ranked.group_by("class_id", "period_no").agg(**counts)
    shares = standing.class_periods.left_join(by_class, ["class_id", "period_no"])
    sums = {
        Status.NOT_IN_SCOPE.value: shares.in_scope.ifelse(0, shares.n),
        _IN_SCOPE: shares.in_scope.ifelse(shares.n, 0),
    }
    for zero in JUDGED:
        broken, disputed = (shares[f"{name}_{zero}"].fill_null(0) for name in ("broken", "disputed"))
        rest = shares.in_scope.ifelse(shares.n - broken - disputed, 0)
        waiting = shares[pending(zero)]
        sums[f"{zero}_{Status.BROKEN}"] = broken
        sums[f"{zero}_{Status.DISPUTED}"] = disputed
        sums[f"{zero}_{Status.PENDING}"] = waiting.ifelse(rest, 0)
    return shares.group_by("period_no", "cell_id").agg(
        **{name: value.sum().cast("int32") for name, value in sums.items()}
    )
