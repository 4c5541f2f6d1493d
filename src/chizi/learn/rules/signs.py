"""Signs of going through the motions (走形式, S1-15): how likeness of texts and pictures is measured. Pure.

A sign asks a human being to look (R-27). Texts are compared as characters, without what they quote and without stock
phrases: bigrams and MinHash find candidates, rapidfuzz judges them. Deep rewording is not found.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np
from rapidfuzz import fuzz

HASHES, ROWS = (
    60,
    2,
)  # 30 bands of two: a pair with a third of its bigrams in common is a candidate in 97 of 100 cases
QUOTE = 10  # characters in a row that stand in the material too are a quotation
PASSAGE = 6  # shortest passage that is shown as common
_PRIME = (1 << 31) - 1
_NOISE = re.compile(r"[^\w]|_")
_SENTENCE = re.compile(r"[。！？!?；;\n]+")
_QUOTED = re.compile('[“"「『《]([^”"」』》]{10,})[”"」』》]')
_RANDOM = np.random.default_rng(20201)
_FACTORS = _RANDOM.integers(1, _PRIME, HASHES, dtype=np.uint64)
_OFFSETS = _RANDOM.integers(0, _PRIME, HASHES, dtype=np.uint64)


class SignKind(StrEnum):
    """What was noticed."""

    TEXT = "text"  # two texts of different people are nearly the same
    PICTURE = "picture"  # a picture is used again
    BATCH = "batch"  # many results of one party, recorded at once long after they happened
    BURST = "burst"  # the same answers, with the same mistakes, by many people within minutes


class SignState(StrEnum):
    """What a human being made of it."""

    OPEN = "open"
    FINE = "fine"
    TALKED = "talked"


@dataclass(frozen=True)
class SignPolicy:
    """The numbers of signs; our own defaults, an office may choose others."""

    source: str
    shortest: int
    alike: float
    shared: float
    picture_bits: int
    batch_days: int
    batch_rows: int
    burst_people: int
    burst_minutes: int
    burst_questions: int
    burst_mistakes: int
    window_days: int
    stock: tuple[str, ...] = ()


def plain(text: str) -> str:
    """The characters that carry meaning: one width and case, without blanks and punctuation."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())


def own_words(text: str, quoted: Iterable[str] = (), stock: Iterable[str] = ()) -> str:
    """The plain text without what it quotes (long passages in quotation marks, or that stand in ``quoted``) and
    without ``stock`` phrases; sentences apart, so that their order can be changed."""
    text = _QUOTED.sub("", unicodedata.normalize("NFKC", text))
    grams = {whole[at : at + QUOTE] for whole in map(plain, quoted) for at in range(len(whole) - QUOTE + 1)}
    phrases = sorted({plain(one) for one in stock} - {""}, key=len, reverse=True)
    kept = []
    for sentence in map(plain, _SENTENCE.split(text)):
        left = _uncovered(sentence, grams) if grams else sentence
        for phrase in phrases:
            left = left.replace(phrase, "")
        if left:
            kept.append(left)
    return "。".join(kept)


def _uncovered(text: str, grams: set[str]) -> str:
    covered = [False] * len(text)
    for at in range(len(text) - QUOTE + 1):
        if text[at : at + QUOTE] in grams:
            covered[at : at + QUOTE] = [True] * QUOTE
    return "".join(sign for sign, gone in zip(text, covered, strict=True) if not gone)


def signature(own: str) -> bytes:
    """The MinHash of the text's bigrams, 240 bytes; empty for a text without any."""
    bare = own.replace("。", "")
    grams = {bare[at : at + 2] for at in range(len(bare) - 1)}
    if not grams:
        return b""
    numbers = [int.from_bytes(hashlib.blake2b(one.encode(), digest_size=4).digest(), "big") for one in grams]
    base = np.array(numbers, dtype=np.uint64)[:, None] % np.uint64(_PRIME)
    hashed = (base * _FACTORS + _OFFSETS) % np.uint64(_PRIME)
    return bytes(hashed.min(axis=0).astype(np.uint32).tobytes())


def candidates(signatures: Sequence[bytes], fresh: frozenset[int], most: int = 60) -> set[tuple[int, int]]:
    """Pairs (by position, the smaller first) that share a band and hold one of ``fresh``.

    Groups of more than ``most`` are cut: what so many share, its first few show.
    """
    kept = [at for at, one in enumerate(signatures) if one]
    if not kept:
        return set()
    table = np.frombuffer(b"".join(signatures[at] for at in kept), dtype=np.uint32).reshape(len(kept), HASHES)
    found: set[tuple[int, int]] = set()
    for first in range(0, HASHES, ROWS):
        band = (table[:, first].astype(np.uint64) << np.uint64(32)) | table[:, first + 1]
        order = np.argsort(band, kind="stable")
        ends = np.flatnonzero(np.diff(band[order])) + 1
        for group in np.split(order, ends):
            if len(group) < 2:
                continue
            members = [kept[at] for at in group[:most]]
            found |= {
                (min(one, two), max(one, two))
                for one, two in combinations(members, 2)
                if one in fresh or two in fresh
            }
    return found


@dataclass(frozen=True)
class Likeness:
    """How alike two texts are: ``alike`` of all characters, ``shared`` of the shorter one's three-character runs."""

    alike: float
    shared: float


def likeness(one: str, two: str) -> Likeness:
    """The likeness of two texts of `own_words`; moving sentences about does not lower it."""
    sorted_one, sorted_two = ("".join(sorted(text.split("。"))) for text in (one, two))
    bare_one, bare_two = one.replace("。", ""), two.replace("。", "")
    alike = max(fuzz.ratio(bare_one, bare_two), fuzz.ratio(sorted_one, sorted_two)) / 100
    runs_one, runs_two = _runs(bare_one), _runs(bare_two)
    fewer = min(len(runs_one), len(runs_two))
    return Likeness(round(alike, 3), round(len(runs_one & runs_two) / fewer, 3) if fewer else 0.0)


def _runs(text: str) -> set[str]:
    return {text[at : at + 3] for at in range(len(text) - 2)}


def is_copy(one: str, two: str, policy: SignPolicy) -> Likeness | None:
    """The likeness, if it is enough for somebody to look; None for less and for texts too short to say."""
    if min(len(one), len(two)) < policy.shortest:
        return None
    found = likeness(one, two)
    return found if found.alike >= policy.alike or found.shared >= policy.shared else None


def common_parts(one: str, two: str) -> list[tuple[str, bool]]:
    """The first text in pieces, each with whether it stands in the second too; for showing them side by side."""
    there = {two[at : at + PASSAGE] for at in range(len(two) - PASSAGE + 1)}
    marked = [False] * len(one)
    for at in range(len(one) - PASSAGE + 1):
        if one[at : at + PASSAGE] in there:
            marked[at : at + PASSAGE] = [True] * PASSAGE
    pieces: list[tuple[str, bool]] = []
    for sign, is_common in zip(one, marked, strict=True):
        if pieces and pieces[-1][1] == is_common:
            pieces[-1] = (pieces[-1][0] + sign, is_common)
        else:
            pieces.append((sign, is_common))
    return pieces


def bits_apart(one: bytes, two: bytes) -> int:
    """In how many bits two marks of pictures differ."""
    return (int.from_bytes(one, "big") ^ int.from_bytes(two, "big")).bit_count()


def near_pictures(marks: Sequence[bytes], fresh: frozenset[int], bits: int) -> Iterator[tuple[int, int, int]]:
    """(position, position, bits apart) of pictures alike, with one of ``fresh`` in each pair."""
    if not marks:
        return
    table = np.array([int.from_bytes(one, "big") for one in marks], dtype=np.uint64)
    for at in sorted(fresh):
        apart = np.bitwise_count(table ^ table[at])
        for other in np.flatnonzero(apart <= bits).tolist():
            if other != at and not (other in fresh and other < at):
                yield min(at, other), max(at, other), int(apart[other])


@dataclass(frozen=True)
class Late:
    """One result as the look for batches takes it: whose party, how many days after it happened it was recorded, and
    when (an hour, as text)."""

    party: int
    days: int
    hour: str


def batches(rows: Iterable[Late], policy: SignPolicy) -> dict[tuple[int, str], int]:
    """(party, hour) with how many results recorded then had happened long before, where those are many.

    A phone may have been a week without a signal, so the days of the policy are more than that.
    """
    counts: dict[tuple[int, str], int] = {}
    for row in rows:
        if row.days >= policy.batch_days:
            counts[row.party, row.hour] = counts.get((row.party, row.hour), 0) + 1
    return {key: count for key, count in counts.items() if count >= policy.batch_rows}


@dataclass(frozen=True)
class Sheet:
    """The answers of one person at one sitting: (question, answer, right or not); ``minute`` counts from any day."""

    party: int
    person: int
    minute: int
    answers: tuple[tuple[str, str, bool], ...]

    @property
    def mistakes(self) -> int:
        return sum(not right for _question, _answer, right in self.answers)


def bursts(sheets: Iterable[Sheet], policy: SignPolicy) -> list[list[Sheet]]:
    """Groups of sheets of one party, alike to the last answer, by enough people within the minutes of the policy.

    Only where they share mistakes: many people who are right give the same answers, and honestly.
    """
    groups: dict[tuple[int, tuple[tuple[str, str, bool], ...]], list[Sheet]] = {}
    for sheet in sheets:
        if len(sheet.answers) >= policy.burst_questions and sheet.mistakes >= policy.burst_mistakes:
            groups.setdefault((sheet.party, sheet.answers), []).append(sheet)
    found = []
    for same in groups.values():
        same.sort(key=lambda one: one.minute)
        best: list[Sheet] = []
        for at, start in enumerate(same):
            near = [one for one in same[at:] if one.minute - start.minute <= policy.burst_minutes]
            if len({one.person for one in near}) > len({one.person for one in best}):
                best = near
        if len({one.person for one in best}) >= policy.burst_people:
            found.append(best)
    return found


def pattern_of(kind: SignKind, parts: Iterable[str]) -> str:
    """The name under which a sign is remembered, whatever the order of its parts."""
    whole = "|".join(sorted(parts))
    return f"{kind.value}:{hashlib.sha256(whole.encode()).hexdigest()[:40]}"


def policy_of(table: Mapping[str, object]) -> SignPolicy:
    """The policy in a parsed TOML file. Raises TypeError for a missing or an unknown number."""
    stock = table.get("stock", ())
    words = tuple(str(one) for one in stock) if isinstance(stock, list) else ()
    return SignPolicy(**{**table, "stock": words})  # type: ignore[arg-type]
