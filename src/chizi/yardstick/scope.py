"""Which units are judged, where they count, and in which months they were open.

A province has 660,000 units but few kinds of them: units of the same region, kind, sector and open months share
every answer that does not come from their own events. They are put into classes, and only broken and disputed
units are handled one by one. A unit that moved has a class with several stretches.

A unit counts, in every period, in the row of its register that holds on the period's last day; for a unit no longer
open then, on its own last open day; for one not yet open, on its first.
"""

from dataclasses import dataclass
from datetime import date

import ibis
from ibis import _
from ibis.expr.types import IntegerColumn, Table

from chizi.yardstick.engine import Workbench
from chizi.yardstick.frame import Frame, month_of
from chizi.yardstick.schemas import LEVELS, UNIT_COLUMNS

_ALWAYS = ibis.literal(date(1, 1, 1))
_NEVER = ibis.literal(date(9999, 12, 31))


@dataclass(frozen=True)
class Scope:
    """The register, condensed.

    units     unit_no (their order by code), unit_code, class_id, first, last (its open months within the frame)
    classes   class_id, n, first, last, moved (has several stretches)
    stretches class_id, cell_id, since, until (months whose last day, or last open day, lies in the stretch)
    cells     cell_id, region_code, kind, sector, county, city, town: what units are counted by
    """

    units: Table
    classes: Table
    stretches: Table
    cells: Table


def condense(bench: Workbench, units: Table, regions: Table, frame: Frame) -> Scope:
    """Put the units of the register into classes; a unit that was open on no day at all is left out."""
    rows = bench.make(_stretches(units.select(*UNIT_COLUMNS), frame))
    cells = bench.make(_cells(rows, regions))
    pieces = bench.make(
        rows.join(cells, ["region_code", "kind", "sector_key"]).select(
            "unit_code", "first", "last", "since", "until", "cell_id"
        )
    )
    known = bench.make(_profiles(pieces))
    classes = bench.make(
        known.group_by("cell_id", "profile", "first", "last")
        .agg(n=_.count().cast("int32"), example=_.unit_code.min())
        .mutate(class_id=_rank("cell_id", "profile", "first", "last"), moved=_.profile != "")
    )
    shape = ["cell_id", "profile", "first", "last"]
    condensed = known.join(classes, shape).select(
        "unit_code", "class_id", "first", "last", unit_no=_rank("unit_code")
    )
    settled = classes.filter(~_.moved).select("class_id", "cell_id", since=frame.low, until=frame.high)
    moved = classes.filter(_.moved).select("class_id", unit_code=_.example)
    moving = pieces.join(moved, "unit_code").select("class_id", "cell_id", "since", "until")
    return Scope(
        units=bench.make(condensed),
        classes=classes.select("class_id", "n", "first", "last", "moved"),
        stretches=bench.make(settled.cast(dict(moving.schema())).union(moving)),
        cells=cells,
    )


def _stretches(units: Table, frame: Frame) -> Table:
    """Each row of the register cut to the days on which its unit was open, in months of the frame."""
    begin, end = _.valid_from.fill_null(_ALWAYS), _.valid_to.fill_null(_NEVER)
    spans = units.group_by("unit_code").agg(
        opened=ibis.greatest(begin.min(), _.opened_on.max().fill_null(_ALWAYS)),
        closed=ibis.least(end.max(), _.closed_on.max().fill_null(_NEVER)),
    )
    rows = units.join(spans.filter(_.opened < _.closed), "unit_code").mutate(
        begin=ibis.greatest(begin, _.opened), end=ibis.least(end, _.closed)
    )
    rows = rows.filter(_.begin < _.end).mutate(
        since=(_.begin == _.opened).ifelse(frame.low, ibis.greatest(month_of(_.begin), frame.low)),
        until=(_.end == _.closed).ifelse(frame.high, ibis.least(month_of(_.end) - 1, frame.high)),
        first=ibis.greatest(month_of(_.opened), frame.low),
        last=ibis.least(month_of(_.closed - ibis.interval(days=1)), frame.high),
        sector_key=_.sector.fill_null(""),
    )
    never = rows.first > rows.last
    return rows.filter(_.since <= _.until).select(
        "unit_code",
        "region_code",
        "kind",
        "sector_key",
        since=_.since.cast("int32"),
        until=_.until.cast("int32"),
        first=never.ifelse(frame.high + 1, rows.first).cast("int32"),
        last=never.ifelse(frame.low - 1, rows.last).cast("int32"),
    )


def _cells(rows: Table, regions: Table) -> Table:
    places = regions.select("code", *LEVELS)
    cells = rows.select("region_code", "kind", "sector_key").distinct()
    return cells.left_join(places, cells.region_code == places.code).select(
        "region_code",
        "kind",
        "sector_key",
        *LEVELS,
        sector=_.sector_key.nullif(""),
        cell_id=_rank("region_code", "kind", "sector_key"),
    )


def _profiles(pieces: Table) -> Table:
    """One row per unit; ``profile`` tells units that moved apart from those that stayed, and from each other."""
    units = pieces.group_by("unit_code").agg(
        cell_id=_.cell_id.min(), first=_.first.min(), last=_.last.min(), pieces=_.count()
    )
    several = units.filter(_.pieces > 1).select("unit_code")
    piece = _.cell_id.cast("string") + ":" + _.since.cast("string")
    profiles = (
        pieces.semi_join(several, "unit_code")
        .mutate(piece=piece)
        .group_by("unit_code")
        .agg(profile=_.piece.group_concat(sep=",", order_by=_.since))
    )
    return units.left_join(profiles, "unit_code").select(
        "unit_code", "cell_id", "first", "last", profile=_.profile.fill_null("")
    )


def _rank(*order: str) -> IntegerColumn:
    """Numbers from 0 in the order of these columns."""
    return ibis.row_number().over(ibis.window(order_by=list(order))).cast("int32")
