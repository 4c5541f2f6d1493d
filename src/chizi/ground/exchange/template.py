"""Empty tables to fill in, with every column explained."""

from collections.abc import Collection, Sequence
from pathlib import Path

from chizi.core.dataset import Column
from chizi.core.words import N_
from chizi.ground.exchange import refusals
from chizi.ground.exchange.atomic import whole_file
from chizi.ground.exchange.csv_writer import write_rows
from chizi.ground.exchange.values import Translate, untranslated
from chizi.ground.exchange.xlsx_writer import (
    COLUMN_WIDTH,
    NOTES_WIDTH,
    new_book,
    sheet_name,
    write_header,
    write_text,
)

DATA_SHEET, COLUMNS_SHEET = N_("Data"), N_("Columns")
EXPLANATION = (N_("column"), N_("called"), N_("kind of value"), N_("required"), N_("meaning"))
YES, NO = N_("yes"), N_("no")
KINDS = {
    "text": N_("text"),
    "integer": N_("whole number"),
    "decimal": N_("number"),
    "date": N_("date, such as 2020-03-31"),
    "instant": N_("date and time, such as 2020-03-31 09:30:00"),
    "boolean": N_("true or false"),
}


def write_template(
    path: Path,
    columns: Sequence[Column],
    *,
    required: Collection[str] = (),
    translate: Translate = untranslated,
) -> tuple[Path, ...]:
    """Write an empty table; gives the files written.

    .xlsx: a sheet with the header, whose columns are set to text so that long codes keep their digits, and
    a second sheet that explains them. .csv cannot hold an explanation: it is a header only, and
    ``NAME-columns.csv`` beside it explains. Raises UnknownSuffix.
    """
    suffix = path.suffix.lower()
    explained = [[translate(word) for word in EXPLANATION]]
    for column in columns:
        need = translate(YES if column.name in required else NO)
        words = (translate(column.title), translate(KINDS[column.kind]), need)
        explained.append([column.name, *words, translate(column.meaning) if column.meaning else ""])
    if suffix == ".csv":
        beside = path.with_name(f"{path.stem}-columns.csv")
        write_rows(beside, explained[0], explained[1:], bom=True)
        write_rows(path, [column.name for column in columns], [], bom=True)
        return (path, beside)
    if suffix == ".xlsx":
        _write_book(path, columns, explained, translate)
        return (path,)
    raise refusals.UnknownSuffix(file=path.name, known=".csv, .xlsx")


def _write_book(
    path: Path, columns: Sequence[Column], explained: list[list[str]], translate: Translate
) -> None:
    with whole_file(path) as draft, new_book(draft) as book:
        sheet = book.add_worksheet(sheet_name(translate(DATA_SHEET)))
        write_header(book, sheet, [column.name for column in columns])
        sheet.set_column(0, len(columns) - 1, COLUMN_WIDTH, book.add_format({"num_format": "@"}))
        sheet = book.add_worksheet(sheet_name(translate(COLUMNS_SHEET)))
        write_header(book, sheet, explained[0])
        sheet.set_column(len(explained[0]) - 1, len(explained[0]) - 1, NOTES_WIDTH)
        for at, cells in enumerate(explained[1:], 1):
            for column, text in enumerate(cells):
                write_text(sheet, (at, column), text)
