"""Bodies that can be addressed, as a list, and one of them."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from chizi.fronts.kit.formats import day_text
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, with_query
from chizi.fronts.office.words import AGENCY_KINDS, PARTY_KINDS


def kind_word(one: Any) -> str:
    """What a party is: of a public body its own kind where it is known."""
    word = PARTY_KINDS.get(one.kind, one.kind)
    return gettext(word)


def agency_kind(one: Any) -> str:
    """The kind of a public body."""
    kind = one.agency.kind if one.agency else ""
    return gettext(AGENCY_KINDS[kind]) if kind in AGENCY_KINDS else kind


def party_list(
    request: Any, found: Iterable[Any], after: str, *, place: str, words: str, kind: str, may_import: bool
) -> ListPage:
    """Bodies in the order of their codes."""
    rows = [
        Row(
            reverse("office:party", args=[one.code]),
            one.name,
            [kind_word(one), one.region.name, one.code.partition(":")[2]],
            one.code,
        )
        for one in found
    ]
    sentence = [place, gettext(PARTY_KINDS[kind]) if kind in PARTY_KINDS else gettext("all kinds")]
    blank = Blank(
        gettext("No body fits"), gettext("Search by a part of the name, or by the beginning of the code.")
    )
    if not words and not kind:
        action = (
            (gettext("Import public bodies"), reverse("office:import_agencies")) if may_import else ("", "")
        )
        text = gettext("Tasks are assigned to bodies and people serve in them. They come from a sheet.")
        blank = Blank(gettext("No body is registered here yet"), text, *action)
    return ListPage(
        title=gettext("Bodies"),
        columns=[
            Column(gettext("Name")),
            Column(gettext("Kind")),
            Column(gettext("Place")),
            Column(gettext("Code"), wide=True),
        ],
        rows=rows,
        sentence=[*sentence, *([words] if words else []), gettext("by code")],
        next_href=with_query(request, after=after) if after else "",
        first_href=with_query(request, after="") if request.GET.get("after") else "",
        clear_href=with_query(request, q="", kind="", place="", after="") if words or kind else "",
        blank=blank,
        ident="parties",
    )


def kind_options(chosen: str) -> list[tuple[str, str, bool]]:
    """(code, word, chosen) of the kinds, any kind first."""
    return [
        ("", gettext("all kinds"), not chosen),
        *((code, gettext(word), code == chosen) for code, word in PARTY_KINDS.items()),
    ]


def facts(one: Any) -> list[tuple[str, str]]:
    """What is registered about a body."""
    lines = [(gettext("Kind"), kind_word(one))]
    if one.agency:
        lines.append((gettext("Kind of body"), agency_kind(one)))
    lines += [(gettext("Place"), one.region.name), (gettext("Code"), one.code)]
    if one.closed_on:
        lines.append((gettext("Closed on"), day_text(one.closed_on)))
    return lines
