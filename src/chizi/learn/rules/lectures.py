"""Words and predicates of lectures by principal leaders (一把手讲党课, S1-19). Pure: no Django, no clock."""

from datetime import date
from enum import StrEnum

TOPIC_LENGTH = 200
AUDIENCE_LENGTH = 200
QUESTIONS_LENGTH = 4000
REASON_LENGTH = 1000
MOST_PARTIES = 60
TARGET = 100
"""Per cent of the parties in scope whose head has lectured (S1-19: 全覆盖)."""


class LectureState(StrEnum):
    """A record stays; one made by mistake is withdrawn with a reason and counts no more."""

    RECORDED = "recorded"
    WITHDRAWN = "withdrawn"


def share(covered: int, of: int) -> float | None:
    """Covered parties in per cent of all, with one digit; None where there is no party."""
    return round(100 * covered / of, 1) if of else None


def met(covered: int, of: int) -> bool | None:
    """Whether every party has had its lecture; None where there is no party. No mark beyond that (R-04)."""
    return covered >= of if of else None


def not_a_day(held_on: date, today: date) -> str:
    """Why a lecture cannot have been held on a day: "ahead", "old", or an empty text."""
    if held_on > today:
        return "ahead"
    return "old" if (today - held_on).days > 3660 else ""
