"""One figure with what it is of, as of when, and the sum behind it; and shares of a whole as a bar."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from chizi.fronts.kit.formats import count
from chizi.fronts.kit.statuses import status_word

WIDTH = 1000


@dataclass(frozen=True)
class SumLine:
    """One line of the sum: a term and its value; ``href`` opens the items behind it; ``total`` draws a rule."""

    term: str
    value: str
    href: str = ""
    total: bool = False


@dataclass(frozen=True)
class Figure:
    """A figure as `kit/figure.html` draws it; all texts translated and formatted.

    ``value`` "59.03" with ``unit`` "%"; ``of`` the numerator, denominator and what they count; ``as_of`` until when
    it was counted; ``provisional`` a sentence that says why it may change (empty: final); ``change`` against the
    year before; ``why`` the sum and ``rule`` the words below it.
    """

    label: str
    value: str
    unit: str = ""
    of: str = ""
    as_of: str = ""
    provisional: str = ""
    change: str = ""
    href: str = ""
    why: Sequence[SumLine] = ()
    rule: str = ""


def shares(parts: Sequence[tuple[str, int]]) -> SafeString:
    """A bar of (status, number) parts as SVG without inline style; the numbers are its text alternative."""
    whole = sum(number for _status, number in parts)
    if not whole:
        return mark_safe("")
    drawn, done = [], 0
    for status, number in parts:
        start = done * WIDTH // whole
        done += number
        width = done * WIDTH // whole - start
        if number:
            drawn.append(f'<rect class="fill-{status}" x="{start}" width="{max(width, 1)}" height="8"/>')
    words = gettext(", ").join(f"{status_word(status)} {count(number)}" for status, number in parts if number)
    return mark_safe(  # noqa: S308 - class names are our own statuses, the words are escaped
        f'<svg class="shares" viewBox="0 0 {WIDTH} 8" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(words)}">{"".join(drawn)}</svg>'
    )
