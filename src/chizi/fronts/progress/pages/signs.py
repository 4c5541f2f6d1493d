"""Signs for a human look: what was noticed, in figures; the words side by side."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from chizi.fronts.kit.formats import as_of_text, instant_html
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.progress.words import SIGN_STATES, SIGNS
from chizi.learn.queries import SignLine, SignList
from chizi.learn.rules.signs import SignKind, SignState


def sign_list(found: SignList, state: str, next_href: str, first_href: str) -> ListPage:
    """Signs, the newest first: what and where, never who."""
    return ListPage(
        title=gettext("Signs, the newest first"),
        columns=[
            Column(gettext("What was noticed")),
            Column(gettext("Party")),
            Column(gettext("In figures")),
            Column(gettext("Noticed"), wide=True),
        ],
        rows=[_row(one) for one in found.signs],
        sentence=[said(SIGN_STATES, state or SignState.OPEN.value)],
        next_href=next_href,
        first_href=first_href,
        blank=Blank(
            gettext("No signs here"),
            gettext(
                "At night the product looks for copied texts, pictures used again, results filled in afterwards and"
                " the same answers within minutes. What it notices waits here for somebody to look at it."
            ),
        ),
        ident="signs",
    )


def _row(one: SignLine) -> Row:
    href = reverse("progress:sign", args=[one.id])
    return Row(href, said(SIGNS, one.kind), [one.party, in_figures(one), instant_html(one.found_at)])


def in_figures(one: SignLine) -> str:
    """How alike, how many, when."""
    content: Mapping[str, Any] = one.content
    if one.kind in (SignKind.TEXT, SignKind.PICTURE):
        number = len(content.get("objects", ()))
        words = ngettext("%(count)s object", "%(count)s objects", number) % {"count": number}
        alike = gettext("alike to %(share)s in a hundred") % {"share": round(100 * content.get("alike", 0))}
        return gettext("%(count)s, %(alike)s") % {"count": words, "alike": alike}
    at = as_of_text(datetime.fromisoformat(content["at"]))
    if one.kind == SignKind.BATCH:
        return gettext("%(count)s results recorded in the hour from %(at)s, long after they happened") % {
            "count": content["count"],
            "at": at,
        }
    return gettext(
        "%(count)s people gave the same %(questions)s answers with the same %(mistakes)s mistakes within %(minutes)s"
        " minutes, %(at)s"
    ) % {**{name: content[name] for name in ("count", "questions", "mistakes", "minutes")}, "at": at}


def views(state: str) -> list[tuple[str, str, bool]]:
    """(word, address, whether it is this one) of the three lists."""
    address = reverse("progress:signs")
    here = state or SignState.OPEN.value
    return [(said(SIGN_STATES, one.value), f"{address}?state={one.value}", one == here) for one in SignState]
