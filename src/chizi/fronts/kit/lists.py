"""The one list (列表) of every front: columns, the filter as a sentence, keyset paging, a true count, an export.

Cells are formatted in Python (text is escaped by the template, a SafeString is not), because a page of fifty rows
is drawn in one loop without any include.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Column:
    """A column: title, an optional unit or denominator in lighter type below it, and how it is set.

    ``number`` aligns right; ``wide`` leaves the column out on a phone.
    """

    title: str
    unit: str = ""
    number: bool = False
    wide: bool = False

    @property
    def css(self) -> str:
        return " ".join(name for name, on in (("num", self.number), ("wide", self.wide)) if on)


@dataclass(frozen=True)
class Row:
    """A row: its first cell is the row's header and links to ``href``; ``key`` is shared with a map or chart."""

    href: str
    head: str | SafeString
    cells: Sequence[str | SafeString]
    key: str = ""


@dataclass(frozen=True)
class Blank:
    """What an empty list teaches: what will be here, who makes it so, one thing to do now."""

    title: str
    text: str
    action: str = ""
    href: str = ""


@dataclass(frozen=True)
class ListPage:
    """A page of a list as `kit/list.html` draws it.

    ``sentence`` are the parts of the filter in words ("Taiyuan", "2020", "broken"); ``clear_href`` takes the
    filter away; ``total`` is the translated count with its noun; ``foot`` is the row of the whole; ``exports``
    are (format, address) pairs; the hrefs are empty where there is nothing to go to.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    sentence: Sequence[str] = ()
    total: str = ""
    next_href: str = ""
    first_href: str = ""
    exports: Sequence[tuple[str, str]] = ()
    clear_href: str = ""
    foot: Row | None = None
    blank: Blank | None = None
    note: str = ""
    ident: str = field(default="list")

    @property
    def lines(self) -> list[tuple[Row, list[tuple[str, str | SafeString]]]]:
        """Rows with the class of each cell beside it, so that the template need not look it up."""
        return [(row, self._cells(row)) for row in self.rows]

    @property
    def foot_cells(self) -> list[tuple[str, str | SafeString]]:
        return self._cells(self.foot) if self.foot else []

    def _cells(self, row: Row) -> list[tuple[str, str | SafeString]]:
        return list(zip([column.css for column in self.columns[1:]], row.cells, strict=True))


def with_query(request: HttpRequest, **changes: str) -> str:
    """The address of this page with some parameters changed; an empty value takes one away."""
    query = request.GET.copy()
    for name, value in changes.items():
        if value:
            query[name] = value
        else:
            query.pop(name, None)
    text = query.urlencode(safe=":")
    return f"{request.path}?{text}" if text else request.path


def link(href: str, text: str) -> SafeString:
    """A link in a cell."""
    return format_html('<a href="{}">{}</a>', href, text)
