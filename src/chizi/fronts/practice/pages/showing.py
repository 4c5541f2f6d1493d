"""Parts that all pages of practice are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from chizi.core.dataset import Column, Dataset
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.evidence import Evidence, evidence
from chizi.fronts.kit.formats import count, local
from chizi.fronts.kit.lists import with_query
from chizi.fronts.practice.words import choices
from chizi.ground.files.queries import KeptFile

PAGE = 50
MOST_EXPORTED = 5_000
Fact = tuple[str, str | SafeString]


@dataclass(frozen=True)
class Told:
    """One thing that happened."""

    title: str
    by: str
    at: datetime | None
    texts: Sequence[tuple[str, str]] = ()
    files: Sequence[Evidence] = ()
    note: str = ""


@dataclass(frozen=True)
class Way:
    """A step the viewer may take: a form behind a link, or a button; ``why`` says what it does."""

    title: str
    href: str
    why: str = ""
    at_once: bool = False


def way(title: str, name: str, *args: Any, why: str = "", at_once: bool = False) -> Way:
    """A step by the name of its page."""
    return Way(title, reverse(f"practice:{name}", args=args), why, at_once)


def choice(request: HttpRequest, name: str, label: str, table: dict[str, str]) -> dict[str, Any]:
    """A filter above a list."""
    chosen = read_choice(request, name, table)
    options = [("", gettext("any"), not chosen)]
    options += [(value, words, value == chosen) for value, words in choices(table)]
    return {"name": name, "label": label, "options": options}


def read_choice(request: HttpRequest, name: str, table: dict[str, str]) -> str:
    """What an address asks for; what no choice offers is left out."""
    wanted = asked(request, name, 40)
    return wanted if wanted in table else ""


def exports(request: HttpRequest, name: str) -> list[tuple[str, str]]:
    """Both files of a list, with its filter in the address."""
    query = request.GET.copy()
    query.pop("after", None)
    tail = f"?{query.urlencode()}" if query else ""
    return [(words, reverse(f"practice:{name}", args=[form]) + tail) for form, words in
            (("csv", "CSV"), ("xlsx", "Excel"))]  # fmt: skip


def paging(request: HttpRequest, after: str) -> dict[str, Any]:
    """The addresses of the next page and the first."""
    here = asked(request, "after", 60)
    return {
        "next_href": with_query(request, after=after) if after else "",
        "first_href": with_query(request, after="") if here else "",
    }


def link_or_text(href: str, words: str) -> str | SafeString:
    """A link where there is somewhere to go."""
    return format_html('<a href="{}">{}</a>', href, words) if href else words


def dataset(
    name: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]], words: Sequence[str], now: datetime
) -> Dataset:
    """A list as a file, with the filter printed on it."""
    notes = {
        gettext("Filter"): " · ".join(words),
        gettext("As of"): date_format(local(now), "Y-m-d H:i"),
        gettext("Rows"): count(len(rows)),
    }
    return Dataset(name, tuple(columns), [tuple(row) for row in rows], notes)


def shown_file(kept: KeptFile, base: str) -> Evidence:
    """A kept file under the address of what it belongs to."""
    return evidence(
        kept,
        href=f"{base}files/{kept.digest}/",
        page_href=lambda page: f"{base}files/{kept.digest}/pages/{page}/",
    )
