"""A made-up province of 660,000 units and two years of events, as Parquet; the same numbers give the same files."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.evaluating.given import FIRST, SUBTYPES, UNITS
from chizi.yardstick.schemas import DELIVERY_COLUMNS, FACT_COLUMNS, OWNER, REGION_COLUMNS, UNIT_COLUMNS, Zero

TOWNS, COUNTIES, CITIES = 1_352, 121, 11
SECTORS = [f"{number:02d}" for number in range(1, 21)]
DAYS = 731
SHARES = {Zero.PETITION: 0.55, Zero.ACCIDENT: 0.15, Zero.CASE: 0.30}
QUARTERS = 8
AGAIN = 0.01
"""Share of events that come once more, changed, in a later delivery."""


def build_world(folder: Path, events: int, seed: int = 20201231) -> Path:
    """Write the world below ``folder`` unless it is there already; gives its place."""
    place = folder / f"evaluation-{events}-{seed}"
    if (place / "done").exists():
        return place
    (place / "facts").mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    towns = _regions(place)
    codes = _units(place, rng, towns)
    _deliveries(place)
    repeats = []
    for number, (zero, quarter) in enumerate(_parcels(), start=1):
        rows = int(events * SHARES[zero] / QUARTERS)
        table, again = _events(rng, codes, zero, quarter, rows, number)
        pq.write_table(table, place / "facts" / f"{number:03d}.parquet", compression="zstd")
        if again is not None:
            pq.write_table(again, place / "facts" / f"{number:03d}-again.parquet", compression="zstd")
            repeats.append(again.select(["source_body", "event_id"]))
    pq.write_table(pa.concat_tables(repeats), place / "repeats.parquet")
    (place / "done").write_text("complete\n", encoding="utf-8")
    return place


def _parcels() -> Iterator[tuple[Zero, int]]:
    return ((zero, quarter) for quarter in range(QUARTERS) for zero in Zero)


def _write(path: Path, types: Any, columns: dict[str, Any]) -> None:
    schema = ibis.schema(dict(types)).to_pyarrow()
    pq.write_table(
        pa.table([pa.array(columns[field.name], field.type) for field in schema], schema=schema), path
    )


def _regions(place: Path) -> list[str]:
    cities = [f"14{number:02d}" for number in range(1, CITIES + 1)]
    counties = [f"{cities[number % CITIES]}{number // CITIES + 1:02d}" for number in range(COUNTIES)]
    towns = [f"{counties[number % COUNTIES]}{number // COUNTIES + 1:03d}" for number in range(TOWNS)]
    rows = [("14", 1), *((c, 2) for c in cities), *((c, 3) for c in counties), *((c, 4) for c in towns)]
    above = {
        name: [c[:n] if level >= k else None for c, level in rows] for k, (name, n) in enumerate(_LENGTHS, 1)
    }
    columns = {"code": [code for code, _ in rows], "level": [level for _, level in rows], **above}
    _write(place / "regions.parquet", REGION_COLUMNS, columns)
    return towns


_LENGTHS = (("province", 2), ("city", 4), ("county", 6), ("town", 9))


def _units(place: Path, rng: np.random.Generator, towns: list[str]) -> pa.Array:
    """One unit in 30 is a village or community; one in 50 opened or closed on the way; one in 100 moved."""
    numbers = np.arange(UNITS)
    town = rng.integers(0, len(towns), UNITS)
    grass_roots = numbers % 30 == 0
    kind = np.where(grass_roots, np.where(numbers % 60 == 0, "village", "community"), "enterprise")
    kind = np.where(~grass_roots & (numbers % 9 == 0), "institution", kind)
    sector = np.where(grass_roots, "", rng.choice(SECTORS, UNITS))
    day = [date(2019, 1, 1) + timedelta(days=int(n)) for n in rng.integers(20, 700, UNITS)]
    opened = [day[n] if n % 100 == 1 else None for n in range(UNITS)]
    closed = [day[n] if n % 100 == 2 else None for n in range(UNITS)]
    codes = [f"{towns[town[n]]}{n:09d}" for n in range(UNITS)]
    moved = [n for n in range(UNITS) if n % 100 == 3]
    whole = np.concatenate([numbers, moved]).astype(int)
    later = np.arange(len(whole)) >= UNITS
    place_of = [
        towns[(town[n] + 1) % len(towns)] if late else towns[town[n]]
        for n, late in zip(whole, later, strict=True)
    ]
    columns = {
        "unit_code": [codes[n] for n in whole],
        "name": [codes[n] for n in whole],
        "kind": [str(kind[n]) for n in whole],
        "sector": [str(sector[n]) or None for n in whole],
        "region_code": place_of,
        "valid_from": [day[n] if late else None for n, late in zip(whole, later, strict=True)],
        "valid_to": [
            day[n] if n % 100 == 3 and not late else None for n, late in zip(whole, later, strict=True)
        ],
        "opened_on": [opened[n] for n in whole],
        "closed_on": [closed[n] for n in whole],
        "successor_code": [None] * len(whole),
    }
    _write(place / "units.parquet", {name: column.type for name, column in UNIT_COLUMNS.items()}, columns)
    return pa.array(codes)


def _deliveries(place: Path) -> None:
    """Every zero and quarter for every city; one city in the last quarter does not deliver its cases."""
    rows = []
    for zero, quarter in _parcels():
        for city in range(1, CITIES + 1):
            if (zero, quarter, city) != (Zero.CASE, QUARTERS - 1, CITIES):
                rows.append((zero.value, quarter, f"14{city:02d}"))
    month = [f"{2019 + q // 4}-{q % 4 * 3 + 1:02d}" for _, q, _ in rows]
    last = [f"{2019 + q // 4}-{q % 4 * 3 + 3:02d}" for _, q, _ in rows]
    columns = {
        "id": list(range(1, len(rows) + 1)),
        "source_body": [OWNER[Zero(zero)].value for zero, _, _ in rows],
        "zero": [zero for zero, _, _ in rows],
        "region_code": [city for _, _, city in rows],
        "first_month": month,
        "last_month": last,
        "complete": [True] * len(rows),
        "received_at": [_received(q) for _, q, _ in rows],
    }
    _write(place / "deliveries.parquet", DELIVERY_COLUMNS, columns)


def _received(quarter: int) -> datetime:
    return FIRST.replace(year=2019 + (quarter + 1) // 4, month=(quarter + 1) % 4 * 3 + 1, day=20)


def _events(
    rng: np.random.Generator, codes: pa.Array, zero: Zero, quarter: int, rows: int, number: int
) -> tuple[pa.Table, pa.Table | None]:
    """The events of one zero and quarter in the order of their units, and those of them that come again."""
    unit = np.sort(rng.integers(0, UNITS, rows))
    start = np.datetime64(FIRST + timedelta(days=DAYS * quarter // QUARTERS), "us")
    seconds = rng.integers(0, 86_400 * (DAYS // QUARTERS), rows)
    occurred = start + seconds.astype("timedelta64[s]").astype("timedelta64[us]")
    day = np.timedelta64(86_400_000_000, "us")
    lag = rng.integers(0, 5, rows) * day
    petition, accident = zero is Zero.PETITION, zero is Zero.ACCIDENT
    resolved = rng.random(rows) < 0.9
    due = occurred + 60 * day
    settled = np.where(rng.random(rows) < 0.9, occurred + 40 * day, occurred + 75 * day)
    attributed = rng.choice(np.array([0, 1, 2]), rows, p=[0.62, 0.35, 0.03])
    hurt = (rng.random(rows) < 0.35).astype(np.int32)
    nothing = np.ones(rows, bool)
    columns = {
        "event_id": pa.array([f"{zero.value[0].upper()}{number:03d}{n:08d}" for n in range(rows)]),
        "unit_code": codes.take(pa.array(unit)),
        "zero": pa.array(np.full(rows, zero.value)),
        "subtype": pa.array(rng.choice(SUBTYPES[zero.value], rows)),
        "occurred_at": pa.array(occurred),
        "reported_at": pa.array(occurred + lag),
        "severity": pa.array(
            rng.integers(1, 5, rows).astype(np.int16), mask=nothing if petition else ~nothing
        ),
        "attributed": pa.array(attributed == 1, mask=attributed == 2),
        "status": pa.array(
            np.where(resolved, "resolved", np.where(rng.random(rows) < 0.2, "withdrawn", "open"))
        ),
        "due_at": pa.array(due, mask=~nothing if petition else nothing),
        "resolved_at": pa.array(settled, mask=~resolved),
        "deaths": pa.array(
            hurt * (rng.random(rows) < 0.05), pa.int32(), mask=~nothing if accident else nothing
        ),
        "injuries": pa.array(hurt, pa.int32(), mask=~nothing if accident else nothing),
        "concealment_found_at": pa.array(occurred + 200 * day, mask=rng.random(rows) > 0.001),
        "delivery_id": pa.array(np.full(rows, number)),
        "received_at": pa.array(np.full(rows, np.datetime64(_received(quarter), "us"))),
        "source_body": pa.array(np.full(rows, OWNER[zero].value)),
    }
    schema = ibis.schema(dict(FACT_COLUMNS)).to_pyarrow()
    table = pa.table([columns[field.name].cast(field.type) for field in schema], schema=schema)
    return table, _changed(rng, table, quarter, number)


def _changed(rng: np.random.Generator, table: pa.Table, quarter: int, number: int) -> pa.Table | None:
    """Some events once more, three months later, as withdrawn."""
    if quarter == QUARTERS - 1:
        return None
    again = table.take(pa.array(np.flatnonzero(rng.random(table.num_rows) < AGAIN)))
    new = {
        "status": np.full(again.num_rows, "withdrawn"),
        "resolved_at": pa.nulls(again.num_rows, pa.timestamp("us")),
        "delivery_id": np.full(again.num_rows, number + len(Zero)),
        "received_at": np.full(again.num_rows, np.datetime64(_received(quarter + 1), "us")),
    }
    for name, values in new.items():
        index = again.schema.get_field_index(name)
        again = again.set_column(
            index, again.schema.field(name), pa.array(values).cast(again.schema.field(name).type)
        )
    return again
