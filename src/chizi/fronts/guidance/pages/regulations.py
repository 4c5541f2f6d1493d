"""The library as a list, a text and a comparison."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from chizi.core.dataset import Column as DataColumn
from chizi.core.dataset import Dataset
from chizi.core.words import N_
from chizi.fronts.guidance.pages.bodies import exports
from chizi.fronts.guidance.words import STATUSES
from chizi.fronts.kit.formats import count, day_text, instant_html
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, link
from chizi.fronts.kit.vocabulary import said
from chizi.plan.queries.regulations import Comparison, RegulationLine, RegulationPage

CHANGES = {"changed": N_("changed article"), "added": N_("added article"), "removed": N_("removed article")}


def regulation_href(number: int) -> str:
    return reverse("guidance:regulation", args=[number])


def library_list(
    found: Sequence[RegulationLine],
    *,
    words: str,
    status: str,
    total: int,
    next_href: str,
    first_href: str,
    clear_href: str,
    may_manage: bool,
) -> ListPage:
    """Documents of the library, or those in which words stand."""
    counted = ngettext("%(number)s document", "%(number)s documents", total) % {"number": count(total)}
    sentence = [said(STATUSES, status) if status else gettext("all documents")]
    sentence += [gettext("with “%(words)s”") % {"words": words}] if words else []
    blank = Blank(
        gettext("The library is empty"),
        gettext(
            "Here stand the rules, plans and measures that the campaign brought forth, each with its versions and a"
            " search in their full text."
        ),
        gettext("Add a document") if may_manage else "",
        reverse("guidance:regulation_new") if may_manage else "",
    )
    if words:
        blank = Blank(
            gettext("Nothing is found"),
            gettext("No document of yours holds all these words. Fewer or shorter words find more."),
        )
    return ListPage(
        title=gettext("Library of regulations"),
        columns=[
            Column(gettext("Document")),
            Column(gettext("Number"), wide=True),
            Column(gettext("Issued by")),
            Column(gettext("Status of the document")),
            Column(gettext("In force from"), wide=True),
            Column(gettext("Versions"), number=True, wide=True),
        ],
        rows=[_row(one, words) for one in found],
        sentence=sentence,
        total="" if words else counted,
        next_href=next_href,
        first_href=first_href,
        clear_href=clear_href if words or status else "",
        exports=() if words else exports("regulations", status=status),
        blank=blank,
        ident="regulations",
    )


def _row(one: RegulationLine, words: str) -> Row:
    head: str | SafeString = one.title
    if one.snippet:
        head = format_html('{}<span class="snippet">{}</span>', one.title, marked(one))
    return Row(
        regulation_href(one.id),
        head,
        [
            one.number or "–",
            one.issuer,
            said(STATUSES, one.status),
            instant_html(one.in_force_from),
            count(one.versions),
        ],
        str(one.id),
    )


def marked(one: RegulationLine) -> SafeString:
    """The passage with its hits marked."""
    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", part.text) if part.hit else part.text,) for part in one.snippet),
    )


def regulation_facts(page: RegulationPage) -> list[tuple[str, str | SafeString]]:
    """What a document says about itself."""
    one = page.regulation
    return [
        (gettext("Document number"), one.number or "–"),
        (gettext("Issued by"), one.issuer),
        (gettext("Place"), one.region.name),
        (gettext("Status of the document"), said(STATUSES, one.status)),
        (gettext("In force from"), day_text(one.in_force_from) if one.in_force_from else "–"),
        (gettext("Repealed on"), day_text(one.repealed_on) if one.repealed_on else "–"),
        (gettext("Clues are handed over to"), one.hands_over_to or "–"),
        (gettext("Replaces"), _others(page.replaces)),
        (gettext("Replaced by"), _others(page.replaced_by)),
    ]


def _others(found: Sequence[Any]) -> str | SafeString:
    if not found:
        return "–"
    return format_html_join(
        gettext("; "), "{}", ((link(regulation_href(one.pk), one.title),) for one in found)
    )


def version_list(page: RegulationPage) -> list[tuple[str, str, bool]]:
    """(word, address, shown) of each version, the newest first."""
    found = []
    for one in page.versions:
        words = gettext("Version %(number)s") % {"number": one.version}
        if one.note:
            words += f" · {one.note}"
        address = f"{regulation_href(page.regulation.pk)}?version={one.version}"
        found.append((words, address, one.version == page.wording.version))
    return found


def change_words(found: Comparison) -> list[tuple[str, str, Sequence[object]]]:
    """(article, what happened to it, its pieces) for each change."""
    return [
        (one.label or gettext("before the articles"), gettext(CHANGES[one.kind]), one.pieces)
        for one in found.changes
    ]


def library_data(found: Sequence[RegulationLine]) -> Dataset:
    """The library for an export."""
    columns = (
        DataColumn("title", "text", N_("Document")),
        DataColumn("number", "text", N_("Document number")),
        DataColumn("issuer", "text", N_("Issued by")),
        DataColumn("status", "text", N_("Status of the document")),
        DataColumn("in_force_from", "date", N_("In force from")),
        DataColumn("versions", "integer", N_("Versions")),
        DataColumn("region", "text", N_("Place")),
    )
    rows = [
        (
            one.title,
            one.number,
            one.issuer,
            said(STATUSES, one.status),
            one.in_force_from,
            one.versions,
            one.region,
        )
        for one in found
    ]
    return Dataset("regulations", columns, rows)
