"""Troubles of the machine under us, told apart by what they say: a full disk, a database that stays locked.

Database drivers wrap the system's error in classes of their own and keep only its words, so the words are read.
"""

import errno
from enum import StrEnum

from chizi.core.refusals import Refusal
from chizi.core.words import N_

FULL_CODES = (errno.ENOSPC, errno.EDQUOT)
FULL_WORDS = ("disk is full", "No space left on device", "could not extend file", "Disk quota exceeded")
FULL_STATES = ("53100",)  # disk_full of PostgreSQL, whatever language its server speaks
BUSY_WORDS = ("database is locked",)
DEEPEST = 10  # causes followed; a longer chain has gone round in a circle


class Trouble(StrEnum):
    """What is wrong with the machine."""

    FULL = "full"
    BUSY = "busy"


class DiskFull(Refusal):
    """Nothing more can be stored; what was confirmed before is safe."""

    status = 507
    text = N_("The disk is full. Free some space and try again; nothing was left half-done.")


class DatabaseBusy(Refusal):
    """Somebody else holds the database for longer than one can wait."""

    status = 503
    text = N_("Another process has been writing to the database for long. Try again when it is done.")


REFUSALS: dict[Trouble, type[Refusal]] = {Trouble.FULL: DiskFull, Trouble.BUSY: DatabaseBusy}


def trouble_of(fault: BaseException | None) -> Trouble | None:
    """What the fault, or anything that caused it, says about the machine; None: it is something else."""
    for _ in range(DEEPEST):
        if fault is None:
            return None
        if isinstance(fault, OSError) and fault.errno in FULL_CODES:
            return Trouble.FULL
        if getattr(fault, "sqlstate", None) in FULL_STATES:
            return Trouble.FULL
        if _is_of_the_machine(fault):
            said = str(fault)
            if any(words in said for words in FULL_WORDS):
                return Trouble.FULL
            if any(words in said for words in BUSY_WORDS):
                return Trouble.BUSY
        fault = fault.__cause__ or fault.__context__
    return None


def _is_of_the_machine(fault: BaseException) -> bool:
    """Errors of databases and of input and output; a refusal that quotes such words is something else."""
    return not isinstance(fault, Refusal | ValueError | LookupError)


def refusal_of(fault: BaseException | None) -> Refusal | None:
    """The sentence for a person; None when the fault is ours and not the machine's."""
    trouble = trouble_of(fault)
    return REFUSALS[trouble]() if trouble else None
