"""What a campaign has come to, as the page of a publication shows it (S1-10)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from chizi.fronts.kit.formats import count
from chizi.publish.queries import PublishedTable

NUMBERS = ("integer", "decimal")
HIDDEN = ("region_code",)  # what only machines join by


@dataclass(frozen=True)
class Head:
    """A column: its title, what it means, whether it holds numbers."""

    title: str
    meaning: str
    number: bool


@dataclass(frozen=True)
class ShownTable:
    """One table: ``more`` says that the file holds further rows."""

    ident: str
    title: str
    heads: list[Head]
    rows: list[list[tuple[str, bool]]]
    more: str


def shown_results(tables: tuple[PublishedTable, ...], tag: str) -> list[ShownTable]:
    """The tables in the reader's language, in the order of the file, without rank."""
    return [_shown(one, tag) for one in tables]


def _shown(table: PublishedTable, tag: str) -> ShownTable:
    kept = [place for place, (name, *_) in enumerate(table.columns) if name not in HIDDEN]
    heads = [
        Head(_in(title, tag) or name, _in(meaning, tag), kind in NUMBERS)
        for name, kind, title, meaning in (table.columns[place] for place in kept)
    ]
    rows = [
        [(_cell(row[place]), head.number) for place, head in zip(kept, heads, strict=True)]
        for row in table.rows
    ]
    more = ""
    if table.count > len(rows):
        more = gettext("The first %(shown)s of %(all)s rows stand here; the file has all.") % {
            "shown": count(len(rows)),
            "all": count(table.count),
        }
    return ShownTable(table.name, _in(table.title, tag), heads, rows, more)


def _in(words: Any, tag: str) -> str:
    return str(words.get(tag) or words.get("en") or "")


def _cell(value: Any) -> str:
    """A number with its separators; what is withheld or not there is a dash."""
    if value is None:
        return "–"
    if isinstance(value, int) and not isinstance(value, bool):
        return count(value)
    return str(value.normalize()) if isinstance(value, Decimal) else str(value)
