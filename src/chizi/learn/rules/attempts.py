"""Attempts: what came of the answers. Pure: no Django, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class AttemptState(StrEnum):
    """Where an attempt stands."""

    OPEN = "open"  # can be answered, on any device
    WAITS = "waits"  # handed in; words wait for another person's judgement
    SETTLED = "settled"


@dataclass(frozen=True)
class Judged:
    """One answer: right or not, None where it is not judged; ``waits`` for a person, or ``left_out`` for good."""

    objective: int
    met: bool | None
    waits: bool = False
    left_out: bool = False


@dataclass(frozen=True)
class Share:
    """How many of the answers to one objective are right."""

    objective: int
    asked: int
    right: int


def outcome(answers: Iterable[Judged], pass_share: int) -> bool | None:
    """Whether a paper is met: the share of right answers reaches ``pass_share`` per cent of those judged.

    None while one of them waits for a person, and where nothing is left to judge. What was withdrawn does not count.
    """
    found = list(answers)
    if any(one.waits for one in found):
        return None
    counted = [one for one in found if not one.left_out]
    if not counted:
        return None
    right = sum(one.met is True for one in counted)
    return right * 100 >= pass_share * len(counted)


def shares(answers: Iterable[Judged]) -> list[Share]:
    """The same by objective, in the order in which they first come."""
    found: dict[int, list[bool]] = {}
    for one in answers:
        if not one.left_out and not one.waits:
            found.setdefault(one.objective, []).append(one.met is True)
    return [Share(objective, len(said), sum(said)) for objective, said in found.items()]


def within(day: date, opens: date | None, until: date | None) -> bool:
    """Whether a day lies in a window, both ends included; an open end lets everything in."""
    return (opens is None or opens <= day) and (until is None or day <= until)
