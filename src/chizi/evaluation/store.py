"""The fact store and the run store: folders of Parquet under CHIZI_DATA.

Files are written beside their final name, synced, then renamed; a file no row points to was never delivered.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from ibis.backends.duckdb import Backend

from chizi.evaluation import rules
from chizi.evaluation.models import Delivery, Run
from chizi.journal.models import Entry
from chizi.org.models import Region, Unit
from chizi.yardstick.criteria import parse_criteria
from chizi.yardstick.engine import open_engine
from chizi.yardstick.schemas import DELIVERY_COLUMNS, FACT_COLUMNS

REGISTER_SCHEMA = pa.schema(
    [
        *[(name, pa.string()) for name in ("unit_code", "name", "kind", "sector", "region_code")],
        *[(name, pa.date32()) for name in ("valid_from", "valid_to", "opened_on", "closed_on")],
        ("successor_code", pa.string()),
    ]
)
_FIELDS = (
    "code",
    "name",
    "kind",
    "sector",
    "region__code",
    "valid_from",
    "valid_to",
    "opened_on",
    "closed_on",
)


def offset() -> timedelta:
    """The fixed offset of CHIZI_TZ."""
    return rules.fixed_offset(settings.TIME_ZONE)


def folder(name: str) -> Path:
    """A folder of the store, made if it is not there: "facts", "runs", "register", "rejects"."""
    place = Path(settings.DATA) / name
    place.mkdir(parents=True, exist_ok=True)
    return place


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep_table(table: pa.Table, path: Path) -> None:
    """Write Parquet that survives a power cut, or nothing. The same table gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        pq.write_table(table, passing, compression="zstd", row_group_size=122_880)
        with passing.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(passing, path)
    finally:
        passing.unlink(missing_ok=True)


@contextmanager
def engine() -> Iterator[Backend]:
    """A DuckDB of our own with room to spill, closed at the end."""
    with TemporaryDirectory(prefix="spill-", dir=folder("spill")) as spill:
        con = open_engine(spill=Path(spill))
        try:
            yield con
        finally:
            con.disconnect()


def register_file() -> Path:
    """The unit register as Parquet, named by its state; written anew only after the register changed."""
    entry = Entry.objects.filter(object="register").order_by("-seq").values_list("leaf", flat=True).first()
    name = bytes(entry).hex()[:32] if entry else "empty"
    path = folder("register") / f"{name}.parquet"
    if not path.exists():
        keep_table(_register_table(), path)
    return path


def _register_table() -> pa.Table:
    batches = []
    rows = Unit.objects.order_by("code", "valid_from").values_list(*_FIELDS, "successor_code")
    chunk: list[tuple[object, ...]] = []
    for row in rows.iterator(chunk_size=20_000):
        chunk.append(row)
        if len(chunk) == 100_000:
            batches.append(_batch(chunk))
            chunk = []
    if chunk or not batches:
        batches.append(_batch(chunk))
    return pa.Table.from_batches(batches, REGISTER_SCHEMA)


def _batch(rows: list[tuple[object, ...]]) -> pa.RecordBatch:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(REGISTER_SCHEMA)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, REGISTER_SCHEMA, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=REGISTER_SCHEMA)


def regions_table() -> pa.Table:
    """`yardstick.schemas.REGION_COLUMNS` of all regions; of a reused code the newest."""
    found: dict[str, tuple[str, int, str | None, str | None, str | None, str | None]] = {}
    codes = dict(Region.objects.values_list("id", "code"))
    rows = Region.objects.order_by("code", "valid_from")
    for code, level, *above in rows.values_list(
        "code", "level", "province_id", "city_id", "county_id", "town_id"
    ):
        province, city, county, town = (codes.get(one) if one else None for one in above)
        found[code] = (code, level, province, city, county, town)
    columns = list(zip(*found.values(), strict=True)) if found else [()] * 6
    names = ("code", "level", "province", "city", "county", "town")
    return pa.table({name: list(column) for name, column in zip(names, columns, strict=True)})


def deliveries_table(deliveries: list[Delivery], shift: timedelta) -> pa.Table:
    """`yardstick.schemas.DELIVERY_COLUMNS` of deliveries."""
    rows = [
        {
            "id": one.id,
            "source_body": one.body,
            "zero": one.zero,
            "region_code": one.region.code,
            "first_month": one.first_month,
            "last_month": one.last_month,
            "complete": one.complete,
            "received_at": rules.to_local(one.received_at, shift),
        }
        for one in deliveries
    ]
    schema = ibis.schema(dict(DELIVERY_COLUMNS)).to_pyarrow()
    return pa.Table.from_pylist(rows, schema=schema)


def judged_inputs(con: Backend, run: Run, deliveries: list[Delivery]) -> dict[str, Any]:
    """What the yardstick judges and explains a run from: the tables, the criteria and the as-of."""
    shift = offset()
    return {
        "facts": facts_of(con, deliveries),
        "units": con.read_parquet(str(folder("register") / run.snapshot.register_path), table_name="units"),
        "regions": con.create_table("regions", regions_table(), temp=True),
        "deliveries": con.create_table("deliveries", deliveries_table(deliveries, shift), temp=True),
        "criteria": parse_criteria(run.criteria.text),
        "as_of": rules.to_local(run.as_of, shift),
    }


def facts_of(con: Backend, deliveries: list[Delivery]) -> ibis.Table:
    """The rows of deliveries as one table, read lazily from the store."""
    paths = [str(folder("facts") / one.path) for one in deliveries if one.path]
    if paths:
        return con.read_parquet(paths, table_name="facts")
    empty = ibis.schema(dict(FACT_COLUMNS)).to_pyarrow().empty_table()
    return con.create_table("facts", empty, temp=True)


def repeats_of(con: Backend, deliveries: list[Delivery]) -> ibis.Table:
    """(source_body, event_id) that came in more than one delivery: only these need a choice of version."""
    paths = [str(folder("facts") / one.repeats_path) for one in deliveries if one.repeats_path]
    if paths:
        return con.read_parquet(paths, table_name="repeats").distinct()
    empty = pa.schema([("source_body", pa.string()), ("event_id", pa.string())]).empty_table()
    return con.create_table("repeats", empty, temp=True)
