"""Words and predicates of applications: learning used in real work (学用结合, S1-04). Pure: no Django, no clock."""

from enum import StrEnum

TEXT_LENGTH = 2000
NOTE_LENGTH = 1000
ABOUT_LENGTH = 40
TITLE_LENGTH = 200
LARGEST = 2**62


class ApplicationState(StrEnum):
    """Where a claim stands. Only a confirmed one counts as applied."""

    CLAIMED = "claimed"  # waits for somebody else
    CONFIRMED = "confirmed"
    RETURNED = "returned"  # with a note; may be claimed again
    WITHDRAWN = "withdrawn"  # by the learner, before anybody decided


LIVE = frozenset({ApplicationState.CLAIMED, ApplicationState.CONFIRMED})


class TargetKind(StrEnum):
    """What learning can be applied in: a real piece of work, never a piece of paper about it."""

    MATTER = "matter"
    ASSIGNMENT = "assignment"


LEARNED = frozenset({"material", "paper", "objective"})
"""What an application can be about."""
THOUGHT_ABOUT = LEARNED | {"task", "assignment"}
"""What a reflection can be about."""


def parted(ref: str, kinds: frozenset[str]) -> tuple[str, int] | None:
    """Kind and number of a reference such as "material:12", or None when it is none of the kinds."""
    kind, _, number = ref.partition(":")
    if kind not in kinds or not (number.isascii() and number.isdecimal()) or len(number) > 18:
        return None
    return (kind, int(number)) if 0 < int(number) < LARGEST else None


def undecidable(*, learner: str, decider: str, state: str) -> str:
    """Why somebody cannot decide on a claim: "own", "decided", or an empty text."""
    if learner == decider:
        return "own"
    return "" if state == ApplicationState.CLAIMED else "decided"
