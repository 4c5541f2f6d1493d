"""One pass over the bytes of a sheet before a reader builds it: how far it reaches, what it must not hold.

The reader would silently give the last value of a formula, nothing for an error, one value for a merged
block, and room for every cell up to the farthest; so those are looked for here, with their addresses.
"""

import re
import zipfile
from dataclasses import dataclass, field
from itertools import islice

from chizi.core.words import N_
from chizi.ground.exchange import refusals
from chizi.ground.exchange.headers import column_letters
from chizi.ground.exchange.limits import Limits
from chizi.ground.exchange.tables import Note
from chizi.ground.exchange.workbook_parts import Sheet
from chizi.ground.exchange.workbook_zip import markup

LETTERS, DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"0123456789"
HIDDEN_COLUMNS = N_("The sheet has hidden columns (%(columns)s); they were read as well.")
_ROOT = re.compile(rb"<(?:([A-Za-z_][\w.-]*):)?worksheet[\s>/]")
_ADDRESS = re.compile(rb"^\$?([A-Z]{1,3})\$?([0-9]{1,7})$")


@dataclass
class Findings:
    """What a sheet holds. ``width`` and ``height`` reach to its farthest cell."""

    width: int = 0
    height: int = 0
    formulas: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)


class _Patterns:
    """The patterns for the prefix that this sheet uses for its elements (usually none)."""

    def __init__(self, prefix: bytes) -> None:
        p = re.escape(prefix)
        self.cell = re.compile(
            rb"<" + p + rb"""c(?=[\s/>])(?:[^>]*?\sr\s*=\s*["']([A-Za-z]{1,3}[0-9]{1,7})["'])?"""
        )
        self.formula_mark = b"<" + prefix + b"f"
        self.formula = re.compile(rb"<" + p + rb"f[\s/>]")
        self.error = re.compile(rb"<" + p + rb"""c\s[^>]*\bt\s*=\s*["']e["']""")
        self.row = re.compile(rb"<" + p + rb"""row\s[^>]*?\bhidden\s*=\s*["'](?:1|true)["'][^>]*>""")
        self.column = re.compile(rb"<" + p + rb"""col\s[^>]*?\bhidden\s*=\s*["'](?:1|true)["'][^>]*>""")
        self.row_number = re.compile(rb"<" + p + rb"""row\s[^>]*?\br\s*=\s*["']([0-9]{1,9})["']""")
        self.merged = re.compile(rb"<" + p + rb"""mergeCell\s[^>]*?\bref\s*=\s*["']([^"']{1,40})["']""")


def check_sheet(book: zipfile.ZipFile, sheet: Sheet, *, file: str, limits: Limits) -> tuple[Note, ...]:
    """Scan a sheet. Raises FarCell, FormulaCells, ErrorCells, MergedCells, HiddenRows, UnsafeWorkbook (cells
    without an address), DamagedFile, NoVisibleSheet (no cells)."""
    found = Findings()
    patterns: _Patterns | None = None
    before = b""
    for piece in markup(book, sheet.part, file=file):
        if patterns is None:
            root = _ROOT.search(piece)
            if root is None:
                raise refusals.DamagedFile(file=file)
            patterns = _Patterns(root[1] + b":" if root[1] else b"")
        cells = patterns.cell.findall(piece)
        _measure(cells, found, sheet, file)
        _refuse_far(found, sheet, file, limits)
        _collect(piece, before, patterns, found)
        before = cells[-1] if cells else before
    if not found.height:
        raise refusals.NoVisibleSheet(file=file)
    return _judge(found, sheet, file)


def _measure(cells: list[bytes], found: Findings, sheet: Sheet, file: str) -> None:
    """Let the rectangle of the findings reach to the farthest of these cells."""
    if b"" in cells:
        raise refusals.UnsafeWorkbook(file=file, part=f"{sheet.part}: <c> …")
    if cells:
        joined = b" ".join(cells).upper()
        columns = set(joined.translate(None, DIGITS).split())
        rows = set(joined.translate(None, LETTERS).split())
        found.width = max(found.width, *map(_column_number, columns))
        found.height = max(found.height, *map(int, rows))


def _collect(piece: bytes, before: bytes, patterns: _Patterns, found: Findings) -> None:
    """Add what must not be there. ``before`` is the last cell of the piece before: a formula may open this
    one. The quick look for a bare word spares most pieces the patterns."""
    if patterns.formula_mark in piece:
        for hit in islice(patterns.formula.finditer(piece), refusals.SHOWN + 1):
            _add(found.formulas, _cell_before(piece, hit.start(), before, patterns))
    if b'"e"' in piece or b"'e'" in piece:
        for hit in islice(patterns.error.finditer(piece), refusals.SHOWN + 1):
            _add(found.errors, _cell_before(piece, hit.end(), before, patterns))
    if b"hidden" in piece:
        for hit in islice(patterns.row.finditer(piece), refusals.SHOWN + 1):
            number = patterns.row_number.search(hit[0])
            _add(found.hidden, number[1].decode() if number else "?")
        for hit in patterns.column.finditer(piece):
            _add(found.hidden_columns, _first_column(hit[0]))
    if b"mergeCell" in piece:
        for hit in patterns.merged.finditer(piece):
            _add(found.merged, hit[1].decode("utf-8", "replace"), limit=1000)


def _judge(found: Findings, sheet: Sheet, file: str) -> tuple[Note, ...]:
    place = {"file": file, "sheet": sheet.title}
    if merged := [ref for ref in found.merged if _touches(ref, found)]:
        raise refusals.MergedCells(**place, cells=refusals.some(merged))
    if found.formulas:
        raise refusals.FormulaCells(**place, cells=refusals.some(found.formulas))
    if found.errors:
        raise refusals.ErrorCells(**place, cells=refusals.some(found.errors))
    if found.hidden:
        raise refusals.HiddenRows(**place, rows=refusals.some(found.hidden))
    if found.hidden_columns:
        return (Note(HIDDEN_COLUMNS, {"columns": refusals.some(found.hidden_columns)}),)
    return ()


def _refuse_far(found: Findings, sheet: Sheet, file: str, limits: Limits) -> None:
    wide, high = found.width > limits.columns, found.height > limits.sheet_rows
    if wide or high or found.width * found.height > limits.sheet_cells:
        raise refusals.FarCell(
            file=file,
            sheet=sheet.title,
            cell=f"{column_letters(found.width - 1)}{found.height}",
            rows=limits.sheet_rows,
            columns=limits.columns,
        )


def _touches(ref: str, found: Findings) -> bool:
    """Whether a merged block begins within the rectangle of the cells; an unreadable one counts."""
    start = _ADDRESS.match(ref.upper().partition(":")[0].encode())
    return start is None or (_column_number(start[1]) <= found.width and int(start[2]) <= found.height)


def _cell_before(piece: bytes, at: int, before: bytes, patterns: _Patterns) -> str:
    start = max(0, at - 4096)
    near = [cell for cell in patterns.cell.findall(piece, start, at) if cell]
    return (near[-1] if near else before).decode() or "?"


def _first_column(tag: bytes) -> str:
    number = re.search(rb"""\bmin\s*=\s*["']([0-9]{1,5})["']""", tag)
    return column_letters(int(number[1]) - 1) if number and int(number[1]) else "?"


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _add(where: list[str], what: str, limit: int = refusals.SHOWN + 1) -> None:
    if len(where) < limit and what not in where:
        where.append(what)
