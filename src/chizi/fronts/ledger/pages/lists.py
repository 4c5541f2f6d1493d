"""The list of matters, its filter as a sentence, and the three ratios above it."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from fractions import Fraction
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext, pgettext

from chizi.core.dataset import Column as DataColumn
from chizi.core.dataset import Dataset
from chizi.core.words import N_
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.figures import Figure, SumLine
from chizi.fronts.kit.formats import count, instant_html, local, percent
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, link, with_query
from chizi.fronts.ledger.words import (
    LACKING,
    MINE,
    OPENNESS,
    colour_word,
    due_html,
    kind_word,
    severity_word,
    source_word,
    state_words,
)
from chizi.matters.queries import Filters, LedgerPage, Line, PlaceRatios
from chizi.matters.rules.kinds import KINDS
from chizi.matters.rules.matters import Ratios
from chizi.matters.words import COLOURS, said

NAMES = tuple(asdict(Filters()))


def read_filters(request: HttpRequest) -> Filters:
    """The filters of an address; what no choice offers is left out, so that no rubbish reaches a query."""
    given = {name: asked(request, name, 60) for name in NAMES}
    offered = {
        "state": {*OPENNESS, *dict(state_words())},
        "colour": set(COLOURS),
        "kind": set(KINDS),
        "lacking": set(LACKING),
        "mine": set(MINE),
    }
    for name, values in offered.items():
        if given[name] not in values:
            given[name] = ""
    given["words"] = asked(request, "q", 60) or given["words"]
    return Filters(**given)


def address(filters: Filters, **changes: str) -> str:
    """The list under other filters."""
    wanted = {name: value for name, value in asdict(replace(filters, **changes)).items() if value}
    query = urlencode(wanted)
    return f"{reverse('ledger:home')}?{query}" if query else reverse("ledger:home")


def sentence(filters: Filters, place: str, party: str) -> list[str]:
    """The filter in words."""
    parts = [place or gettext("all places that you may see")]
    states = dict(state_words()) | {code: gettext(word) for code, word in OPENNESS.items()}
    if filters.kind:
        parts.append(kind_word(filters.kind))
    parts += [party] if party else []
    parts += [states[filters.state]] if filters.state else []
    parts += [colour_word(filters.colour)] if filters.colour else []
    parts += [said(LACKING, filters.lacking)] if filters.lacking else []
    parts += [said(MINE, filters.mine)] if filters.mine else []
    kind = next(iter(KINDS.values()))
    parts += [severity_word(kind, filters.severity)] if filters.severity else []
    parts += [source_word(kind, filters.source)] if filters.source else []
    parts += [f"“{filters.words}”"] if filters.words else []
    return parts


def controls(filters: Filters) -> list[dict[str, Any]]:
    """The choices above the list: (value, words, chosen) each."""
    kind = next(iter(KINDS.values()))
    offers = (
        ("mine", gettext("Whose"), [("", gettext("everybody's")), *_pairs(MINE)]),
        ("state", pgettext("matter", "State"), [("", gettext("any")), *_pairs(OPENNESS), *state_words()]),
        ("colour", pgettext("matter", "Due"), [("", gettext("any")), *_pairs(COLOURS)]),
        ("lacking", gettext("What is missing"), [("", gettext("any")), *_pairs(LACKING)]),
        ("severity", gettext("Severity"), [("", gettext("any")), *_pairs(dict(kind.begin.severities))]),
        ("source", gettext("Source"), [("", gettext("any")), *_pairs(dict(kind.begin.sources))]),
    )
    return [
        {
            "name": name,
            "label": label,
            "options": [(value, words, value == getattr(filters, name)) for value, words in choices],
        }
        for name, label, choices in offers
    ]


def _pairs(table: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(code, gettext(word)) for code, word in table.items()]


def list_page(
    request: HttpRequest, filters: Filters, found: LedgerPage, *, place: str, party: str, may_raise: bool
) -> ListPage:
    """The list as `kit/list.html` draws it."""
    filtered = filters != Filters()
    query = urlencode({name: value for name, value in asdict(filters).items() if value})
    return ListPage(
        title=gettext("Matters"),
        columns=[
            Column(gettext("Matter")),
            Column(gettext("Party"), wide=True),
            Column(pgettext("matter", "State")),
            Column(pgettext("matter", "Due")),
            Column(gettext("Severity"), wide=True),
            Column(gettext("Raised"), wide=True),
        ],
        rows=[_row(line) for line in found.lines],
        sentence=sentence(filters, place, party),
        total=total_text(found),
        next_href=with_query(request, after=found.after) if found.after else "",
        first_href=with_query(request, after="") if request.GET.get("after") else "",
        exports=[
            (name, f"{reverse('ledger:export', args=[form])}{'?' + query if query else ''}")
            for name, form in (("CSV", "csv"), ("Excel", "xlsx"))
        ],
        clear_href=reverse("ledger:home") if filtered else "",
        blank=_blank(filtered, may_raise),
        ident="matters",
    )


def total_text(found: LedgerPage) -> str:
    """How many there are; beyond ten thousand it says so."""
    if found.more_than:
        return gettext("more than %(count)s matters") % {"count": count(found.total)}
    return ngettext("%(count)s matter", "%(count)s matters", found.total) % {"count": count(found.total)}


def _row(line: Line) -> Row:
    kind = KINDS[line.kind]
    title = format_html(
        '<span class="of">{}</span> {}<span class="of narrow-only">{}</span>',
        line.code,
        line.title,
        line.party,
    )
    return Row(
        reverse("ledger:matter", args=[line.id]),
        title,
        [
            format_html('{} <span class="of">{}</span>', line.party, line.place),
            gettext(line.state_title),
            due_html(line.due_on, line.colour),
            severity_word(kind, line.severity),
            instant_html(line.raised_at),
        ],
        key=str(line.id),
    )


def _blank(filtered: bool, may_raise: bool) -> Blank:
    if filtered:
        return Blank(
            gettext("Nothing matches"),
            gettext("No matter that you may see fits this filter."),
            gettext("Clear the filter"),
            reverse("ledger:home"),
        )
    return Blank(
        gettext("No matters yet"),
        gettext(
            "Findings stand here from the moment an inspector raises them until somebody outside the party's line has "
            "verified the result. Finding many or few is neither praise nor blame."
        ),
        gettext("Raise a finding") if may_raise else "",
        reverse("ledger:new") if may_raise else "",
    )


ITEMS = (
    (N_("Each has a remedy"), "remedied", "remedy", N_("%(part)s of %(whole)s findings have a remedy")),
    (N_("Each has a reply"), "replied", "reply", N_("%(part)s of %(whole)s findings have a reply")),
    (
        N_("Each has a verified result"),
        "verified",
        "result",
        N_("%(part)s of %(whole)s findings are verified"),
    ),
)


def ratio_figures(ratios: Ratios, filters: Filters) -> list[Figure]:
    """The three ratios, each with its denominator, opening down to what is still missing."""
    shares = (ratios.remedy_ratio, ratios.reply_ratio, ratios.result_ratio)
    return [
        _figure(ratios, share, *words, Filters(region=filters.region, party=filters.party))
        for words, share in zip(ITEMS, shares, strict=True)
    ]


def _figure(
    ratios: Ratios, share: Fraction | None, label: str, name: str, lacking: str, of: str, base: Filters
) -> Figure:
    part = getattr(ratios, name)
    return Figure(
        label=gettext(label),
        value=percent(share),
        unit="%" if share is not None else "",
        of=gettext(of) % {"part": count(part), "whole": count(ratios.raised)},
        href=address(base, kind="finding"),
        why=[
            SumLine(gettext("Raised, without those withdrawn"), count(ratios.raised), address(base)),
            SumLine(gettext(label), count(part)),
            SumLine(
                said(LACKING, lacking),
                count(ratios.raised - part),
                address(base, lacking=lacking),
                total=True,
            ),
        ],
        rule=gettext(
            "Counted by places and parties, never by people: how many were found is neither praise nor blame."
        ),
    )


def places_page(request: HttpRequest, below: tuple[PlaceRatios, ...], whole: PlaceRatios) -> ListPage:
    """The ratios of the places below, in the order of their codes."""
    return ListPage(
        title=gettext("The three ratios by place"),
        columns=[
            Column(gettext("Place")),
            Column(gettext("Raised"), number=True, wide=True),
            Column(gettext("With remedy"), number=True),
            Column(gettext("With reply"), number=True),
            Column(pgettext("matter", "Verified"), number=True),
            Column(gettext("Open again"), number=True, wide=True),
            Column(gettext("Open"), number=True, wide=True),
        ],
        rows=[_place_row(one) for one in below],
        foot=_place_row(whole) if below else None,
        sentence=[whole.name, gettext("in the order of codes, without ranks")],
        blank=Blank(
            gettext("No places below"), gettext("This is the lowest level; open its matters instead.")
        ),
        ident="places",
    )


def _place_row(one: PlaceRatios) -> Row:
    found = one.ratios
    here = Filters(region=one.code)

    def cell(part: int, share: Fraction | None, lacking: str) -> Any:
        text = f"{percent(share)} %" if share is not None else "–"
        href = address(here, lacking=lacking)
        return format_html(
            '{} <span class="of">{}</span>',
            link(href, text) if share is not None else text,
            f"{part}/{found.raised}",
        )

    return Row(
        f"{reverse('ledger:places')}?{urlencode({'region': one.code})}",
        one.name,
        [
            link(address(here), count(found.raised)),
            cell(found.remedied, found.remedy_ratio, "remedy"),
            cell(found.replied, found.reply_ratio, "reply"),
            cell(found.verified, found.result_ratio, "result"),
            count(found.reopened),
            link(address(here, state="open"), count(found.open)),
        ],
        key=one.code,
    )


def dataset(found: LedgerPage, words: list[str], as_of: Any) -> Dataset:
    """The list as a file, with the filter printed on it."""
    columns = (
        DataColumn("code", "text", N_("Number")),
        DataColumn("kind", "text", N_("Kind")),
        DataColumn("title", "text", N_("Title")),
        DataColumn("party", "text", N_("Party")),
        DataColumn("place", "text", N_("Place")),
        DataColumn("severity", "text", N_("Severity")),
        DataColumn("source", "text", N_("Source")),
        DataColumn("state", "text", N_("Where it stands")),
        DataColumn("raised_on", "date", N_("Raised")),
        DataColumn("due_on", "date", N_("Due"), N_("The last day; empty once it has ended.")),
        DataColumn("colour", "text", N_("Colour"), N_("Empty: no colour yet, or ended.")),
    )
    rows = [
        (
            one.code,
            kind_word(one.kind),
            one.title,
            one.party,
            one.place,
            severity_word(KINDS[one.kind], one.severity),
            source_word(KINDS[one.kind], one.source),
            gettext(one.state_title),
            local(one.raised_at).date(),
            one.due_on,
            colour_word(one.colour.name) if one.colour and one.colour.name else "",
        )
        for one in found.lines
    ]
    notes = {
        gettext("Filter"): " · ".join(words),
        gettext("As of"): date_format(local(as_of), "Y-m-d H:i"),
        gettext("Matters"): total_text(found),
    }
    return Dataset("matters", columns, rows, notes)
