"""Excel workbooks, streamed row by row: text stays text, nothing is a formula."""

import datetime
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from chizi.core.dataset import Column, Dataset
from chizi.core.words import N_
from chizi.ground.exchange import refusals
from chizi.ground.exchange.atomic import whole_file
from chizi.ground.exchange.values import Translate, as_decimal, as_text, untranslated

EXCEL_ROWS = 1_048_576
EXCEL_CELL = 32_767
EXCEL_SHEET_NAME = 31
EXCEL_DIGITS = 15
FIRST_EXCEL_DAY = datetime.date(1900, 3, 1)
# Same data, same bytes: the workbook's own time stamp is fixed; the notes say as of when the data is.
CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
NOTES_SHEET = N_("Notes")
COLUMN_WIDTH, NOTES_WIDTH = 18, 60
HEADER_STYLE = {"bold": True, "bg_color": "#E8EEF4", "border": 1, "text_wrap": True, "valign": "top"}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NOT_SHEET_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")

Put = Callable[[Worksheet, tuple[int, int], Any, str], None]


def write_xlsx(
    dataset: Dataset, path: Path, *, titles: bool = False, translate: Translate = untranslated
) -> None:
    """Write a Dataset: one sheet with a frozen header, and a sheet of notes. Same dataset, same bytes.

    Text and numbers of more than 15 digits are text cells; instants with a zone are ISO text, since a cell
    has none. Raises TooManyRowsForExcel, CellTooLong, UnwritableValue.
    """
    if len(dataset.rows) >= EXCEL_ROWS:
        raise refusals.TooManyRowsForExcel(rows=len(dataset.rows))
    header = [translate(c.title) if titles else c.name for c in dataset.columns]
    with whole_file(path) as draft, new_book(draft) as book:
        sheet = book.add_worksheet(sheet_name(dataset.name))
        write_header(book, sheet, header)
        put = cell_writer(book)
        for at, row in enumerate(dataset.rows, 1):
            for column, (value, meaning) in enumerate(zip(row, dataset.columns, strict=True)):
                write_cell(put, sheet, (at, column), value, meaning)
        if dataset.notes:
            _write_notes(book, dataset, translate)


def new_book(path: Path) -> Workbook:
    """A workbook that keeps one row in memory and turns no text into a formula, a link or a number."""
    book = xlsxwriter.Workbook(
        str(path),
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": CREATED})
    return book


def sheet_name(name: str) -> str:
    """A name that Excel takes: no brackets, slashes or question marks, at most 31 characters."""
    return _NOT_SHEET_NAME.sub(" ", name).strip()[:EXCEL_SHEET_NAME].strip() or "1"


def write_header(book: Workbook, sheet: Worksheet, header: Sequence[str]) -> None:
    """Write a first row that stays in view."""
    sheet.set_column(0, max(0, len(header) - 1), COLUMN_WIDTH)
    sheet.freeze_panes(1, 0)
    style = book.add_format(HEADER_STYLE)
    for column, title in enumerate(header):
        write_text(sheet, (0, column), title, style)


def write_text(sheet: Worksheet, at: tuple[int, int], text: str, style: CellFormat | None = None) -> None:
    """Write a text cell; characters that XML cannot hold become U+FFFD. Raises CellTooLong."""
    row, column = at
    if len(text) > EXCEL_CELL:
        raise refusals.CellTooLong(limit=EXCEL_CELL, row=row + 1, column=column + 1)
    sheet.write_string(row, column, _NOT_XML.sub("\ufffd", text), style)


def cell_writer(book: Workbook) -> Put:
    """A writer of cells by kind, with the two date formats of this workbook."""
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})

    def put(sheet: Worksheet, at: tuple[int, int], value: Any, kind: str) -> None:
        if kind in ("integer", "decimal") and _fits(value):
            sheet.write_number(*at, float(value))
        elif kind == "boolean" and isinstance(value, bool):
            sheet.write_boolean(*at, value)
        elif kind == "instant" and _has_day(value) and isinstance(value, datetime.datetime):
            sheet.write_datetime(*at, value, instant)
        elif kind == "date" and _has_day(value) and not isinstance(value, datetime.datetime):
            sheet.write_datetime(*at, value, day)
        else:
            write_text(sheet, at, as_text(value))

    return put


def write_cell(put: Put, sheet: Worksheet, at: tuple[int, int], value: Any, column: Column) -> None:
    """Write one value of a Dataset; nothing stays an empty cell. Raises UnwritableValue."""
    if value is None:
        return
    try:
        put(sheet, at, value, column.kind)
    except (ValueError, TypeError, ArithmeticError) as fault:
        raise refusals.UnwritableValue(row=at[0] + 1, column=column.name, kind=column.kind) from fault


def _fits(value: Any) -> bool:
    """Whether Excel can hold the number to its last digit."""
    return len(as_decimal(value).normalize().as_tuple().digits) <= EXCEL_DIGITS


def _has_day(value: Any) -> bool:
    """Whether Excel's calendar has this day, and the instant is one of a wall clock."""
    if isinstance(value, datetime.datetime):
        return value.tzinfo is None and value.date() >= FIRST_EXCEL_DAY
    return isinstance(value, datetime.date) and value >= FIRST_EXCEL_DAY


def _write_notes(book: Workbook, dataset: Dataset, translate: Translate) -> None:
    sheet = book.add_worksheet(sheet_name(translate(NOTES_SHEET)))
    sheet.set_column(0, 0, COLUMN_WIDTH)
    sheet.set_column(1, 1, NOTES_WIDTH)
    bold = book.add_format({"bold": True})
    for row, (key, value) in enumerate(dataset.notes.items()):
        write_text(sheet, (row, 0), translate(key), bold)
        write_text(sheet, (row, 1), str(value))
