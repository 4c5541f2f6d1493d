"""Checking a delivered register of units: one row for each stretch, without overlap and without gap."""

from datetime import date

import ibis
from ibis import _
from ibis.backends.duckdb import Backend
from ibis.expr.types import StringValue, Table

from chizi.yardstick import cells
from chizi.yardstick.checked import REASONS, Checked, cell_faults, completed, gathered, outcome, read
from chizi.yardstick.engine import Workbench
from chizi.yardstick.schemas import LABELS, UNIT_COLUMNS, Kind

__all__ = ["REASONS", "Checked", "check_units"]

_ALWAYS, _NEVER = ibis.literal(date(1, 1, 1)), ibis.literal(date(9999, 12, 31))
_DAYS = ("valid_from", "valid_to", "opened_on", "closed_on")


def check_units(con: Backend, raw: Table, regions: Table) -> Checked:
    """Check every row of a register.

    ``raw`` has the columns of schemas.UNIT_COLUMNS as text or typed, and int64 ``line``; ``regions`` at least
    ``code``, and with ``county`` too every unit must stand in one. Raises MissingColumns.
    """
    with Workbench(con) as bench:
        full = completed(raw, UNIT_COLUMNS)
        parsed = bench.make(_parsed(bench, full, regions))
        judged = bench.make(_in_sequence(parsed))
        return outcome(bench, full, judged, UNIT_COLUMNS, int(parsed.count().execute()))


def _parsed(bench: Workbench, raw: Table, regions: Table) -> Table:
    kinds = {**{kind.value: kind.value for kind in Kind}, **LABELS["kind"]}
    readers = {
        **{
            name: cells.code_reader(raw[name].type())
            for name in ("unit_code", "region_code", "successor_code")
        },
        **{name: cells.text_reader() for name in ("name", "sector")},
        "kind": cells.choice_reader(kinds, "unknown_kind"),
        **{name: cells.day_reader(raw[name].type()) for name in _DAYS},
    }
    wide = read(bench, raw, readers, UNIT_COLUMNS)
    county = regions.county.notnull() if "county" in regions.columns else ibis.literal(True)
    places = regions.select(place=regions.code, in_county=county)
    beside = wide.left_join(places, wide.region_code == places.place)
    own = [
        ("region_code", _when(beside.region_code.notnull() & beside.place.isnull(), "unknown_region")),
        ("region_code", _when(~beside.in_county, "region_above_county")),
        ("valid_to", _when(beside.valid_from >= beside.valid_to, "validity_reversed")),
        ("closed_on", _when(beside.opened_on >= beside.closed_on, "opening_reversed")),
    ]
    faults = [*cell_faults(beside, readers, UNIT_COLUMNS), *own]
    return beside.select("line", *UNIT_COLUMNS, faults=gathered(faults))


def _in_sequence(parsed: Table) -> Table:
    """Compare the rows of each unit with one another."""
    unit = ibis.window(group_by="unit_code")
    in_order = ibis.window(group_by="unit_code", order_by=[_.valid_from.asc(nulls_first=True), "line"])
    # Rows without a usable code or with a faulty date say nothing about their neighbours.
    sound = parsed.unit_code.notnull() & parsed.faults.isnull()
    since, until = parsed.valid_from.fill_null(_ALWAYS), parsed.valid_to.fill_null(_NEVER)
    rows = parsed.mutate(sound=sound, since=since, until=until)
    rows = rows.mutate(
        before=rows.until.lag().over(in_order),
        opened=ibis.greatest(rows.opened_on.fill_null(_ALWAYS), rows.since.min().over(unit)),
        closed=ibis.least(rows.closed_on.fill_null(_NEVER), rows.until.max().over(unit)),
        openings=rows.opened_on.fill_null(_ALWAYS).nunique().over(unit),
        closings=rows.closed_on.fill_null(_NEVER).nunique().over(unit),
        all_sound=rows.sound.all().over(unit),
    )
    together = [
        ("valid_from", _when(rows.all_sound & (rows.before > rows.since), "rows_overlap")),
        ("valid_from", _when(rows.all_sound & (rows.before < rows.since), "rows_gap")),
        ("opened_on", _when(rows.all_sound & ((rows.openings > 1) | (rows.closings > 1)), "opening_differs")),
        ("opened_on", _when(rows.all_sound & (rows.opened >= rows.closed), "never_open")),
    ]
    both = ibis.literal(";").join([rows.faults, gathered(together)]).nullif("")
    return rows.select("line", *UNIT_COLUMNS, faults=both, again=ibis.literal(False))


def _when(condition: ibis.Value, code: str) -> StringValue:
    return condition.ifelse(code, None)
