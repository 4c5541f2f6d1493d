"""Choosing who is asked: by place, level, kind and words, several at once, each with its load before anything is sent.

What was ticked travels with the form, so that one can look for others without losing it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from chizi.fronts.planning.pages.loads import load_html
from chizi.fronts.planning.words import ASKED_KINDS, ASKED_LEVELS, options
from chizi.org.abilities import Actor
from chizi.plan.queries import Askable, AskablePage, askable, askables

MOST = 2000
SHOWN = 50


@dataclass(frozen=True)
class Choice:
    """A party that can be ticked; ``over`` says that one more would pass its cap."""

    code: str
    name: str
    place: str
    load: SafeString
    over: bool
    ticked: bool


@dataclass(frozen=True)
class Picker:
    """What the page of the choice shows. ``places`` and the others are (value, words, chosen)."""

    places: Sequence[tuple[str, str, bool]]
    levels: Sequence[tuple[str, str, bool]]
    kinds: Sequence[tuple[str, str, bool]]
    words: str
    chosen: Sequence[Choice]
    found: Sequence[Choice]
    after: str
    passed: int


def said(request: HttpRequest, name: str, longest: int = 60) -> str:
    """A plain value of the form, or of the address when the form is opened."""
    source = request.POST if request.method == "POST" else request.GET
    return source.get(name, "")[:longest].replace("\0", "").strip()


def picked(
    request: HttpRequest, viewer: Actor, now: datetime, *, home: str = "", without: str = ""
) -> list[str]:
    """Codes of the parties that were ticked; with "everybody" also all that fit the search."""
    codes = dict.fromkeys(code[:60] for code in request.POST.getlist("party")[:MOST])
    if request.POST.get("everybody"):
        found = _search(request, viewer, now, limit=MOST, home=home, without=without).parties
        codes |= dict.fromkeys(one.code for one in found)
    return list(codes)


def _search(
    request: HttpRequest,
    viewer: Actor,
    now: datetime,
    *,
    limit: int,
    after: str = "",
    home: str = "",
    without: str = "",
) -> AskablePage:
    level = said(request, "level", 1)
    return askable(
        viewer,
        now=now,
        region=said(request, "place", 12) or home,
        kind=said(request, "kind"),
        level=int(level) if level in ASKED_LEVELS else 0,
        words=said(request, "q", 40),
        without=without,
        after=after,
        limit=limit,
    )


def picker(
    request: HttpRequest, viewer: Actor, now: datetime, *, counted: bool, home: str = "", without: str = ""
) -> Picker:
    """The choice as it stands. ``counted``: whether the task is a load at all; ``home`` is where to begin,
    ``without`` the code of a party that is not offered."""
    ticked = picked(request, viewer, now, home=home, without=without)
    after = said(request, "after")
    page = _search(request, viewer, now, limit=SHOWN, after=after, home=home, without=without)
    chosen = [_choice(one, counted, ticked=True) for one in askables(viewer, ticked, now=now)]
    taken = {one.code for one in chosen}
    return Picker(
        places=_places(page),
        levels=options(ASKED_LEVELS, said(request, "level", 1), gettext("any")),
        kinds=options(ASKED_KINDS, said(request, "kind"), gettext("any")),
        words=said(request, "q", 40),
        chosen=chosen,
        found=[_choice(one, counted, ticked=False) for one in page.parties if one.code not in taken],
        after=page.after,
        passed=sum(one.over for one in chosen),
    )


def _places(page: AskablePage) -> list[tuple[str, str, bool]]:
    if page.region is None:
        return []
    line = [(one.code, one.name, one.code == page.region.code) for one in page.above]
    if not any(chosen for _code, _name, chosen in line):
        line.append((page.region.code, page.region.name, True))
    return [*line, *((one.code, f"— {one.name}", False) for one in page.below)]


def _choice(one: Askable, counted: bool, *, ticked: bool) -> Choice:
    over = counted and one.open + 1 > one.cap
    return Choice(one.code, one.name, one.place, load_html(one.open, one.cap), over, ticked)
