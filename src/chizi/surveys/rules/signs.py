"""Tripwires (绊线): what in a set of answers a human should look at before anybody relies on it. Pure.

A sign proves nothing and changes no result. Satisfaction was bought and coached before (2020 to 2021), and both leave
these traces: the same words from many hands, the same boxes ticked, nothing but praise, all on one day.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chizi.surveys.rules.surveys import HIGHEST, Given


class SignKind(StrEnum):
    """What was noticed."""

    SAME_WORDS = "same_words"
    SAME_BOXES = "same_boxes"
    ONLY_PRAISE = "only_praise"
    ONE_DAY = "one_day"


@dataclass(frozen=True)
class Sheet:
    """One answer as the tripwires see it."""

    day: date
    given: Mapping[str, Given]


@dataclass(frozen=True)
class SignPolicy:
    """From where on something is a sign; see surveys.toml for where the numbers come from."""

    least: int  # answers; below that chance explains everything
    boxes: int  # ticked boxes that make a pattern
    same_boxes: float  # share of answers with one and the same pattern
    praise: float  # share of answers with nothing but the best
    one_day: float  # share of answers on one day of a longer window
    window: int  # days; a shorter window has its bursts by nature
    same_words: int  # answers with the same free text
    words: int  # signs that make a text; shorter ones are alike by nature


@dataclass(frozen=True)
class Sign:
    """``count`` of ``of`` answers show it."""

    kind: SignKind
    count: int
    of: int


def signs(sheets: Sequence[Sheet], *, days: int, policy: SignPolicy) -> tuple[Sign, ...]:
    """What strikes in the answers of a window of so many days; nothing below ``policy.least`` answers, but for
    the same words, which chance does not explain."""
    found = [_same_words(sheets, policy)]
    if len(sheets) >= policy.least:
        found += [_same_boxes(sheets, policy), _only_praise(sheets, policy), _one_day(sheets, days, policy)]
    return tuple(one for one in found if one is not None)


def _boxes(sheet: Sheet) -> tuple[tuple[str, Given], ...]:
    return tuple(sorted((key, value) for key, value in sheet.given.items() if not isinstance(value, str)))


def _same_words(sheets: Sequence[Sheet], policy: SignPolicy) -> Sign | None:
    said = Counter(
        text
        for sheet in sheets
        for text in {
            "".join(value.split()).casefold() for value in sheet.given.values() if isinstance(value, str)
        }
        if len(text) >= policy.words
    )
    most = max(said.values(), default=0)
    return Sign(SignKind.SAME_WORDS, most, len(sheets)) if most >= policy.same_words else None


def _same_boxes(sheets: Sequence[Sheet], policy: SignPolicy) -> Sign | None:
    patterns = Counter(boxes for sheet in sheets if len(boxes := _boxes(sheet)) >= policy.boxes)
    most = max(patterns.values(), default=0)
    return _from(policy.same_boxes, SignKind.SAME_BOXES, most, len(sheets))


def _only_praise(sheets: Sequence[Sheet], policy: SignPolicy) -> Sign | None:
    best = sum(bool(boxes := _boxes(one)) and all(_is_best(value) for _, value in boxes) for one in sheets)
    return _from(policy.praise, SignKind.ONLY_PRAISE, best, len(sheets))


def _is_best(value: Given) -> bool:
    return value is True or (value is not False and value == HIGHEST)


def _one_day(sheets: Sequence[Sheet], days: int, policy: SignPolicy) -> Sign | None:
    most = max(Counter(one.day for one in sheets).values(), default=0)
    return _from(policy.one_day, SignKind.ONE_DAY, most, len(sheets)) if days >= policy.window else None


def _from(least: float, kind: SignKind, count: int, of: int) -> Sign | None:
    return Sign(kind, count, of) if of and count / of >= least else None
