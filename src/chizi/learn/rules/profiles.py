"""Four dimensions of learning (经常学、主动学、全面学、深入学, S1-16) as numbers in bins. Pure.

What each means stands in words in a scheme, in versions with a day from which each counts (S1-11). A profile says how
many people, or weeks, lie in which bin. It has no sum, no order of parties and nothing of a single person.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

LEAST = 5  # smaller numbers of people are merged, so that nobody is recognised


class Dimension(StrEnum):
    """What is looked at; the first counts weeks of a party, the others people."""

    REGULARITY = "regularity"
    INITIATIVE = "initiative"
    BREADTH = "breadth"
    DEPTH = "depth"


@dataclass(frozen=True)
class Words:
    """A text in both languages, as the scheme says it."""

    zh: str
    en: str

    def in_language(self, language: str | None) -> str:
        return self.en if (language or "").startswith("en") else self.zh


@dataclass(frozen=True)
class Measured:
    """One dimension: what it means, what is counted, and its bins, each from a number on."""

    dimension: Dimension
    words: Words
    starts: tuple[int, ...]
    labels: tuple[Words, ...]


@dataclass(frozen=True)
class Scheme:
    """One version of the scheme (评价方案); it counts from ``since`` on, until the next one does."""

    version: str
    since: date
    source: Words
    dimensions: tuple[Measured, ...]

    def measured(self, dimension: str) -> Measured:
        return next(one for one in self.dimensions if one.dimension == dimension)


def read_schemes(table: Mapping[str, Any]) -> tuple[Scheme, ...]:
    """The schemes of a parsed TOML file, oldest first. Raises ValueError for one that cannot be kept."""
    found = tuple(sorted((_scheme(one) for one in table["scheme"]), key=lambda one: one.since))
    if len({one.version for one in found}) < len(found) or len({one.since for one in found}) < len(found):
        raise ValueError("two schemes have the same version or the same day")
    return found


def _scheme(said: Mapping[str, Any]) -> Scheme:
    dimensions = tuple(_measured(one, said[one.value]) for one in Dimension)
    return Scheme(str(said["version"]), said["since"], _words(said["source"]), dimensions)


def _measured(dimension: Dimension, said: Mapping[str, Any]) -> Measured:
    starts = tuple(int(one) for one in said["starts"])
    labels = tuple(_words(one) for one in said["labels"])
    if len(starts) != len(labels) or starts[0] != 0 or list(starts) != sorted(set(starts)):
        raise ValueError(f"{dimension.value}: bins begin at 0, rise, and have a label each")
    return Measured(dimension, _words(said["words"]), starts, labels)


def _words(said: Mapping[str, str]) -> Words:
    return Words(said["zh"], said["en"])


def scheme_on(schemes: Sequence[Scheme], day: date) -> Scheme:
    """The scheme that counts on a day; before the first one that is the first."""
    return next((one for one in reversed(schemes) if one.since <= day), schemes[0])


def binned(values: Iterable[int], starts: Sequence[int]) -> list[int]:
    """How many of the values lie in each bin."""
    counts = [0] * len(starts)
    for value in values:
        counts[max(at for at, start in enumerate(starts) if start <= max(value, 0))] += 1
    return counts


def percent_of(part: int, whole: int) -> int:
    """A share in whole per cent, rounded down; 0 of nothing."""
    return part * 100 // whole if whole else 0


@dataclass(frozen=True)
class Bin:
    """Bins ``first`` to ``last`` (by position) with the number in them; several where small ones were merged."""

    first: int
    last: int
    number: int


def shown_bins(counts: Sequence[int], least: int = LEAST) -> list[Bin] | None:
    """The bins as they may be shown: each empty or with at least ``least`` people; None if there are fewer in all.

    A bin that is too small is merged with its smaller neighbour, again and again.
    """
    if sum(counts) < least:
        return None
    bins = [Bin(at, at, number) for at, number in enumerate(counts)]
    while (at := next((i for i, one in enumerate(bins) if 0 < one.number < least), None)) is not None:
        near = [one for one in (at - 1, at + 1) if 0 <= one < len(bins)]
        other = min(near, key=lambda one: bins[one].number)
        low, high = min(at, other), max(at, other)
        bins[low : high + 1] = [Bin(bins[low].first, bins[high].last, bins[low].number + bins[high].number)]
    return bins


def mondays(first: date, last: date) -> list[date]:
    """The Mondays of the weeks from the first to the last day; none if they are the wrong way round."""
    if last < first:
        return []
    start = first - timedelta(days=first.weekday())
    return [start + timedelta(days=7 * at) for at in range((last - start).days // 7 + 1)]
