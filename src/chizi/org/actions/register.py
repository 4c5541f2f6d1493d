"""Import of the register of judged units (S3-06)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ibis
import pyarrow as pa
from django.db import connection, transaction
from django.db.models import Count

from chizi.core.imports import ImportReport, RejectedRow
from chizi.ground.counters.counts import replace_counts
from chizi.ground.loading.rows import load_rows
from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, require
from chizi.org.actions.parties import keep_unit_parties
from chizi.org.models import Region, Unit
from chizi.org.queries import UNITS_BOARD
from chizi.org.rules import Ability
from chizi.org.sheets import Division, unit_kind
from chizi.yardstick import units as register_rules
from chizi.yardstick.engine import open_engine

FIELDS = (
    "code",
    "name",
    "kind",
    "sector",
    "region_id",
    "city_id",
    "county_id",
    "town_id",
    "valid_from",
    "valid_to",
    "opened_on",
    "closed_on",
    "successor_code",
    "synthetic",
    "latest",
)
Row = tuple[Any, ...]


def region_ids() -> dict[str, tuple[int, int | None, int | None, int | None]]:
    """(id, city, county, town) of each region by code, the newest of a reused code."""
    rows = Region.objects.order_by("code", "valid_from").values_list(
        "code", "id", "city_id", "county_id", "town_id"
    )
    return {code: (own, city, county, town) for code, own, city, county, town in rows}


def unit_rows_of_divisions(rows: Iterable[Division]) -> tuple[tuple[str, ...], Iterator[Row]]:
    """The fields and rows for `load_rows` that make villages and communities of division rows."""
    ids = region_ids()

    def loaded() -> Iterator[Row]:
        for row in rows:
            region, city, county, town = ids[row.parent_code]
            kind = unit_kind(row.name)
            yield (
                *(row.code, row.name, kind.value, "", region, city, county, town),
                *(None, None, None, None, "", False, True),
            )

    return FIELDS, loaded()


def recount_units() -> None:
    """Bring the counters of the register in line with its rows: each region, alone and by kind."""
    counts: dict[str, int] = {}
    codes = dict(Region.objects.values_list("id", "code"))
    for level in ("province", "city_id", "county_id", "town_id"):
        rows = Unit.objects.filter(latest=True)
        if level == "province":
            top = Region.objects.filter(level=1).values_list("id", flat=True).first()
            found = [
                (top, kind, n)
                for kind, n in rows.values_list("kind").annotate(n=Count("id")).order_by("kind")
            ]
        else:
            found = list(rows.values_list(level, "kind").annotate(n=Count("id")).order_by(level, "kind"))
        for place, kind, n in found:
            if place is None:
                continue
            counts[codes[place]] = counts.get(codes[place], 0) + n
            counts[f"{codes[place]}|{kind}"] = n
    replace_counts(UNITS_BOARD, counts)


@transaction.atomic
def import_units(
    *,
    actor: Actor,
    now: datetime,
    table: pa.Table,
    source: str,
    dry_run: bool = False,
    synthetic: bool = False,
) -> ImportReport:
    """Register units, one row for each stretch in which region, kind and sector stay the same.

    ``table`` has the columns of `yardstick.schemas.UNIT_COLUMNS` (text or typed) and an integer ``line``. A
    unit in the file replaces all its earlier stretches; units that the file does not name stay. All or
    nothing. Raises NotAllowed.
    """
    require(actor, Ability.IMPORT_REGISTER, now=now)
    with TemporaryDirectory(prefix="chizi-") as spill:
        con = open_engine(spill=Path(spill))
        regions = con.create_table("regions", _region_codes(), temp=True)
        raw = con.create_table("raw", table, temp=True)
        checked = register_rules.check_units(con, raw, regions)
        faults = rejected_rows(checked.rejected, register_rules.REASONS)
        accepted = checked.accepted.to_pyarrow()
        con.disconnect()
    if faults or dry_run:
        return ImportReport(table.num_rows, accepted.num_rows, rejected=faults)
    replaced = _replace(accepted, synthetic)
    recount_units()
    keep_unit_parties()
    content = {"file": source, "rows": accepted.num_rows, "replaced": replaced, "synthetic": synthetic}
    record_entry(actor=actor.ref, now=now, kind="units.imported", object="register", content=content)
    return ImportReport(table.num_rows, accepted.num_rows, stored=True, notes={"replaced": replaced})


def _region_codes() -> pa.Table:
    """Every region with the code of the county it lies in, null above: a unit must stand in one."""
    found = dict(Region.objects.order_by("code", "valid_from").values_list("code", "county__code"))
    codes, counties = list(found), list(found.values())
    return pa.table({"code": pa.array(codes, pa.string()), "county": pa.array(counties, pa.string())})


def rejected_rows(
    rejected: ibis.Table, reasons: Mapping[str, str], limit: int = 100_000
) -> tuple[RejectedRow, ...]:
    """The yardstick's rejected rows as the house shows them, in the order of the file."""
    found = rejected.order_by("line", "column", "code").limit(limit).to_pyarrow().to_pylist()
    return tuple(
        RejectedRow(row["line"], row["column"], reasons[row["code"]], str(row["value"] or ""))
        for row in found
    )


def _replace(accepted: pa.Table, synthetic: bool) -> int:
    codes = accepted["code"] if "code" in accepted.column_names else accepted["unit_code"]
    replaced = 0
    if Unit.objects.exists():
        named = sorted(set(codes.to_pylist()))
        for at in range(0, len(named), 500):
            replaced += Unit.objects.filter(code__in=named[at : at + 500]).delete()[0]
    load_rows(Unit, FIELDS, _rows(accepted, synthetic))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return replaced


def _rows(accepted: pa.Table, synthetic: bool) -> Iterator[Row]:
    ids = region_ids()
    newest: dict[str, date] = {}
    for batch in accepted.to_batches(max_chunksize=50_000):
        for row in zip(batch["unit_code"].to_pylist(), batch["valid_from"].to_pylist(), strict=True):
            newest[row[0]] = max(newest.get(row[0], date.min), row[1] or date.min)
    names = ("unit_code", "name", "kind", "sector", "region_code", "valid_from", "valid_to")
    more = ("opened_on", "closed_on", "successor_code")
    on_sqlite = connection.vendor == "sqlite"
    for batch in accepted.to_batches(max_chunksize=50_000):
        columns = [batch[name].to_pylist() for name in (*names, *more)]
        for code, name, kind, sector, region, start, end, opened, closed, successor in zip(
            *columns, strict=True
        ):
            days = [_day(day, on_sqlite) for day in (start, end, opened, closed)]
            latest = newest[code] == (start or date.min)
            yield (code, name, kind, sector or "", *ids[region], *days, successor or "", synthetic, latest)


def _day(day: date | None, on_sqlite: bool) -> date | str | None:
    return day.isoformat() if day is not None and on_sqlite else day
