"""Load (负担): how much is asked of whom at the same time, against the cap. In the order of codes, without ranks."""

from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from chizi.core.dataset import Column as DataColumn
from chizi.core.dataset import Dataset
from chizi.core.words import N_
from chizi.fronts.kit.formats import count, day_text, local
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, link
from chizi.plan.queries import LoadBoard

WIDTH = 1000
COLUMNS = (
    DataColumn("code", "text", N_("Code")),
    DataColumn("name", "text", N_("Name")),
    DataColumn("open", "integer", N_("Open items"), N_("imposed and not settled")),
    DataColumn("cap", "integer", N_("Cap"), N_("empty for a place: caps bind single parties")),
)


def load_html(open_items: int, cap: int) -> SafeString:
    """Open items of the cap, in words above a bar; beyond the cap it says so."""
    words = gettext("%(open)s of at most %(cap)s") % {"open": count(open_items), "cap": count(cap)}
    if open_items > cap:
        words = gettext("%(open)s, beyond the cap of %(cap)s") % {
            "open": count(open_items),
            "cap": count(cap),
        }
    width = min(open_items, cap) * WIDTH // cap
    kind = "broken" if open_items > cap else "pending"
    drawn = mark_safe(  # noqa: S308 - numbers are ours, the words are escaped
        f'<svg class="shares" viewBox="0 0 {WIDTH} 8" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(words)}"><rect class="fill-{kind}" width="{width}" height="8"/></svg>'
    )
    return format_html('<span class="share"><span>{}</span>{}</span>', words, drawn)


def board_href(region: str = "") -> str:
    """The board of a place."""
    address = reverse("planning:load")
    return f"{address}?{urlencode({'region': region})}" if region else address


def above(board: LoadBoard) -> list[tuple[str, str]]:
    """The way down from the highest place that the viewer may see."""
    return [(one.name, board_href(one.code)) for one in board.above]


def whole_text(board: LoadBoard) -> str:
    """All open items of the place in a sentence."""
    words = ngettext(
        "%(count)s item is asked of parties in %(place)s and not settled.",
        "%(count)s items are asked of parties in %(place)s and not settled.",
        board.whole,
    )
    return words % {"count": count(board.whole), "place": board.region.name}


def cap_text(board: LoadBoard) -> str:
    """Who set the caps, and since when."""
    return gettext(
        "Caps by “%(source)s”, in force since %(day)s. What a party chose itself, and what is settled, is no load."
    ) % {"source": board.source, "day": day_text(board.effective_from)}


def place_list(board: LoadBoard) -> ListPage:
    """The places directly below, each opening its own."""
    return ListPage(
        title=gettext("Places below %(place)s, in the order of their codes") % {"place": board.region.name},
        columns=[Column(gettext("Place")), Column(gettext("Open items"), number=True)],
        rows=[Row(board_href(one.code), one.name, [count(one.open)], key=one.code) for one in board.places],
        foot=Row("", board.region.name, [count(board.whole)]) if board.places else None,
        exports=_exports(board),
        blank=Blank(
            gettext("No places below"),
            gettext("This is the lowest level; the bodies that are asked here stand below."),
        ),
        ident="places",
    )


def _exports(board: LoadBoard) -> list[tuple[str, str]]:
    query = urlencode({"region": board.region.code})
    return [
        (word, f"{reverse('planning:load_export', args=[form])}?{query}")
        for word, form in (("Excel", "xlsx"), ("CSV", "csv"))
    ]


def party_list(board: LoadBoard, next_href: str = "", first_href: str = "") -> ListPage:
    """Parties in the place by their codes, each with its bar and what it is asked for."""
    return ListPage(
        title=gettext("Parties in %(place)s, in the order of their codes") % {"place": board.region.name},
        columns=[Column(gettext("Party")), Column(gettext("Open items"), gettext("of the cap"))],
        rows=[
            Row(
                f"{reverse('planning:assignments')}?{urlencode({'party': one.code})}",
                one.name,
                [load_html(one.open, one.cap)],
                key=one.code,
            )
            for one in board.parties
        ],
        next_href=next_href,
        first_href=first_href,
        exports=_exports(board),
        blank=Blank(
            gettext("No parties here"),
            gettext("Public bodies, villages and workplaces stand here once they are in the register."),
        ),
        ident="parties",
    )


def dataset(board: LoadBoard, now: datetime) -> Dataset:
    """The board as a file: the place itself, those below it, its parties."""
    rows: list[tuple[object, ...]] = [(board.region.code, board.region.name, board.whole, None)]
    rows += [(one.code, one.name, one.open, None) for one in board.places]
    rows += [(one.code, one.name, one.open, one.cap) for one in board.parties]
    notes = {
        gettext("Place"): board.region.name,
        gettext("Cap"): cap_text(board),
        gettext("As of"): date_format(local(now), "Y-m-d H:i"),
    }
    return Dataset(f"load-{board.region.code}", COLUMNS, rows, notes)


def whole_link() -> SafeString:
    """All cities and counties in one file (R-33)."""
    return link(
        reverse("planning:load_data", args=["csv"]), gettext("All cities and counties in one file (CSV)")
    )
