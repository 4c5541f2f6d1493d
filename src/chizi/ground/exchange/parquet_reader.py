"""Parquet: columns keep their types; what its footer claims is checked before anything is unpacked."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from chizi.ground.exchange import refusals
from chizi.ground.exchange.headers import HEADER_ONLY, Match, Request, match
from chizi.ground.exchange.limits import MIB, Limits
from chizi.ground.exchange.tables import LINE, Format, Note, SheetTable

MAGIC, ENCRYPTED_MAGIC = b"PAR1", b"PARE"
THRIFT_BYTES = 64 * MIB
THRIFT_ITEMS = 1_000_000
# What Arrow raises for broken bytes: its own errors derive from these, foreign codecs bring OSError.
BROKEN = (pa.ArrowException, OSError, ValueError, KeyError, IndexError, OverflowError, MemoryError, TypeError)


def read_parquet(path: Path, request: Request, limits: Limits) -> SheetTable:
    """Read row group by row group. Raises CutOff, PasswordProtected, DamagedFile, TooManyRows,
    TooManyColumns, FileTooLarge, NestedColumns and what headers.match raises."""
    _check_ends(path, request.file)
    try:
        with pq.ParquetFile(
            path, thrift_string_size_limit=THRIFT_BYTES, thrift_container_size_limit=THRIFT_ITEMS
        ) as source:
            found, wanted = _check_footer(source, request, limits)
            groups = [_group(source, at, wanted) for at in range(source.num_row_groups)]
            schema = _flat_schema(source.schema_arrow, wanted)
        table = pa.concat_tables([group.cast(schema) for group in groups] or [schema.empty_table()])
        table.validate(full=True)
    except refusals.FileRefusal:
        raise
    except BROKEN as fault:
        if "encrypt" in str(fault).lower():
            raise refusals.PasswordProtected(file=request.file) from fault
        raise refusals.DamagedFile(file=request.file) from fault
    lines = pa.array(range(1, table.num_rows + 1), pa.int64())
    table = table.rename_columns(list(found.columns)).append_column(LINE, lines)
    notes = found.notes if table.num_rows else (*found.notes, Note(HEADER_ONLY))
    return SheetTable(table, Format.PARQUET, notes=notes)


def _check_ends(path: Path, file: str) -> None:
    with path.open("rb") as source:
        head = source.read(4)
        source.seek(max(0, path.stat().st_size - 4))
        tail = source.read(4)
    if ENCRYPTED_MAGIC in (head, tail):
        raise refusals.PasswordProtected(file=file)
    if tail != MAGIC or path.stat().st_size < 12:
        raise refusals.CutOff(file=file)


def _check_footer(source: pq.ParquetFile, request: Request, limits: Limits) -> tuple[Match, list[str]]:
    """The match and the wanted names as the file writes them, when the footer's claims are bearable."""
    schema, footer = source.schema_arrow, source.metadata
    if footer.num_rows > limits.rows:
        raise refusals.TooManyRows(file=request.file, limit=limits.rows)
    if len(schema.names) > limits.columns or footer.num_columns > limits.columns:
        raise refusals.TooManyColumns(file=request.file, limit=limits.columns)
    found = match(schema.names, request)
    wanted = [schema.names[index] for index in found.columns.values()]
    fields = [schema.field(index) for index in found.columns.values()]
    if nested := [f.name for f in fields if pa.types.is_nested(f.type)]:
        raise refusals.NestedColumns(file=request.file, columns=refusals.some(nested))
    groups = [footer.row_group(at) for at in range(footer.num_row_groups)]
    if sum(group.num_rows for group in groups) != footer.num_rows:
        raise refusals.DamagedFile(file=request.file)
    if sum(max(0, group.total_byte_size) for group in groups) > limits.unpacked_bytes:
        raise refusals.FileTooLarge(file=request.file, limit=limits.unpacked_bytes // MIB)
    return found, wanted


def _group(source: pq.ParquetFile, at: int, wanted: list[str]) -> pa.Table:
    group = source.read_row_group(at, columns=wanted, use_threads=False).select(wanted)
    if group.num_rows != source.metadata.row_group(at).num_rows:
        raise pa.ArrowInvalid("a row group is shorter than it claims")
    return group


def _flat_schema(schema: pa.Schema, wanted: list[str]) -> pa.Schema:
    """The wanted columns without dictionaries, which only say how a column is packed; bytes are text that
    an older program did not mark as such."""
    fields = []
    for name in wanted:
        kind = schema.field(name).type
        if pa.types.is_dictionary(kind):
            kind = kind.value_type
        if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
            kind = pa.string()
        fields.append((name, kind))
    return pa.schema(fields)
