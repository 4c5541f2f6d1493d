"""Pages that are read: home, a publication, its rule, and what is never built."""

from django.utils.translation import gettext

from chizi.fronts.kit.formats import period_text
from chizi.fronts.kit.vocabulary import ZEROS, said, slice_word
from chizi.fronts.public import figures
from chizi.fronts.public.answers import Page, Reader, public_page
from chizi.fronts.public.load import shown_load
from chizi.fronts.public.offers import downloads
from chizi.fronts.public.results import shown_results
from chizi.fronts.public.words import CLOCKS
from chizi.publish.queries import (
    Card,
    Choices,
    PublishedView,
    choices,
    criteria_rows,
    criteria_text,
    latest_published,
    places,
    published_load,
    published_results,
    published_view,
)
from chizi.publish.rules import State

ALL = "all"
TOGETHER = "three_zero"


@public_page
def home(reader: Reader) -> Page:
    """What this is, and what was published last."""
    cards = latest_published()
    shown = [
        {
            "title": card.titles.get(reader.tag, card.titles["zh-Hans"]),
            "card": card,
            "periods": _periods(card),
            "href": reader.link("publication", card.code),
        }
        for card in cards
    ]
    return Page("public/home.html", {"shown": shown, "newest": _newest(reader, cards), "here": "home"})


def _newest(reader: Reader, cards: tuple[Card, ...]) -> dict[str, object] | None:
    """The headline of the newest publication, if it holds figures of a year."""
    if not cards:
        return None
    view = published_view(cards[0].code)
    offered = choices(view)
    if offered is None:
        return None
    period = _newest_period(view.card, offered)
    own = places(view, period=period).own
    return {"figure": figures.headline(view.card, own, TOGETHER, period), "title": _title(reader, view)}


@public_page
def publication(reader: Reader, code: str, version: int | None = None) -> Page:
    """One version: headline, tables, method, downloads, how to check, corrections."""
    view = published_view(code, version)
    context = _frame(reader, view)
    if view.card.state is State.WITHDRAWN:
        return Page("public/gone.html", context, 410)
    offered = choices(view)
    context |= {
        "stated": view.stated,
        "method": _in(reader, view.stated["method"]),
        "withheld": [(one["cells"], _in(reader, one["why"])) for one in view.stated["redaction"]],
        "tables": [(_in(reader, one["title"]), one["rows"], one["name"]) for one in view.stated["tables"]],
        "load": shown_load(published_load(view)),
        "results": shown_results(published_results(view), reader.tag),
        "downloads": downloads(reader, view),
        "rule_href": reader.link("rule", view.card.code, view.card.version),
        "key": view.public_key.strip(),
    }
    if offered is not None:
        context |= _chosen_figures(reader, view, offered)
    return Page("public/publication.html", context)


def _frame(reader: Reader, view: PublishedView) -> dict[str, object]:
    """What every page about a version begins with: title, versions, notices."""
    versions = [
        {
            "one": one,
            "href": reader.link("version", view.card.code, one.version),
            "own": one.version == view.card.version,
        }
        for one in reversed(view.versions)
    ]
    return {
        "view": view,
        "card": view.card,
        "title": _title(reader, view),
        "versions": versions,
        "superseded": view.newest.version != view.card.version,
        "newest_href": reader.link("version", view.card.code, view.newest.version),
    }


def _chosen_figures(reader: Reader, view: PublishedView, offered: Choices) -> dict[str, object]:
    """The tables for the place, period, slice and zero that the address names."""
    period = reader.query.get("period") or _newest_period(view.card, offered)
    cut = reader.query.get("slice") or ALL
    zero = reader.query.get("zero", TOGETHER)
    zero = zero if zero in ZEROS else TOGETHER
    found = places(view, period=period, slice=cut, code=reader.query.get("place", ""))
    args = (view.card.code, view.card.version)

    def to(code: str) -> str:
        return reader.link("version", *args, place=code, period=period, slice=cut, zero=zero)

    down = {place.code: to(place.code) for place in found.within if place.level < 4}
    return {
        "headline": figures.headline(view.card, found.own, zero, period),
        "by_zero": figures.by_zero(found.own),
        "by_place": figures.by_place(found, zero, down) if found.within else [],
        "level": figures.level_word(found),
        "events": figures.events(found.own),
        "events_by_place": figures.events_by_place(found),
        "event_columns": figures.event_columns(),
        "trail": [(name, to(code)) for code, name in found.trail] if len(found.trail) > 1 else [],
        "period_words": period_text(period),
        "zero_words": said(ZEROS, zero),
        "slice_words": slice_word(cut),
        "place": found.own,
        "form": [
            (
                "period",
                gettext("Period"),
                [(one, period_text(one), one == period) for one in offered.periods],
            ),
            (
                "slice",
                gettext("Of which units"),
                [(one, slice_word(one), one == cut) for one in offered.slices],
            ),
            ("zero", gettext("Which zero"), [(one, said(ZEROS, one), one == zero) for one in ZEROS]),
        ],
        "action": reader.link("version", *args).partition("?")[0],
    }


@public_page
def rule(reader: Reader, code: str, version: int) -> Page:
    """The rule in words: what breaks each zero, when it counts, where it comes from."""
    view = published_view(code, version)
    context = _frame(reader, view)
    if view.card.state is State.WITHDRAWN:
        return Page("public/gone.html", context, 410)
    known = criteria_rows(view)
    context |= {
        "text": criteria_text(view),
        "back": reader.link("version", code, version),
        "criteria": known,
        "groups": [],
    }
    if known is not None:
        chinese = reader.language.startswith("zh")
        context["groups"] = [
            (
                said(ZEROS, zero.value),
                [
                    (row, row.text.zh if chinese else row.text.en, said(CLOCKS, row.clock.value))
                    for row in known.rules
                    if row.zero is zero
                ],
                tolerance,
            )
            for zero, tolerance in known.tolerances.items()
        ]
        context["rule_title"] = known.title.zh if chinese else known.title.en
        context["concealment"] = known.concealment.text.zh if chinese else known.concealment.text.en
    return Page("public/rule.html", context)


@public_page
def never(reader: Reader) -> Page:
    """What is never built here, and why (R-20 and its neighbours)."""
    return Page("public/never.html", {"here": "never"})


def _title(reader: Reader, view: PublishedView) -> str:
    return view.card.titles.get(reader.tag, view.card.titles["zh-Hans"])


def _in(reader: Reader, words: dict[str, str]) -> str:
    return words.get(reader.tag) or words.get("en") or next(iter(words.values()), "")


def _periods(card: Card) -> str:
    """The years of a publication, or its months if it has no year."""
    years = [one for one in card.periods if len(one) == 4]
    return gettext(", ").join(period_text(one) for one in years or card.periods)


def _newest_period(card: Card, offered: Choices) -> str:
    """The newest year that was asked for and has figures, or else the newest period."""
    asked = [one for one in offered.periods if one in card.periods] or list(offered.periods)
    return max([one for one in asked if len(one) == 4] or asked)
