"""The journal, and who may do what where, as lists."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from chizi.fronts.desk.pages.publications import person_text
from chizi.fronts.desk.words import STEPS
from chizi.fronts.kit.formats import instant_html
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, link, with_query
from chizi.fronts.kit.vocabulary import said
from chizi.journal.queries import Line, Page

LONGEST = 160
HASH, HASH_SHOWN = re.compile(r"[0-9a-f]{40,}"), 12


def journal_list(
    request: Any, page: Page, names: Mapping[str, str], places: Mapping[str, str], *, kind: str, about: str
) -> ListPage:
    """Entries, newest first: who did what, where, and what it said."""
    sentence = [said(STEPS, kind) if kind else gettext("every step"), about or gettext("on anything")]
    return ListPage(
        title=gettext("Journal"),
        columns=[
            Column(gettext("Entry")),
            Column(gettext("When")),
            Column(gettext("Who")),
            Column(gettext("Step")),
            Column(gettext("About"), wide=True),
            Column(gettext("Place"), wide=True),
            Column(gettext("Content"), wide=True),
        ],
        rows=[_line(request, one, names, places) for one in page.lines],
        sentence=[*sentence, gettext("newest first")],
        next_href=with_query(request, before=page.after) if page.after else "",
        first_href=with_query(request, before="") if request.GET.get("before") else "",
        clear_href=with_query(request, kind="", object="", before="") if kind or about else "",
        blank=Blank(
            gettext("No entry fits"),
            gettext(
                "Every step that changes something leaves an entry here. Nobody can change or delete one."
            ),
        ),
        ident="journal",
    )


def _line(request: Any, one: Line, names: Mapping[str, str], places: Mapping[str, str]) -> Row:
    cells: list[str | SafeString] = [
        instant_html(one.recorded_at),
        person_text(one.actor, names),
        said(STEPS, one.kind),
        link(with_query(request, object=one.object, before=""), _object_text(one.object)),
        places.get(one.unit, one.unit) or "–",
        content_text(one.content),
    ]
    return Row("", str(one.number), cells, str(one.number))


def _object_text(named: str) -> str:
    """What an entry is about; a file is named by a hash, whose beginning is enough for the eye."""
    noun, mark, rest = named.partition(":")
    return f"{noun}{mark}{rest[:HASH_SHOWN]}…" if HASH.fullmatch(rest) else named


def content_text(content: Mapping[str, Any] | None) -> str:
    """The content in one line, cut where it grows long; erased content is said to be erased."""
    if content is None:
        return gettext("erased")
    text = gettext("; ").join(f"{name} {_value(value)}" for name, value in sorted(content.items()))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_value(one) for one in value) or "–"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_value(one)}" for name, one in value.items()) or "–"
    text = "–" if value is None else str(value)
    return f"{text[:HASH_SHOWN]}…" if HASH.fullmatch(text) else text


def kind_options(chosen: str) -> list[tuple[str, str, bool]]:
    """(code, word, chosen) of the steps, any step first."""
    return [
        ("", gettext("every step"), not chosen),
        *((code, said(STEPS, code), code == chosen) for code in STEPS),
    ]
