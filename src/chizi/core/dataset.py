"""A table with the meaning of its columns: what any query can hand to an export or a publication."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Column:
    """One column. ``kind`` is text, integer, decimal, date, instant or boolean; ``title`` is an English
    msgid; ``meaning`` says unit, denominator and what an empty cell stands for."""

    name: str
    kind: str
    title: str
    meaning: str = ""


@dataclass(frozen=True)
class Dataset:
    """Rows in a stable order, every row as long as ``columns``. ``notes`` are printed with every export:
    filters, as-of, rule."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Any, ...]]
    notes: dict[str, str] = field(default_factory=dict)
