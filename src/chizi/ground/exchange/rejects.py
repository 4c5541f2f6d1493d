"""The rows that go back: as they came, each with its line, the column at fault and the reason."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from chizi.core.imports import RejectedRow
from chizi.core.words import N_
from chizi.ground.exchange import refusals
from chizi.ground.exchange.atomic import whole_file
from chizi.ground.exchange.csv_writer import write_rows
from chizi.ground.exchange.values import Translate, as_text, untranslated
from chizi.ground.exchange.xlsx_writer import EXCEL_ROWS, new_book, sheet_name, write_header, write_text

REJECTS_SHEET = N_("Rejected rows")
LINE, COLUMN, REASON = N_("line"), N_("column"), N_("reason")
FAULT_STYLE = {"bg_color": "#FBE3DF"}


class Reject(NamedTuple):
    """One reason for one row. ``values`` are the cells as they came; ``column`` is "" when the row as a
    whole is at fault; ``reason`` is already in the reader's language."""

    line: int
    values: Sequence[Any]
    column: str
    reason: str


def returned(
    table: pa.Table, rejected: Iterable[RejectedRow], translate: Translate = untranslated
) -> Iterator[Reject]:
    """The faults of an import beside the whole rows they stand in: ``table`` is what the reader gave."""
    faults = list(rejected)
    names = [name for name in table.column_names if name != "line"]
    lines = pa.array(sorted({fault.line for fault in faults}), pa.int64())
    found = table.filter(pc.is_in(table["line"], value_set=lines))
    cells = zip(*(found[name].to_pylist() for name in names), strict=True)
    rows = dict(zip(found["line"].to_pylist(), cells, strict=True))
    empty = ("",) * len(names)
    for fault in faults:
        yield Reject(fault.line, rows.get(fault.line, empty), fault.column, translate(fault.reason))


def write_rejects(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[Reject],
    *,
    translate: Translate = untranslated,
) -> int:
    """Write rejected rows as .csv (with a byte order mark, for Excel) or .xlsx; gives their number.

    The original columns come first and under their names, so that a corrected file can be delivered again
    as it is: the three added columns are then left out. In .xlsx the cell at fault is coloured and what
    does not fit on one sheet goes to the next. Raises UnknownSuffix, CellTooLong.
    """
    header = [*columns, *(translate(word) for word in (LINE, COLUMN, REASON))]
    suffix = path.suffix.lower()
    if suffix == ".csv":
        counted = _Counted(rows)
        write_rows(path, header, ([*r.values, r.line, r.column, r.reason] for r in counted), bom=True)
        return counted.count
    if suffix == ".xlsx":
        return _write_book(path, header, columns, rows, translate)
    raise refusals.UnknownSuffix(file=path.name, known=".csv, .xlsx")


class _Counted:
    def __init__(self, rows: Iterable[Reject]) -> None:
        self.rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Reject]:
        for row in self.rows:
            self.count += 1
            yield row


def _write_book(
    path: Path, header: list[str], columns: Sequence[str], rows: Iterable[Reject], translate: Translate
) -> int:
    counted = _Counted(rows)
    source = iter(counted)
    with whole_file(path) as draft, new_book(draft) as book:
        fault = book.add_format(FAULT_STYLE)
        first = next(source, None)
        sheets = 0
        while first is not None or not sheets:
            sheets += 1
            name = translate(REJECTS_SHEET) + (f" {sheets}" if sheets > 1 else "")
            sheet = book.add_worksheet(sheet_name(name))
            write_header(book, sheet, header)
            at = 0
            for at, row in enumerate(chain([first] if first else [], source), 1):
                for column, value in enumerate([*row.values, row.line, row.column, row.reason]):
                    wrong = column < len(columns) and columns[column] == row.column
                    write_text(sheet, (at, column), as_text(value), fault if wrong else None)
                if at == EXCEL_ROWS - 1:
                    break
            first = next(source, None) if at == EXCEL_ROWS - 1 else None
    return counted.count
