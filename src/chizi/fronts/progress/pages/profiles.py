"""Quality profiles as bars of bins, with what each dimension means."""

from dataclasses import dataclass
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from chizi.fronts.kit.formats import count, day_text
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.progress.words import DIMENSIONS
from chizi.learn.queries import DimensionPage, ProfilePage, scheme_versions
from chizi.learn.rules.profiles import Bin, Measured, Scheme

WIDTH = 1000


@dataclass(frozen=True)
class DrawnBin:
    """A bin as the template draws it."""

    label: str
    number: str
    bar: SafeString


@dataclass(frozen=True)
class DrawnDimension:
    """A dimension as the template draws it; no bins: there are too few people."""

    ident: str
    title: str
    words: str
    unit: str
    bins: tuple[DrawnBin, ...]


def dimensions(found: ProfilePage) -> list[DrawnDimension]:
    """The four, in the order of the scheme."""
    return [_dimension(one, found) for one in found.dimensions]


def _dimension(one: DimensionPage, found: ProfilePage) -> DrawnDimension:
    whole = found.weeks if one.of_weeks else found.learners
    unit = (
        ngettext("of %(count)s week", "of %(count)s weeks", whole)
        if one.of_weeks
        else ngettext("of %(count)s person", "of %(count)s people", whole)
    )
    return DrawnDimension(
        ident=one.measured.dimension.value,
        title=said(DIMENSIONS, one.measured.dimension.value),
        words=one.measured.words.in_language(get_language()),
        unit=unit % {"count": count(whole)},
        bins=tuple(_bin(one.measured, each, whole) for each in one.bins or ()),
    )


def _bin(measured: Measured, one: Bin, whole: int) -> DrawnBin:
    language = get_language()
    labels = [label.in_language(language) for label in measured.labels[one.first : one.last + 1]]
    words = labels[0]
    if len(labels) > 1:
        words = gettext("%(first)s to %(last)s") % {"first": labels[0], "last": labels[-1]}
    width = one.number * WIDTH // whole if whole else 0
    bar = mark_safe(  # noqa: S308 - numbers are ours, the words are escaped
        f'<svg class="shares" viewBox="0 0 {WIDTH} 8" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(words)}: {one.number}"><rect class="fill-achieved" width="{width}" height="8"/></svg>'
    )
    return DrawnBin(words, count(one.number), bar)


def scheme_text(found: ProfilePage) -> str:
    """By which version, made when, of whom."""
    if found.scheme is None or found.made_at is None:
        return ""
    return gettext("By scheme %(version)s, in force since %(day)s. Source: %(source)s.") % {
        "version": found.scheme.version,
        "day": day_text(found.scheme.since),
        "source": found.scheme.source.in_language(get_language()),
    }


def schemes(today: date) -> list[tuple[Scheme, bool, str, list[tuple[str, str, str]]]]:
    """(scheme, whether it counts now, its source, its dimensions with words and bins), the newest first."""
    language = get_language()
    told = []
    for scheme, counting in scheme_versions(today):
        dimensions_of = [
            (
                said(DIMENSIONS, one.dimension.value),
                one.words.in_language(language),
                " · ".join(label.in_language(language) for label in one.labels),
            )
            for one in scheme.dimensions
        ]
        told.append((scheme, counting, scheme.source.in_language(language), dimensions_of))
    return told
