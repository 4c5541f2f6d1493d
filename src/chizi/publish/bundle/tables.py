"""A dataset frozen into bytes: CSV for people, Parquet for programs, one Merkle root over both."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from chizi.core import merkle
from chizi.core.dataset import Column, Dataset
from chizi.publish.bundle.canonical import KINDS, MAX_DIGITS, canonical_row, cell_text, settled
from chizi.publish.refusals import CellOutOfKind, RaggedRow, UnfitTable

TABLE_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # spreadsheet programs read Chinese text only with it
ROW_GROUP = 8192
ARROW_TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "date": pa.date32(),
    "instant": pa.timestamp("us", tz="UTC"),
    "boolean": pa.bool_(),
}


@dataclass(frozen=True)
class FrozenTable:
    """The bytes of one table. ``root`` is the RFC 6962 root over the canonical rows, in order."""

    name: str
    columns: tuple[Column, ...]
    count: int
    root: bytes
    csv: bytes
    parquet: bytes
    notes: dict[str, str]


def freeze_table(dataset: Dataset) -> FrozenTable:
    """Freeze rows in the order given. Raises UnfitTable, RaggedRow or CellOutOfKind."""
    for name in (dataset.name, *(column.name for column in dataset.columns)):
        if not TABLE_NAME.match(name):
            raise UnfitTable(name=name[:40])
    width = len(dataset.columns)
    for number, row in enumerate(dataset.rows, 1):
        if len(row) != width:
            raise RaggedRow(row=number, table=dataset.name, cells=len(row), columns=width)
    columns = [
        _settled_column(column, [row[at] for row in dataset.rows])
        for at, column in enumerate(dataset.columns)
    ]
    stored, texts = [values for values, _ in columns], [texts for _, texts in columns]
    rows = list(zip(*texts, strict=True))
    return FrozenTable(
        dataset.name,
        dataset.columns,
        len(rows),
        merkle.root(canonical_row(row) for row in rows),
        write_csv([column.name for column in dataset.columns], rows),
        _write_parquet(dataset.columns, stored),
        dict(dataset.notes),
    )


def _settled_column(column: Column, raw: list[Any]) -> tuple[list[Any], list[str]]:
    """The checked values of a column and their canonical texts. Whole numbers and repeated words go fast."""
    if column.kind not in KINDS:
        raise CellOutOfKind(column=column.name, kind=column.kind, value="")
    found = {type(value) for value in raw}
    if column.kind == "integer" and found <= {int, type(None)}:
        for value in (min, max):
            settled(column, value((one for one in raw if one is not None), default=0))
        return raw, ["" if value is None else str(value) for value in raw]
    if column.kind == "text" and found <= {str, type(None)}:
        known = {value: settled(column, value) for value in set(raw)}
        values = [known[value] for value in raw]
        return values, ["" if value is None else value for value in values]
    values = [settled(column, value) for value in raw]
    if column.kind == "decimal":
        values = _same_scale(column, values)
    return values, [cell_text(value) for value in values]


def _same_scale(column: Column, values: list[Decimal | None]) -> list[Decimal | None]:
    """All numbers of a column with as many decimals as the longest: 5 beside 5.25 becomes 5.00."""
    places = max((-int(value.as_tuple().exponent) for value in values if value is not None), default=0)
    step = Decimal(1).scaleb(-max(places, 0))
    try:
        return [None if value is None else value.quantize(step) for value in values]
    except ArithmeticError:
        raise CellOutOfKind(column=column.name, kind="decimal", value=f"{places} decimals") from None


def write_csv(names: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """RFC 4180 in UTF-8 with a byte order mark, a header line, CRLF; quotes only where needed."""
    return BYTE_ORDER_MARK + csv_lines([names]) + csv_lines(rows)


def csv_lines(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as lines of a CSV member."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def read_csv(data: bytes) -> list[list[str]]:
    """The rows of a CSV member, header first. Raises ValueError where it is not such a file."""
    if not data.startswith(BYTE_ORDER_MARK):
        raise ValueError("no byte order mark")
    text = data[len(BYTE_ORDER_MARK) :].decode("utf-8")
    try:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as broken:
        raise ValueError(str(broken)) from None


def arrow_type(column: Column, values: Sequence[Any] = ()) -> pa.DataType:
    """The Parquet type of a column; a decimal takes its scale from the values."""
    if column.kind != "decimal":
        return ARROW_TYPES[column.kind]
    scale = next((-int(value.as_tuple().exponent) for value in values if value is not None), 0)
    return pa.decimal128(MAX_DIGITS, max(scale, 0))


def _write_parquet(columns: Sequence[Column], stored: Sequence[list[Any]]) -> bytes:
    arrays = [
        pa.array(values, arrow_type(column, values)) for column, values in zip(columns, stored, strict=True)
    ]
    table = pa.Table.from_arrays(arrays, names=[column.name for column in columns])
    sink = io.BytesIO()
    pq.write_table(
        table,
        sink,
        row_group_size=ROW_GROUP,
        compression="zstd",
        use_dictionary=[column.name for column in columns if column.kind == "text"],
        store_schema=False,
        version="2.6",
        data_page_version="1.0",
    )
    return sink.getvalue()


def parquet_rows(data: bytes, columns: Sequence[Column]) -> Iterator[tuple[str, ...]]:
    """The canonical texts of the rows of a Parquet member.

    Raises ValueError when its columns are not the ones named, or when it cannot be read.
    """
    try:
        file = pq.ParquetFile(pa.BufferReader(data))
        if not _fits(file.schema_arrow, columns):
            raise ValueError("other columns")
        for batch in file.iter_batches(batch_size=ROW_GROUP, use_threads=False):
            texts = [[cell_text(value) for value in column.to_pylist()] for column in batch.columns]
            yield from zip(*texts, strict=True)
    except (pa.ArrowException, OSError, OverflowError) as broken:
        raise ValueError(str(broken)) from None


def _fits(schema: pa.Schema, columns: Sequence[Column]) -> bool:
    return schema.names == [column.name for column in columns] and all(
        pa.types.is_decimal(field.type) if column.kind == "decimal" else field.type == arrow_type(column)
        for field, column in zip(schema, columns, strict=True)
    )
