"""The cells of a checked workbook as text columns."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import python_calamine

from chizi.ground.exchange import refusals
from chizi.ground.exchange.headers import (
    HEADER_ONLY,
    HEADER_SEARCH,
    Match,
    Request,
    column_letters,
    find_header,
)
from chizi.ground.exchange.limits import Limits
from chizi.ground.exchange.tables import LINE, Format, Note, SheetTable
from chizi.ground.exchange.workbook_parts import first_visible
from chizi.ground.exchange.workbook_scan import check_sheet
from chizi.ground.exchange.workbook_zip import check_parts, open_workbook

BATCH = 20_000
# Excel keeps 15 significant digits; from here on the last digits of a code are already lost.
EXACT_BELOW = 10**15
# Excel believes in 29 February 1900; readers disagree about every day before.
FIRST_SURE_DAY = datetime.date(1900, 3, 1)

Row = tuple[int, list[Any]]


class _LongNumber(ValueError):
    """A whole number whose last digits Excel has rounded away."""


class _DoubtfulDate(ValueError):
    """A day of the weeks in which Excel's calendar is wrong."""


def parse_workbook(path: Path, request: Request, limits: Limits) -> SheetTable:
    """Check and read the first visible sheet in this process; workbook_reader gives it a process of its own.

    Raises the refusals of workbook_zip, workbook_parts, workbook_scan and headers; LongNumbers,
    DoubtfulDates, WorkbookTooHeavy, DamagedFile.
    """
    with open_workbook(path, file=request.file, limits=limits) as book:
        sheet, notes = first_visible(book, file=request.file)
        check_parts(book, file=request.file, but=sheet.part)
        notes += check_sheet(book, sheet, file=request.file, limits=limits)
    rows = _rows(path, sheet.title, request.file)
    first = list(islice(rows, HEADER_SEARCH))
    at, found = find_header([(line, [_shown(v) for v in cells]) for line, cells in first], request)
    batches = _batches(first[at + 1 :], rows)
    table = pa.concat_tables([_table(batch, found, request.file) for batch in batches])
    notes += found.notes if table.num_rows else (*found.notes, Note(HEADER_ONLY))
    return SheetTable(table, Format.XLSX, notes=notes)


def _rows(path: Path, sheet: str, file: str) -> Iterator[Row]:
    """Line numbers and cells from column A on, without blank rows."""
    try:
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            source = book.get_sheet_by_name(sheet)
            offset = [""] * (source.start[1] if source.start else 0)
            for line, cells in enumerate(source.iter_rows(), 1):
                if any(cells) or any(cell != "" for cell in cells):
                    yield line, offset + cells if offset else cells
    except MemoryError as fault:
        raise refusals.WorkbookTooHeavy(file=file) from fault
    except refusals.FileRefusal:
        raise
    except python_calamine.PasswordError as fault:
        raise refusals.PasswordProtected(file=file) from fault
    except Exception as fault:  # the reader has no common base for what a broken file makes it raise
        raise refusals.DamagedFile(file=file) from fault
    except BaseException as fault:
        # A panic of the Rust reader arrives as a BaseException of a module that cannot be imported.
        if type(fault).__name__ == "PanicException":
            raise refusals.DamagedFile(file=file) from fault
        raise


def _batches(first: list[Row], rows: Iterator[Row]) -> Iterator[list[Row]]:
    yield first
    while batch := list(islice(rows, BATCH)):
        yield batch


def _table(batch: list[Row], found: Match, file: str) -> pa.Table:
    lines = [line for line, _ in batch]
    columns = list(zip(*(cells for _, cells in batch), strict=True)) or [()] * found.width
    texts = [_column(columns[at], at, lines, file) for at in found.columns.values()]
    return pa.table([*texts, pa.array(lines, pa.int64())], names=[*found.columns, LINE])


def _column(values: Sequence[Any], at: int, lines: list[int], file: str) -> pa.Array:
    try:
        return pa.array(values, pa.string())  # all text already: the common case, and the fast one
    except (TypeError, pa.ArrowInvalid):
        pass
    try:
        return pa.array([TEXT[type(value)](value) for value in values], pa.string())
    except _LongNumber as fault:
        cells = _cells_raising(_LongNumber, values, at, lines)
        raise refusals.LongNumbers(file=file, cells=refusals.some(cells)) from fault
    except _DoubtfulDate as fault:
        cells = _cells_raising(_DoubtfulDate, values, at, lines)
        raise refusals.DoubtfulDates(file=file, cells=refusals.some(cells)) from fault


def _cells_raising(kind: type[ValueError], values: Sequence[Any], at: int, lines: list[int]) -> list[str]:
    cells = []
    for value, line in zip(values, lines, strict=True):
        try:
            TEXT[type(value)](value)
        except kind:
            cells.append(f"{column_letters(at)}{line}")
        except ValueError:
            continue
    return cells


def _shown(value: Any) -> str:
    """A cell of the header region, where nothing is refused yet."""
    try:
        return TEXT[type(value)](value)
    except ValueError:
        return str(value)


def _number(value: float) -> str:
    if not value.is_integer():
        return repr(value)
    if abs(value) >= EXACT_BELOW:
        raise _LongNumber
    return str(int(value))


def _day(value: datetime.date) -> str:
    if value < FIRST_SURE_DAY:
        raise _DoubtfulDate
    return value.isoformat()


def _instant(value: datetime.datetime) -> str:
    if value.date() < FIRST_SURE_DAY:
        raise _DoubtfulDate
    return value.isoformat()


def _duration(value: datetime.timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


TEXT: dict[type, Callable[[Any], str]] = {
    str: str,
    float: _number,
    int: lambda value: _number(float(value)),
    bool: lambda value: "TRUE" if value else "FALSE",
    datetime.datetime: _instant,
    datetime.date: _day,
    datetime.time: datetime.time.isoformat,
    datetime.timedelta: _duration,
}
