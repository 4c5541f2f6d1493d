"""Real files for the tests: made by Excel's look-alike, or by hand where no program would make them."""

import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from chizi.ground.exchange.limits import Limits
from chizi.ground.exchange.reading import read_table
from chizi.ground.exchange.refusals import FileRefusal
from chizi.ground.exchange.tables import SheetTable

COLUMNS = ("unit_code", "name", "opened_on")
HEADER = "unit_code,name,opened_on\n"
ROW = "140105001001,小店村,2020-01-05\n"

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def read(path: Path, *, limits: Limits | None = None, **more: Any) -> SheetTable:
    """Read the three columns of these tests."""
    return read_table(path, required=COLUMNS, limits=limits, **more)


def refused(path: Path, kind: type[FileRefusal], **more: Any) -> FileRefusal:
    """The refusal of exactly this kind that reading the file raises; its sentence names the file."""
    with pytest.raises(FileRefusal) as caught:
        read(path, **more)
    assert type(caught.value) is kind, repr(caught.value)
    assert path.name in str(caught.value)
    return caught.value


def rows(sheet: SheetTable) -> list[tuple[Any, ...]]:
    """The rows of a table with their line."""
    return list(zip(*(column.to_pylist() for column in sheet.table.columns), strict=True))


def text_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A file of text, line ends as given."""
    path.write_bytes(text.encode(encoding))
    return path


def workbook(path: Path, lines: Iterable[Sequence[Any]], shape: Callable[[Any], None] | None = None) -> Path:
    """A workbook with one sheet of these lines; ``shape`` may change the openpyxl workbook before it is saved."""
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(list(line))
    if shape:
        shape(book)
    book.save(path)
    return path


def sheet_xml(cells: str, extra: str = "") -> str:
    """A sheet written by hand."""
    start = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{start}<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData>{extra}</worksheet>'


def text_cell(address: str, text: str) -> str:
    """One cell with its text inside."""
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


HEADER_ROW = (
    '<row r="1">' + "".join(text_cell(f"{a}1", n) for a, n in zip("ABC", COLUMNS, strict=True)) + "</row>"
)
DATA_ROW = '<row r="2">' + text_cell("A2", "140105001001") + text_cell("B2", "x") + "</row>"


def zipped(
    path: Path, sheet: str | bytes | None = None, more: Mapping[str, str | bytes] | None = None
) -> Path:
    """A minimal workbook zipped by hand; ``more`` adds or replaces parts."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/worksheet"'
            ' Target="worksheets/sheet1.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": sheet_xml(HEADER_ROW + DATA_ROW) if sheet is None else sheet,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in (parts | dict(more or {})).items():
            book.writestr(name, content)
    return path
