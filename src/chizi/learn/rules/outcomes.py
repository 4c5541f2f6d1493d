"""Words and predicates of outcomes. Pure: no Django, no clock."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from chizi.core.refusals import Refusal

SKEW = timedelta(minutes=2)  # a device whose clock is off by more is set right
OLDEST = timedelta(days=366)  # nothing is taken to have happened longer ago than this
MOST_IN_A_BATCH = 50
MOST_GIVEN = 20  # options chosen or put in order for one question
LONGEST_OPTION = 40
LONGEST_ANSWER = 2000
LARGEST = 2**63 - 1


class OutcomeKind(StrEnum):
    """What became of learning. None of them says how long somebody looked at something (R-02)."""

    READ = "read"  # 已学: the learner says so himself
    ANSWERED = "answered"  # 已答: one question, right or wrong
    PASSED = "passed"  # 已考: a whole paper
    REFLECTED = "reflected"  # 体会
    APPLIED = "applied"  # 已用: in a real matter or task, confirmed by somebody else (S1-04)
    ACTED = "acted"  # 已办: an action, lecture or service item


class Source(StrEnum):
    """Where it was recorded; each way exists without a phone too (R-11)."""

    TERMINAL = "terminal"
    DESK = "desk"
    PAPER = "paper"


VOIDED_BY_OWNER = frozenset({OutcomeKind.READ, OutcomeKind.ANSWERED, OutcomeKind.REFLECTED})
"""What its owner may take back alone; the rest was settled together with somebody else."""
COUNTED = frozenset({OutcomeKind.REFLECTED, OutcomeKind.APPLIED, OutcomeKind.ACTED})
"""Kinds that parties have counters of. How much was read or answered is no result of a party."""


def finishes(kind: str, met: bool | None) -> bool:
    """Whether an outcome does what a learning item asks. One answer never does; a paper not passed does not."""
    return kind != OutcomeKind.ANSWERED and met is not False


@dataclass(frozen=True)
class OutcomeDraft:
    """An outcome as a device sends it; ``given`` is what was answered, ``happened_at`` the device's clock."""

    key: UUID
    kind: str
    about: str
    item: int | None
    happened_at: datetime
    given: list[str] | str | None = None


@dataclass(frozen=True)
class BatchVerdict:
    """What became of a batch: keys that are stored now (before or by this batch), and the others with the reason."""

    accepted: tuple[UUID, ...] = ()
    refused: tuple[tuple[UUID, Refusal], ...] = field(default=())


def corrected(happened: datetime, sent: datetime, received: datetime) -> datetime:
    """When it happened by our clock: the device's, set right by what it was off when it sent.

    Nothing lies in the future, and nothing more than a year back.
    """
    off = received - sent
    try:
        at = happened + off if abs(off) > SKEW else happened
    except OverflowError:  # a clock set to the year 9999
        at = received
    return min(max(at, received - OLDEST), received)


def about_parts(about: str) -> tuple[str, int] | None:
    """("material", 12) of "material:12"; None for anything that is no such reference."""
    found = re.fullmatch(r"(material|question|paper):([1-9][0-9]{0,18})", about, re.ASCII)
    if found is None or int(found[2]) > LARGEST:
        return None
    return found[1], int(found[2])


def fit_answer(given: list[str] | str | None) -> bool:
    """Whether an answer can be stored at all: a text of some length, or a few options."""
    if isinstance(given, str):
        return len(given) <= LONGEST_ANSWER and _printable(given)
    if given is None:
        return True
    return len(given) <= MOST_GIVEN and all(len(one) <= LONGEST_OPTION and _printable(one) for one in given)


def _printable(text: str) -> bool:
    return all(sign in "\r\n\t" or sign.isprintable() for sign in text)


def first_of_each(drafts: Sequence[OutcomeDraft]) -> list[OutcomeDraft]:
    """The drafts, each key once: the same one twice in a batch is one."""
    return list({one.key: one for one in reversed(drafts)}.values())[::-1]
