"""Who may be sent where and when. Pure: no Django, no clock."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chizi.org.conflicts import ConflictReason
from chizi.plan.rules.bodies import BodyKind

PROVINCE_DIGITS = 2


class Hindrance(StrEnum):
    """Why somebody cannot be sent."""

    NOT_A_MEMBER = "not_a_member"
    LEFT = "left"
    NOT_TRAINED = "not_trained"
    CONFLICT = "conflict"
    ROTATION = "rotation"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Policy:
    """The numbers an office sets for itself, read from `bodies.toml`, each with its source.

    ``rotation_months`` must lie between the end of a stay at a place and the next of the same person there; 0
    switches the rule off. ``trained_kinds`` are the kinds of bodies whose people are sent only after a training.
    ``one_to_one`` are the kinds of which one body stands at one city, and one city has one body.
    """

    rotation_months: int
    rotation_source: str
    trained_kinds: frozenset[BodyKind]
    training_source: str
    one_to_one: frozenset[BodyKind]
    conflict_source: str


@dataclass(frozen=True)
class Stay:
    """An earlier or present deployment of the same person."""

    region_code: str
    region_name: str
    from_date: date
    until: date | None


@dataclass(frozen=True)
class Candidate:
    """What the rules need to know about one member. ``trained_on`` is the day of the first training;
    ``conflict`` what `org.conflicts` says of him and the target."""

    username: str
    name: str
    member_from: date
    member_until: date | None
    left: bool
    trained_on: date | None
    stays: Sequence[Stay] = ()
    conflict: ConflictReason | None = None


@dataclass(frozen=True)
class Target:
    """Where somebody is to be sent, from a day to a last day; ``party_code`` when it is one party there."""

    region_code: str
    from_date: date
    until: date | None
    party_code: str = ""


@dataclass(frozen=True)
class Finding:
    """One hindrance with what it is about: the place or the day, or the conflict of interest."""

    hindrance: Hindrance
    about: str = ""
    reason: ConflictReason | None = None


def meaning(code: str) -> str:
    """The digits of a full region code that carry meaning: 2, 4, 6 or 9 (GB/T 2260, GB/T 10114)."""
    for start, end in ((6, 9), (4, 6), (2, 4)):
        if code[start:end].strip("0"):
            return code[:end]
    return code[:PROVINCE_DIGITS]


def same_area(one: str, other: str) -> bool:
    """Whether one place lies within the other, or is it: a city and its county are the same area."""
    first, second = meaning(one), meaning(other)
    return first.startswith(second) or second.startswith(first)


def months_after(day: date, months: int) -> date:
    """The same day of the month some months later, or that month's last day."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def overlaps(from_date: date, until: date | None, other_from: date, other_until: date | None) -> bool:
    """Whether two stretches share a day; both ends count."""
    return (until is None or other_from <= until) and (other_until is None or from_date <= other_until)


def rotation(target: Target, stays: Iterable[Stay], months: int) -> Stay | None:
    """The earlier stay in the same area that ended less than ``months`` before, or has not ended; else None.

    A stay that begins after the new one would end counts likewise: the order of entry must not matter.
    """
    for stay in stays if months > 0 else ():
        if not same_area(stay.region_code, target.region_code):
            continue
        before = stay.until is not None and months_after(stay.until, months) <= target.from_date
        after = target.until is not None and months_after(target.until, months) <= stay.from_date
        if not (before or after):
            return stay
    return None


def elsewhere(target: Target, stays: Iterable[Stay]) -> Stay | None:
    """A stay at another place on one of the same days."""
    for stay in stays:
        same = same_area(stay.region_code, target.region_code)
        if not same and overlaps(target.from_date, target.until, stay.from_date, stay.until):
            return stay
    return None


def hindrances(candidate: Candidate, target: Target, kind: BodyKind, policy: Policy) -> list[Finding]:
    """Everything that stands against sending this member there; empty when he may go."""
    found: list[Finding] = []
    if candidate.left:
        found.append(Finding(Hindrance.LEFT))
    begins = candidate.member_from <= target.from_date
    last = candidate.member_until
    if not begins or (last is not None and (target.until is None or target.until > last)):
        found.append(Finding(Hindrance.NOT_A_MEMBER, str(last or candidate.member_from)))
    trained = candidate.trained_on is not None and candidate.trained_on <= target.from_date
    if kind in policy.trained_kinds and not trained:
        found.append(Finding(Hindrance.NOT_TRAINED))
    if candidate.conflict is not None:
        found.append(Finding(Hindrance.CONFLICT, reason=candidate.conflict))
    again = rotation(target, candidate.stays, policy.rotation_months)
    if again is not None:
        found.append(Finding(Hindrance.ROTATION, again.region_name))
    other = elsewhere(target, candidate.stays)
    if other is not None:
        found.append(Finding(Hindrance.ELSEWHERE, other.region_name))
    return found
