"""Suggestions as lists."""

from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from chizi.fronts.kit.formats import count, instant_html
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, with_query
from chizi.fronts.surveying.words import SUGGESTION_KINDS, SUGGESTION_STATES
from chizi.ground.suggestions.queries import MOST_COUNTED, SuggestionList
from chizi.org.queries import names_of_people

SHORT = 60


def kind_word(kind: str) -> str:
    return gettext(SUGGESTION_KINDS[kind]) if kind in SUGGESTION_KINDS else kind


def author_words(ref: str) -> str:
    """Who wrote it; nothing is known of whoever did not sign in."""
    return names_of_people({ref}).get(ref, ref) if ref else gettext("somebody who was not signed in")


def link_to(page: str) -> str:
    """Where the page that somebody spoke about is opened; empty if it is none of this installation.

    The terminal is one page with its screens behind the hash, which no server is ever told.
    """
    try:
        resolve(page)
    except Resolver404:
        terminal = reverse("terminal:shell")
        return f"{terminal}#/{page.removeprefix(terminal)}" if page.startswith(terminal) else ""
    return page


def trail() -> list[tuple[str, str]]:
    """The way to one suggestion."""
    return [
        (gettext("Complaints and suggestions"), reverse("surveying:office")),
        (gettext("A complaint or suggestion"), ""),
    ]


def states(chosen: str) -> list[tuple[str, str, bool]]:
    """(value, words, chosen) of the filter."""
    return [
        ("", gettext("any"), not chosen),
        *((code, gettext(word), code == chosen) for code, word in SUGGESTION_STATES.items()),
    ]


def list_page(request: HttpRequest, found: SuggestionList, *, own: bool, state: str = "") -> ListPage:
    """The list as `kit/list.html` draws it; ``own``: the reader's own."""
    known = state if state in SUGGESTION_STATES else ""
    return ListPage(
        title=gettext("Complaints and suggestions"),
        columns=[
            Column(gettext("What was said")),
            Column(gettext("Kind"), wide=True),
            Column(gettext("About the page"), wide=True),
            Column(gettext("Where it stands")),
            Column(gettext("Written"), wide=True),
        ],
        rows=[_row(one, own) for one in found.suggestions],
        sentence=[
            gettext("my own") if own else gettext("all places that you may see"),
            *([gettext(SUGGESTION_STATES[known])] if known else []),
        ],
        total=_total(found.total),
        next_href=with_query(request, after=found.after) if found.after else "",
        first_href=with_query(request, after="") if request.GET.get("after") else "",
        clear_href=reverse("surveying:office") if known else "",
        blank=Blank(
            gettext("Nobody has said anything yet"),
            gettext(
                "On every page there is a link “Complaints and suggestions”. What is written there comes here, and the "
                "office answers."
            ),
            gettext("Write one now"),
            reverse("surveying:suggest"),
        ),
        ident="suggestions",
    )


def _row(one: Any, own: bool) -> Row:
    href = reverse("surveying:kept", args=[one.key]) if own else reverse("surveying:answer", args=[one.pk])
    cells = [
        kind_word(one.kind),
        one.page or "–",
        gettext(SUGGESTION_STATES[one.state]),
        instant_html(one.made_on),
    ]
    return Row(href, Truncator(one.text).chars(SHORT), cells, key=str(one.pk))


def _total(total: int) -> str:
    if total > MOST_COUNTED:
        return gettext("more than %(count)s") % {"count": count(MOST_COUNTED)}
    return ngettext("%(count)s entry", "%(count)s entries", total) % {"count": count(total)}
