"""Texts of regulations: articles, comparison, passages with their hits. Pure: no Django, no clock."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

NUMBER = "[〇零一二三四五六七八九十百千0-9０-９]{1,9}"
ARTICLE = re.compile(rf"^[ \t\u3000#*]*(第{NUMBER}条(?:之{NUMBER})?)(?=[\s\u3000*：:]|$)", re.MULTILINE)
LONGEST_TEXT = 500_000  # characters; the longest statute has about 200,000
COMPARED_WHOLE = 20_000  # longer pieces are compared by lines, so that a page stays quick


@dataclass(frozen=True)
class Article:
    """A numbered article, or (without a label) what stands before the first and where there are none."""

    label: str
    text: str

    @property
    def anchor(self) -> str:
        return f"a{self.label}" if self.label else "top"


@dataclass(frozen=True)
class Piece:
    """A stretch of compared text: "same", "gone" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One article in both versions; ``kind`` is "changed", "added" or "removed"."""

    label: str
    kind: str
    pieces: tuple[Piece, ...]


def clean_text(text: str) -> str:
    """The text with unified line ends, no zero bytes and no blanks at line ends."""
    lines = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def articles(text: str) -> list[Article]:
    """The text cut at 第…条 at the beginning of lines; chapter headings stay with what stands before them.

    A label that comes again (an annexed text) gets no second anchor: it stays within the article before.
    """
    starts: list[tuple[int, str]] = []
    seen: set[str] = set()
    for hit in ARTICLE.finditer(text):
        if hit[1] not in seen:
            starts.append((hit.start(), hit[1]))
            seen.add(hit[1])
    if not starts:
        return [Article("", text)]
    found = [Article("", text[: starts[0][0]].strip("\n"))] if starts[0][0] else []
    ends = [*starts[1:], (len(text), "")]
    found += [
        Article(label, text[at:end].strip("\n")) for (at, label), (end, _) in zip(starts, ends, strict=True)
    ]
    return [one for one in found if one.text]


def compare(before: str, after: str) -> list[Change]:
    """What changed from one version to the next, article by article in the order of the newer text."""
    old = {one.label: one.text for one in articles(before)}
    new = {one.label: one.text for one in articles(after)}
    found = []
    for label in _order(list(old), list(new)):
        if label not in new:
            found.append(Change(label, "removed", (Piece("gone", old[label]),)))
        elif label not in old:
            found.append(Change(label, "added", (Piece("new", new[label]),)))
        elif old[label] != new[label]:
            found.append(Change(label, "changed", tuple(pieces(old[label], new[label]))))
    return found


def _order(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The labels of the newer text, each removed one after what stood before it."""
    order = list(new)
    for at, label in enumerate(old):
        if label not in order:
            before = next((one for one in reversed(old[:at]) if one in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, label)
    return order


def pieces(before: str, after: str) -> Iterable[Piece]:
    """The stretches that both share and those of only one; joined they give each side back exactly."""
    old, new = _parts(before, after)
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(old[i:j]))
            continue
        if j > i:
            yield Piece("gone", "".join(old[i:j]))
        if m > k:
            yield Piece("new", "".join(new[k:m]))


def _parts(before: str, after: str) -> tuple[Sequence[str], Sequence[str]]:
    if len(before) + len(after) <= COMPARED_WHOLE:
        return before, after
    return before.splitlines(keepends=True), after.splitlines(keepends=True)


def makes_circle(edges: Iterable[tuple[int, int]], newer: int, older: int) -> bool:
    """Whether "newer replaces older" would let a document replace itself, given (newer, older) so far."""
    below: dict[int, list[int]] = {}
    for one, other in edges:
        below.setdefault(one, []).append(other)
    waiting, seen = [older], set()
    while waiting:
        at = waiting.pop()
        if at == newer:
            return True
        if at not in seen:
            seen.add(at)
            waiting += below.get(at, [])
    return False
