"""The five statuses of a unit as a word, a shape and a lightness; drawn by parts.css, `.st-*`."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from chizi.core.words import N_

STATUSES: dict[str, str] = {
    "achieved": N_("achieved"),
    "broken": N_("broken"),
    "disputed": N_("disputed"),
    "pending": N_("pending"),
    "not_in_scope": N_("not in scope"),
}
MEANINGS: dict[str, str] = {
    "achieved": N_("Nothing counted under the rule, and all data needed are there."),
    "broken": N_("At least one event breaks the zero under the rule."),
    "disputed": N_("It would be broken if an event whose attribution is still open were confirmed."),
    "pending": N_("The period has not ended, or a delivery is missing. Missing data is never a zero."),
    "not_in_scope": N_("The unit was open on no day of the period."),
}


def status_word(status: str) -> str:
    """The status in the active language; an unknown one is shown as it is."""
    return gettext(STATUSES[status]) if status in STATUSES else status


@lru_cache(maxsize=64)
def _badge(status: str, language: str | None) -> SafeString:
    if status not in STATUSES:
        return format_html('<span class="st">{}</span>', status)
    return format_html('<span class="st st-{}">{}</span>', status, status_word(status))


def badge(status: str) -> SafeString:
    """Word and shape; the same few strings again and again, so they are kept."""
    return _badge(status, get_language())


@lru_cache(maxsize=64)
def _mark(status: str, language: str | None) -> SafeString:
    return format_html(
        '<span class="st st-mark st-{}"><span class="sr">{}</span></span>', status, status_word(status)
    )


def mark(status: str) -> SafeString:
    """The shape alone for dense tables; the word is read out."""
    return _mark(status, get_language()) if status in STATUSES else mark_safe("–")
