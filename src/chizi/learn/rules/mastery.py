"""When an objective counts as mastered. Pure: no Django, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, order=True)
class Shown:
    """One judged answer to an objective: when, its key, the question (0: not known), right or not."""

    at: datetime
    key: str
    question: int
    right: bool


@dataclass(frozen=True)
class MasteryPolicy:
    """Of the last ``answers`` at least ``percent`` are right, to at least ``questions`` different questions."""

    answers: int
    percent: int
    questions: int
    source: str


def window(kept: Iterable[Shown], new: Iterable[Shown], policy: MasteryPolicy) -> tuple[Shown, ...]:
    """The newest answers, each key once, the oldest first.

    By the instants of the answers and not by their arrival, so that two devices in any order give the same.
    """
    each = {one.key: one for one in (*new, *kept)}
    return tuple(sorted(each.values())[-policy.answers :])


def mastered(shown: Iterable[Shown], policy: MasteryPolicy) -> bool:
    """Whether these answers are enough."""
    answers = list(shown)
    right = sum(one.right for one in answers)
    different = len({one.question or one.key for one in answers})
    return bool(answers) and different >= policy.questions and right * 100 >= policy.percent * len(answers)


def packed(shown: Iterable[Shown]) -> list[list[Any]]:
    """As it is stored."""
    return [[one.at.astimezone(UTC).isoformat(), one.key, one.question, one.right] for one in shown]


def unpacked(stored: list[list[Any]]) -> tuple[Shown, ...]:
    """What `packed` made."""
    return tuple(
        Shown(datetime.fromisoformat(at), key, question, right) for at, key, question, right in stored
    )
