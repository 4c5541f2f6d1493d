"""What a reader hands back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import pyarrow as pa

LINE = "line"


class Format(StrEnum):
    """What a file is, judged by its content."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


@dataclass(frozen=True)
class Note:
    """Something a person should know about a file that was read. ``text`` is an English msgid whose
    places are filled from ``params``."""

    text: str
    params: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text % self.params if self.params else self.text


@dataclass(frozen=True)
class SheetTable:
    """The wanted columns under their canonical names in the order of the request, then int64 ``line``.

    From CSV and XLSX every column is text and an empty cell is ""; rows without any content are left out.
    Dates of XLSX are ISO text, TRUE and FALSE as Excel shows them. From Parquet columns keep their type.
    ``line`` is the line of the file in which the row starts (the header of a sheet is usually line 1); in
    Parquet it is the number of the row, from 1. Optional columns that the file lacks are not in the table.
    ``encoding`` is empty unless the file was text.
    """

    table: pa.Table
    format: Format
    encoding: str = ""
    notes: tuple[Note, ...] = ()
