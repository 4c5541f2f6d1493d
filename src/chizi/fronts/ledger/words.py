"""Words of the ledger's own, and those of the kinds."""

from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from chizi.core.clocks import Colour
from chizi.core.words import N_
from chizi.fronts.kit import dues
from chizi.matters.queries import Line
from chizi.matters.rules.kinds import KINDS, Kind
from chizi.matters.words import COLOURS, said

LACKING: dict[str, str] = {
    "remedy": N_("without a remedy"),
    "reply": N_("without a reply"),
    "result": N_("without a verified result"),
}
MINE: dict[str, str] = {"waits": N_("waiting for me"), "raised": N_("raised by me")}
OPENNESS: dict[str, str] = {"open": N_("open"), "closed": N_("ended")}


def kind_word(kind: str) -> str:
    return gettext(KINDS[kind].title) if kind in KINDS else kind


def severity_word(kind: Kind, code: str) -> str:
    """A severity as the kind names it."""
    return said(dict(kind.begin.severities), code)


def source_word(kind: Kind, code: str) -> str:
    """Where a matter comes from, as the kind names it."""
    return said(dict(kind.begin.sources), code)


def colour_word(colour: str) -> str:
    return said(COLOURS, colour)


def due_html(due: date | None, colour: Colour | None) -> SafeString | str:
    """The due day with its colour as shape and word; a dash where nothing runs."""
    if colour is None:
        return dues.due_html(None, None, "")
    return dues.due_html(due, colour.days_left, colour.name)


def reason_of_colour(colour: Colour) -> str:
    """Why something has its colour, in words; says what comes next where it has none."""
    left = dues.left_text(colour.days_left)
    if colour.rule is None:
        return gettext("%(left)s: no colour yet.") % {"left": left}
    word = colour_word(colour.name)
    if colour.rule.days_left < 0:
        return gettext("%(left)s: red, because the last day is over.") % {"left": left}
    return ngettext(
        "%(left)s: %(word)s, from %(count)s day before the last day on.",
        "%(left)s: %(word)s, from %(count)s days before the last day on.",
        colour.rule.days_left,
    ) % {"left": left, "word": word, "count": colour.rule.days_left}


def state_words() -> list[tuple[str, str]]:
    """All states of all kinds once, in the order in which the kinds name them."""
    found: dict[str, str] = {}
    for kind in KINDS.values():
        for state in kind.flow.states:
            found.setdefault(state.name, gettext(state.title))
    return list(found.items())


def line_title(line: Line) -> str:
    """A matter by number and title."""
    return f"{line.code} {line.title}"
