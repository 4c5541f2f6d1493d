"""Colours, shares and counts as planning draws them: always a word and a shape, and the reason in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from chizi.core.words import N_
from chizi.fronts.kit.formats import count, day_text
from chizi.plan.queries import Figures
from chizi.plan.rules.milestones import Light

WIDTH = 1000
COLOURS: dict[str, str] = {
    "red": N_("red"),
    "yellow": N_("yellow"),
    "blue": N_("blue"),
    "done": N_("done"),
}


def colour_word(colour: str) -> str:
    """The colour in the active language."""
    return gettext(COLOURS[colour]) if colour in COLOURS else colour


def reason_of(light: Light) -> str:
    """Why it has this colour."""
    return filled(light.text, light.params)


def filled(text: str, params: Mapping[str, Any]) -> str:
    """A room's sentence with its places filled, days as people say them."""
    said = {name: day_text(value) if isinstance(value, date) else value for name, value in params.items()}
    return gettext(text) % said


def light_html(light: Light | None) -> SafeString | str:
    """Shape, word and reason; a dash where nothing runs."""
    if light is None:
        return "–"
    return format_html(
        '<span class="due due-{}">{} <span class="of">{}</span></span>',
        light.colour.value,
        colour_word(light.colour.value),
        reason_of(light),
    )


def colours_html(colours: Mapping[str, int]) -> SafeString:
    """How many of each colour, the urgent first; what does not occur is left out."""
    parts = ((name, colour_word(name), count(colours[name])) for name in COLOURS if colours.get(name))
    return format_html_join(" ", '<span class="due due-{}">{} {}</span>', parts)


def bar(part: int, whole: int, words: str) -> SafeString:
    """A share as a bar; the words are its text alternative."""
    if not whole:
        return mark_safe("")
    width = part * WIDTH // whole
    return mark_safe(  # noqa: S308 - numbers are ours, the words are escaped
        f'<svg class="shares" viewBox="0 0 {WIDTH} 8" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(words)}"><rect class="fill-achieved" width="{width}" height="8"/></svg>'
    )


def covered_text(figures: Figures) -> str:
    """Measures with an accepted result, of all."""
    return of_text(figures.covered, figures.measures)


def done_text(figures: Figures) -> str:
    """Assignments accepted, of all that are owed."""
    return of_text(figures.done, figures.asked)


def of_text(part: int, whole: int) -> str:
    """ "3 of 12"; a dash where there is nothing to count."""
    if not whole:
        return "–"
    return gettext("%(part)s of %(whole)s") % {"part": count(part), "whole": count(whole)}


def share_html(part: int, whole: int, words: str) -> SafeString | str:
    """The share in words above its bar."""
    if not whole:
        return "–"
    said = of_text(part, whole)
    return format_html(
        '<span class="share"><span>{}</span>{}</span>', said, bar(part, whole, f"{words} {said}")
    )
