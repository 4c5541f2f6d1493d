"""CSV in any of the usual charsets and separators, a million rows in seconds, every cell as text."""

import csv
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from chizi.ground.exchange import refusals
from chizi.ground.exchange.charsets import detect, utf8_pieces
from chizi.ground.exchange.csv_cells import unguard
from chizi.ground.exchange.csv_lines import Block, Positions, blocks, guess_delimiter
from chizi.ground.exchange.headers import HEADER_ONLY, HEADER_SEARCH, Match, Request, find_header
from chizi.ground.exchange.limits import Limits
from chizi.ground.exchange.tables import LINE, Format, Note, SheetTable

ARROW_BLOCK = 1 << 30


class _Ragged:
    """Collects the rows whose number of cells differs from the header's."""

    def __init__(self) -> None:
        self.lines: list[int] = []
        self.count = 0
        self.last_is_short = False

    def gather(self, bad: list[tuple[int, int]], block: Block, width: int) -> None:
        self.count += len(bad)
        self.lines += [int(block.lines[number - 1]) for number, _ in bad[: refusals.SHOWN + 1]]
        if bad:
            number, cells = bad[-1]
            self.last_is_short = number == len(block.lines) and not block.complete and cells < width


def read_csv(path: Path, request: Request, limits: Limits) -> SheetTable:
    """Read delimited text. Raises the refusals of charsets, csv_lines and headers; RaggedRows, CutOff (the
    last line is shorter than the header and has no end), TooManyRows, TooManyColumns."""
    charset = detect(path, file=request.file)
    pieces = utf8_pieces(path, charset, file=request.file)
    first = next(pieces, b"")
    delimiter = guess_delimiter(first)
    stream = blocks(chain([first], pieces), delimiter, file=request.file, record_bytes=limits.record_bytes)
    head = next(stream, None)
    if head is None:
        raise refusals.NoHeader(file=request.file, columns=", ".join(request.required))
    at, found = find_header(_peek(head, delimiter, request.file), request)
    if found.width > limits.columns:
        raise refusals.TooManyColumns(file=request.file, limit=limits.columns)
    tables = list(_tables(chain([_after(head, at)], stream), delimiter, found, request, limits))
    table = pa.concat_tables(tables)
    notes = found.notes if table.num_rows else (*found.notes, Note(HEADER_ONLY))
    return SheetTable(table, Format.CSV, charset.name, notes)


def _peek(block: Block, delimiter: bytes, file: str) -> list[tuple[int, list[str]]]:
    rows = []
    for start, end, line in zip(
        block.starts[:HEADER_SEARCH], block.ends[:HEADER_SEARCH], block.lines[:HEADER_SEARCH], strict=True
    ):
        text = block.data[start:end].decode()
        try:
            rows.append((int(line), next(csv.reader([text], delimiter=delimiter.decode()))))
        except csv.Error as fault:  # a cell beyond the module's own limit
            raise refusals.RecordTooLong(file=file, line=int(line)) from fault
    return rows


def _after(block: Block, at: int) -> Block:
    """The block without its first ``at + 1`` records."""
    offset = int(block.ends[at]) + 1
    starts, ends = block.starts[at + 1 :] - offset, block.ends[at + 1 :] - offset
    return Block(block.data[offset:], starts, ends, block.lines[at + 1 :], block.multiline, block.complete)


def _tables(
    stream: Iterator[Block], delimiter: bytes, found: Match, request: Request, limits: Limits
) -> Iterator[pa.Table]:
    ragged = _Ragged()
    rows = 0
    for block in stream:
        bad: list[tuple[int, int]] = []
        table = _parse(block, delimiter, found, bad)
        ragged.gather(bad, block, found.width)
        if bad:
            continue
        table = _without_blank_rows(table, block.lines)
        rows += table.num_rows
        if rows > limits.rows:
            raise refusals.TooManyRows(file=request.file, limit=limits.rows)
        yield table
    if ragged.count == 1 and ragged.last_is_short:
        raise refusals.CutOff(file=request.file)
    if ragged.count:
        raise refusals.RaggedRows(
            file=request.file,
            count=ragged.count,
            expected=found.width,
            lines=refusals.some([str(line) for line in ragged.lines]),
        )


def _parse(block: Block, delimiter: bytes, found: Match, bad: list[tuple[int, int]]) -> pa.Table:
    names = [str(index) for index in range(found.width)]
    wanted = [str(index) for index in found.columns.values()]
    if not len(block.starts):
        return pa.table([pa.array([], pa.string()) for _ in wanted], names=list(found.columns))

    def note_bad(row: arrow_csv.InvalidRow) -> str:
        bad.append((row.number, row.actual_columns))
        return "skip"

    table = arrow_csv.read_csv(
        pa.BufferReader(block.data),
        arrow_csv.ReadOptions(use_threads=False, block_size=ARROW_BLOCK, column_names=names),
        arrow_csv.ParseOptions(
            delimiter=delimiter.decode(), newlines_in_values=block.multiline, invalid_row_handler=note_bad
        ),
        arrow_csv.ConvertOptions(
            check_utf8=False,  # utf8_pieces gives nothing else
            column_types=dict.fromkeys(names, pa.string()),
            strings_can_be_null=False,
            include_columns=wanted,
        ),
    ).rename_columns(list(found.columns))
    return unguard(table) if b"'" in block.data else table


def _without_blank_rows(table: pa.Table, lines: Positions) -> pa.Table:
    """Add ``line``; drop the rows that spreadsheets write for formatted but empty lines."""
    table = table.append_column(LINE, pa.array(lines, pa.int64()))
    blank = None
    for name in table.column_names[:-1]:
        empty = pc.equal(table[name], "")
        blank = empty if blank is None else pc.and_(blank, empty)
        if not pc.any(blank).as_py():
            return table
    return table.filter(pc.invert(blank)) if blank is not None else table
