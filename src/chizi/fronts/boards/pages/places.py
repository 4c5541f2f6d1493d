"""The regions below, in code order and without ranks: one set of rows for the table, the map and the export."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from chizi.core.dataset import Column as DataColumn
from chizi.core.dataset import Dataset
from chizi.evaluation.queries import Board, RegionFigure, ZeroCount
from chizi.fronts.boards import geo
from chizi.fronts.boards.choice import Choice
from chizi.fronts.boards.pages.headline import IN_SCOPE, as_of, change_of, sentence
from chizi.fronts.boards.scale import Scale, scale_for
from chizi.fronts.kit.figures import shares
from chizi.fronts.kit.formats import count, percent, points
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row
from chizi.fronts.kit.vocabulary import LEVELS

PLACEHOLDER = "000000000000"
MAPPED = {2: "city", 3: "county"}


@dataclass(frozen=True)
class Place:
    """A region below with everything the table and the map show of it, formatted once."""

    code: str
    name: str
    counts: ZeroCount
    rate: str
    change: str
    shade: int
    href: str


def places(board: Board, choice: Choice) -> tuple[list[Place], Scale]:
    """The regions below in code order, and the scale their colours come from."""
    scale = scale_for([child.counts.rate for child in board.children if _sets_scale(child)])
    pattern = choice.but(region=PLACEHOLDER, depth="").board()
    found = []
    for child in board.children:
        code, rate = child.region.code, child.counts.rate
        change = points(change_of(rate, _rate_before(board, code)))
        href = pattern.replace(PLACEHOLDER, code)
        found.append(
            Place(code, child.region.name, child.counts, percent(rate), change, scale.place(rate), href)
        )
    return found, scale


def _sets_scale(child: RegionFigure) -> bool:
    """Whether a place takes part in the choice of classes: drawn on the map, and not waiting for its data.

    A place whose delivery is missing has a rate near nothing; it would paint all others in one colour.
    """
    level = MAPPED.get(child.region.level)
    waiting = 2 * child.counts.pending > child.counts.in_scope
    return level is not None and not waiting and geo.short(child.region.code) in geo.drawn(level)


def _rate_before(board: Board, code: str) -> Fraction | None:
    before: RegionFigure | None = board.children_before.get(code)
    return before.counts.rate if before else None


def _columns(level: int) -> list[Column]:
    return [
        Column(said_level(level)),
        Column(gettext("Rate"), "%", number=True),
        Column(gettext("Achieved / in scope"), gettext("units"), number=True),
        Column(gettext("On the year before"), gettext("points"), number=True, wide=True),
        Column(gettext("Broken"), number=True, wide=True),
        Column(gettext("Disputed"), number=True, wide=True),
        Column(gettext("Pending"), number=True, wide=True),
        Column(gettext("Shares"), wide=True),
    ]


def said_level(level: int) -> str:
    return gettext(LEVELS[level]) if level in LEVELS else gettext("Place")


def table(board: Board, choice: Choice, rows: list[Place]) -> ListPage:
    """The table of the regions below, with the whole region as its last row."""
    level = board.children[0].region.level if board.children else board.region.level + 1
    units = escape(choice.but(region=PLACEHOLDER, depth="").units(PLACEHOLDER + "s"))
    change = points(
        change_of(board.own.counts.rate, board.own_before.counts.rate if board.own_before else None)
    )
    whole = Place(
        choice.region, board.region.name, board.own.counts, percent(board.own.counts.rate), change, -1, ""
    )
    return ListPage(
        title=gettext("Places below %(region)s") % {"region": board.region.name},
        columns=_columns(level),
        rows=[_row(place, units) for place in rows],
        foot=_row(whole, units) if rows else None,
        sentence=sentence(board),
        exports=[("CSV", choice.table("csv")), ("Excel", choice.table("xlsx"))],
        blank=_blank(board, choice),
        ident="places",
    )


def _row(place: Place, units: str) -> Row:
    counts = place.counts
    address = units.replace(PLACEHOLDER + "s", "{0}").replace(PLACEHOLDER, place.code)
    cells = [
        _shaded(place),
        _linked(counts.achieved, address.format("achieved"), f" / {count(counts.in_scope)}"),
        place.change,
        _linked(counts.broken, address.format("broken")),
        _linked(counts.disputed, address.format("disputed")),
        _linked(counts.pending, address.format("pending")),
        shares([(status, getattr(counts, status)) for status in IN_SCOPE]),
    ]
    return Row(place.href, place.name, cells, geo.short(place.code))


def _shaded(place: Place) -> SafeString | str:
    """The rate with the colour it has on the map."""
    if place.shade < 0:
        return place.rate
    return mark_safe(f'<span class="sw sw-{place.shade}"></span>{place.rate}')  # noqa: S308 - our own numbers


def _linked(number: int, href: str, after: str = "") -> SafeString | str:
    """A number that opens the units behind it; nothing to open behind a zero or without the right to."""
    if not number or not href:
        return f"{count(number)}{after}"
    return mark_safe(f'<a href="{href}">{count(number)}</a>{after}')  # noqa: S308 - the address was escaped


def _blank(board: Board, choice: Choice) -> Blank:
    return Blank(
        gettext("The tree ends here"),
        gettext("Below a township come the villages and workplaces themselves."),
        gettext("See the units of %(region)s") % {"region": board.region.name},
        choice.units(),
    )


def on_map(board: Board, choice: Choice, rows: list[Place], scale: Scale) -> dict[str, Any] | None:
    """What the map draws, from the same rows as the table; None where no polygon exists.

    ``beside`` are places without a polygon (the statistical zones), shown as a list next to the map.
    """
    level = MAPPED.get(board.children[0].region.level) if board.children else None
    if level is None:
        return None
    known = geo.drawn(level)
    shown = [place for place in rows if geo.short(place.code) in known]
    if not shown:
        return None
    parent = "" if board.region.level == 1 else geo.short(choice.region)
    data = {
        "geo": geo.address(level),
        "parent": parent,
        "labels": level == "city" or bool(parent),
        "places": [
            {
                "key": geo.short(place.code),
                "name": place.name,
                "rate": place.rate,
                "shade": place.shade,
                "of": f"{count(place.counts.achieved)} / {count(place.counts.in_scope)}",
                "change": place.change,
                "href": place.href,
            }
            for place in shown
        ],
    }
    return {
        "data": data,
        "level": level,
        "classes": scale.classes,
        "beside": [place for place in rows if geo.short(place.code) not in known],
        "city_href": choice.but(depth="").board() if choice.depth else "",
        "county_href": choice.but(depth="county").board()
        if board.region.level == 1 and not choice.depth
        else "",
    }


def dataset(board: Board) -> Dataset:
    """The table as data: exact counts, the rate as a fraction of its two counts and rounded beside it."""
    unit = "units"
    names = [*IN_SCOPE, "not_in_scope", "in_scope"]
    columns = (
        DataColumn("region_code", "text", "Code of the place"),
        DataColumn("region", "text", "Place"),
        *(DataColumn(name, "integer", name.replace("_", " "), unit) for name in names),
        DataColumn(
            "rate_percent", "decimal", "Rate", "achieved / in_scope, two decimals, half up; empty: no units"
        ),
        DataColumn("rate_before_percent", "decimal", "Rate of the year before", "empty: not known"),
    )
    rows = []
    for child in [*board.children, board.own]:
        counts = child.counts
        before = board.own_before if child is board.own else board.children_before.get(child.region.code)
        rates = (counts.rate, before.counts.rate if before else None)
        shown = [None if rate is None else percent(rate) for rate in rates]
        rows.append(
            (child.region.code, child.region.name, *(getattr(counts, name) for name in names), *shown)
        )
    notes = {gettext("Filter"): " · ".join(sentence(board)), gettext("State"): as_of(board.run)}
    return Dataset("places", columns, rows, notes)
