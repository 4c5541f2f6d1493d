"""Papers: windows, blueprints, and a draw that a seed repeats. Pure: no Django, no clock, no chance."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

TITLE_LENGTH = 200
TEXT_LENGTH = 2000


class PaperState(StrEnum):
    """Where a paper stands. A published one is never changed."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Cell:
    """So many questions (``number``) of a kind on an objective."""

    objective: int
    kind: str
    number: int


@dataclass(frozen=True)
class Shortage:
    """A cell of a blueprint that the bank cannot fill: asked for, and there."""

    objective: int
    kind: str
    asked: int
    there: int


Bank = Mapping[tuple[int, str], Sequence[int]]
"""Ids of the questions in use by objective and kind."""


def shortages(cells: Iterable[Cell], bank: Bank, fixed: Iterable[int] = ()) -> list[Shortage]:
    """The cells larger than the bank. A fixed question is asked once and fills no cell."""
    taken = set(fixed)
    found = []
    for cell in cells:
        there = len(set(bank.get((cell.objective, cell.kind), ())) - taken)
        if there < cell.number:
            found.append(Shortage(cell.objective, cell.kind, cell.number, there))
    return found


def draw(cells: Iterable[Cell], bank: Bank, fixed: Sequence[int], seed: str) -> list[int]:
    """The questions of one attempt: the fixed ones first in their order, then those drawn, cell by cell.

    The same seed over the same bank draws the same, whatever order the bank comes in; no question comes twice.
    Cells larger than their bank give what is there: `shortages` has been asked before.
    """
    chosen = list(dict.fromkeys(fixed))
    taken = set(chosen)
    for cell in sorted(cells, key=lambda one: (one.objective, one.kind)):
        there = sorted(set(bank.get((cell.objective, cell.kind), ())) - taken, key=lambda one: lot(seed, one))
        chosen += there[: cell.number]
        taken.update(there[: cell.number])
    return chosen


def lot(seed: str, question: int) -> bytes:
    """The lot that a question draws under a seed: evenly spread, the same on every machine."""
    return sha256(f"{seed}:{question}".encode()).digest()


def window_fault(opens: date | None, until: date | None, *, graded: bool, shortest: int) -> str:
    """What is wrong with a paper's window: "missing", "turned", "short", or an empty text.

    A graded paper is open ``shortest`` days at least, so that duty shifts can be planned around it (S1-01).
    """
    if graded and (opens is None or until is None):
        return "missing"
    if opens is None or until is None:
        return ""
    if until < opens:
        return "turned"
    return "short" if graded and (until - opens).days + 1 < shortest else ""
