"""Words and predicates of tasks and what becomes of them. Pure: no Django, no clock."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Protocol

TITLE_LENGTH = 200
TEXT_LENGTH = 4000
REASON_LENGTH = 1000
MOST_DAYS = 3660  # nobody plans further than ten years


class TaskKind(StrEnum):
    """Prescribed actions are owed; optional ones are chosen by the party and never owed (S1-13, S1-14)."""

    PRESCRIBED = "prescribed"  # 规定动作
    OPTIONAL = "optional"  # 自选动作


class TaskState(StrEnum):
    """A task outside the plan tree waits for a second person before anybody can be given it (S2-26)."""

    WAITING = "waiting"
    OPEN = "open"
    WITHDRAWN = "withdrawn"


class Recurrence(StrEnum):
    """How often a request comes back; each needs owner, basis, sunset and minutes (R-06)."""

    ONCE = ""
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class AssignmentState(StrEnum):
    """Where one assignment stands."""

    OPEN = "open"
    SUBMITTED = "submitted"  # waits for the issuer
    RETURNED = "returned"  # waits for the party again
    ACCEPTED = "accepted"
    EXEMPT = "exempt"
    WITHDRAWN = "withdrawn"


WAITS_FOR_PARTY = frozenset({AssignmentState.OPEN, AssignmentState.RETURNED})
LIVE = WAITS_FOR_PARTY | {AssignmentState.SUBMITTED}
OWED = LIVE | {AssignmentState.ACCEPTED}


class ResultState(StrEnum):
    """Each version of a result is decided once; the party may take it back before."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class ExemptionGround(StrEnum):
    """Why somebody is let off (S1-13)."""

    LEAVE = "leave"
    ILLNESS = "illness"
    DUTY = "duty"
    OTHER = "other"


class ObjectionGround(StrEnum):
    """What a task can be objected to for (R-10)."""

    NO_BASIS = "no_basis"
    DUPLICATE = "duplicate"
    TIME = "time"


class ObjectionOutcome(StrEnum):
    """The issuer's answer: the assignment goes away, gets more time, or stays."""

    WITHDRAWN = "withdrawn"
    EXTENDED = "extended"
    REJECTED = "rejected"


def counts(kind: str, exception_only: bool) -> bool:
    """Whether an assignment enters denominators at all: owed, and not only to be reported by exception."""
    return kind == TaskKind.PRESCRIBED and not exception_only


def owed(kind: str, exception_only: bool, state: str) -> bool:
    """Whether it counts in the denominator: what is exempted or withdrawn leaves it (S1-13)."""
    return counts(kind, exception_only) and state in OWED


def loads(kind: str, state: str) -> bool:
    """Whether it is part of somebody's load: imposed and not settled (R-08). What one chose oneself is not."""
    return kind == TaskKind.PRESCRIBED and state in LIVE


def window_faults(opens: date | None, due: date, now: date) -> str:
    """The name of what is wrong with a window of days, or an empty text.

    "backwards": due before it opens; "past": due before today; "far": more than ten years ahead.
    """
    if opens is not None and due < opens:
        return "backwards"
    if due < now:
        return "past"
    return "far" if (due - now).days > MOST_DAYS else ""


def overlap(first: tuple[date, date], second: tuple[date, date]) -> bool:
    """Whether two windows of days, both ends included, share a day."""
    return first[0] <= second[1] and second[0] <= first[1]


def recurrence_gaps(recurs: str, basis: str, sunset: date | None, minutes: int | None) -> tuple[str, ...]:
    """What a recurring request lacks of what R-06 asks for; its owner is the issuer, who is always known."""
    if not recurs:
        return ()
    lacking = (("basis", not basis.strip()), ("sunset", sunset is None), ("minutes", not minutes))
    return tuple(name for name, missing in lacking if missing)


class Placed(Protocol):
    """A row that says where it belongs: ids, None above its own level."""

    city_id: int | None
    county_id: int | None
    town_id: int | None


def level_of(row: Placed) -> int:
    """1 province, 2 city, 3 county, 4 township: how deep a row stands."""
    return 1 + sum(one is not None for one in (row.city_id, row.county_id, row.town_id))


def beyond_cap(open_items: int, more: int, cap: int) -> bool:
    """Whether ``more`` items on top of those open would go beyond the cap of the policy (R-08)."""
    return open_items + more > cap


def digests(files: Iterable[str]) -> list[str] | None:
    """The digests of files, each once; None when one of them is no SHA-256 in hex."""
    found = list(dict.fromkeys(files))
    good = all(len(one) == 64 and set(one) <= set("0123456789abcdef") for one in found)
    return found if good else None
