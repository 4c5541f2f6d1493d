"""How a text becomes grams, how a query becomes terms, and how good a hit is."""

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LONGEST_TEXT = 200_000
LONGEST_QUERY = 400
MOST_TERMS = 8
LONGEST_TERM = 64
LONGEST_PREFIX = 20
"""A longer word of letters and figures is indexed by its first twenty characters and compared as a whole."""
TITLE = 60
"""Rooms put the title first: a term that stands in the first sixty characters counts as in the title."""

_PARTS = re.compile(r"[0-9a-z]+|[^0-9a-z ]+")


@dataclass(frozen=True)
class Segment:
    """A piece of a sentence; ``hit`` marks what was looked for. A page escapes it like any text."""

    text: str
    hit: bool


def _kept(character: str) -> bool:
    # Rare characters of names stand in the private use area of older systems.
    return character.isalnum() or unicodedata.category(character) == "Co"


def plain(text: str) -> str:
    """The text as it is compared: full-width made narrow, case folded, all but letters and figures a space."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).casefold()
    return " ".join("".join(c if _kept(c) else " " for c in folded).split())


def grams(text: str) -> list[str]:
    """All grams of a plain text, each once, in a stable order."""
    found: dict[str, None] = {}
    for part in _PARTS.findall(text):
        for gram in _of_word(part) if part[0].isascii() else _of_run(part):
            found[gram] = None
    return list(found)


def _of_word(word: str) -> Iterable[str]:
    return (word[:length] for length in range(1, min(len(word), LONGEST_PREFIX) + 1))


def _of_run(run: str) -> Iterable[str]:
    yield from run
    yield from (run[at : at + 2] for at in range(len(run) - 1))


def terms(words: str) -> list[str]:
    """What is looked for: the query cut at everything that is no letter or figure, at most eight terms."""
    found: dict[str, None] = {}
    for term in plain(words[:LONGEST_QUERY]).split():
        found[term[:LONGEST_TERM]] = None
    return list(found)[:MOST_TERMS]


def needed(term: str) -> list[str]:
    """The grams that every text with the term has."""
    found: list[str] = []
    for part in _PARTS.findall(term):
        if part[0].isascii():
            found.append(part[:LONGEST_PREFIX])
        elif len(part) == 1:
            found.append(part)
        else:
            found.extend(part[at : at + 2] for at in range(len(part) - 1))
    return list(dict.fromkeys(found))


def sure(term: str) -> bool:
    """Whether the grams alone prove that the term stands in the text, so that it need not be compared."""
    return needed(term) == [term]


def matches(text: str, words: str) -> bool:
    """Whether a plain text has every term; a term that begins with a letter or figure begins a word there."""
    return all(_stands(text, term) for term in terms(words)) and bool(terms(words))


def _stands(text: str, term: str) -> bool:
    return term in text and set(needed(term)) <= set(grams(text))


def score(length: int, places: Sequence[int]) -> float:
    """How good a hit is: terms in the title count double, early ones more than late ones, short texts more
    than long ones. ``places`` are where the terms first stand, counted from 1."""
    near = sum((2.0 if at <= TITLE else 1.0) / (1 + at / 400) for at in places)
    return round(near / len(places) / (1 + math.log1p(length) / 20), 6) if places else 0.0


def marked(text: str, words: str, *, width: int = 80) -> list[Segment]:
    """The neighbourhood of the first hit, at most about ``width`` characters, cut into what is a hit and what
    is not; the beginning of the text when nothing is."""
    text = " ".join(text[:LONGEST_TEXT].split())
    hits = _hits(text, terms(words))
    start = max(0, min(hits) - width // 4) if hits else 0
    shown = text[start : start + width]
    segments: list[Segment] = [Segment("…", hit=False)] if start else []
    piece, was = "", False
    for at, character in enumerate(shown, start):
        if (at in hits) != was and piece:
            segments.append(Segment(piece, hit=was))
            piece = ""
        was = at in hits
        piece += character
    if piece:
        segments.append(Segment(piece, hit=was))
    return [*segments, Segment("…", hit=False)] if start + width < len(text) else segments


def _hits(text: str, wanted: Sequence[str]) -> set[int]:
    """Which characters of the text belong to a term, looked for in its folded form."""
    folded, origin = [], []
    for at, character in enumerate(text):
        for one in unicodedata.normalize("NFKC", character).casefold():
            folded.append(one if _kept(one) else " ")
            origin.append(at)
    line = "".join(folded)
    found: set[int] = set()
    for term in wanted:
        at = line.find(term)
        while at >= 0:
            if not (term[0].isascii() and at and line[at - 1].isascii() and line[at - 1] != " "):
                found.update(origin[at : at + len(term)])
            at = line.find(term, at + 1)
    return found
