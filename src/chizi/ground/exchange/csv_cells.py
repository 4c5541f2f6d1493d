"""Cells that a spreadsheet would take for a formula: guarded on the way out, freed on the way in.

Spreadsheets run a CSV cell that starts with = + - @ (or a full-width one of them) or with white space
before it. An apostrophe in front makes it text. Reading takes off exactly what writing put on, so that a
corrected list of rejects keeps its codes.
"""

import re
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

RISKY: Final = "=+\\-@\\t\\r\\n＝＋－＠"
_RISKY_TEXT = re.compile(f"'*[{RISKY}]")
_PLAIN_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


def guard(text: str) -> str:
    """``text`` as it may stand in a CSV cell; plain numbers such as -5 stay as they are."""
    if _RISKY_TEXT.match(text) and not _PLAIN_NUMBER.fullmatch(text):
        return "'" + text
    return text


def unguard(table: pa.Table) -> pa.Table:
    """Take one apostrophe off each text cell that ``guard`` can have written."""
    for index, name in enumerate(table.column_names):
        if pc.any(pc.starts_with(table[name], "'")).as_py():
            freed = pc.replace_substring_regex(table[name], f"^'('*[{RISKY}])", "\\1")
            table = table.set_column(index, name, freed)
    return table
