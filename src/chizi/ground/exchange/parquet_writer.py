"""Parquet with the types of the columns, for programs and for publication."""

import datetime
import json
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from chizi.core.dataset import Column, Dataset
from chizi.ground.exchange import refusals
from chizi.ground.exchange.atomic import whole_file
from chizi.ground.exchange.values import PLACES, as_decimal

BATCH = 65_536
DECIMAL = pa.decimal128(38, PLACES)
WALL_CLOCK, UTC = pa.timestamp("us"), pa.timestamp("us", tz="UTC")
TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "decimal": DECIMAL,
    "date": pa.date32(),
    "boolean": pa.bool_(),
}
NOTES_KEY, MEANINGS_KEY = b"chizi.notes", b"chizi.meaning"


def write_parquet(dataset: Dataset, path: Path) -> None:
    """Write a Dataset with typed columns; same dataset, same bytes.

    Decimals have ten places. Instants are wall-clock time, or UTC when their values carry a zone. Notes and
    the meaning of each column are in the file's metadata. Raises UnwritableValue for a value that does not
    fit its column's kind.
    """
    schema = _schema(dataset)
    with whole_file(path) as draft, pq.ParquetWriter(draft, schema, compression="zstd") as out:
        rows = iter(dataset.rows)
        start = 1
        while batch := list(islice(rows, BATCH)):
            arrays = [_array(batch, at, schema, dataset.columns[at], start) for at in range(len(schema))]
            out.write_table(pa.table(arrays, schema=schema), row_group_size=BATCH)
            start += len(batch)


def _schema(dataset: Dataset) -> pa.Schema:
    fields = [
        pa.field(column.name, _kind(dataset, at), metadata={MEANINGS_KEY: column.meaning.encode()})
        for at, column in enumerate(dataset.columns)
    ]
    notes = json.dumps(dataset.notes, ensure_ascii=False, sort_keys=True)
    return pa.schema(fields, metadata={NOTES_KEY: notes.encode()})


def _kind(dataset: Dataset, at: int) -> pa.DataType:
    column = dataset.columns[at]
    if column.kind != "instant":
        return TYPES[column.kind]
    first = next((row[at] for row in dataset.rows if row[at] is not None), None)
    return UTC if isinstance(first, datetime.datetime) and first.tzinfo else WALL_CLOCK


def _array(batch: list[tuple[Any, ...]], at: int, schema: pa.Schema, column: Column, start: int) -> pa.Array:
    kind = schema.field(at).type
    accept = _acceptance(kind)
    values = []
    for row, cells in enumerate(batch, start):
        try:
            values.append(None if cells[at] is None else accept(cells[at]))
        except (ValueError, TypeError, ArithmeticError) as fault:
            raise refusals.UnwritableValue(row=row, column=column.name, kind=column.kind) from fault
    return pa.array(values, kind)


def _acceptance(kind: pa.DataType) -> Callable[[Any], Any]:
    if kind == DECIMAL:
        return _ten_places
    if kind == pa.string():
        return str
    if kind == pa.int64():
        return _integer
    if kind == pa.date32():
        return _plain(datetime.date)
    if kind == pa.bool_():
        return _plain(bool)
    return _instant(zoned=kind == UTC)


def _plain(wanted: type) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if type(value) is not wanted:
            raise TypeError(value)
        return value

    return check


def _integer(value: Any) -> int:
    number = int(value)
    if number != value or not -(2**63) <= number < 2**63:
        raise ValueError(value)
    return number


def _ten_places(value: Any) -> Any:
    number = as_decimal(value)
    placed = round(number, PLACES)
    if placed != number or abs(number) >= 10 ** (38 - PLACES):
        raise ValueError(value)
    return placed


def _instant(*, zoned: bool) -> Callable[[Any], datetime.datetime]:
    def check(value: Any) -> datetime.datetime:
        if not isinstance(value, datetime.datetime) or (value.tzinfo is not None) != zoned:
            raise TypeError(value)
        return value

    return check
