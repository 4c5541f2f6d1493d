"""The life of a publication: proposed, then published by somebody else; later corrected or withdrawn.

A published file is never changed. A correction is a new version with a reason, and the old one stays readable
with a notice (the plan's trust page, bad input 10 of publication).
"""

import re
from enum import StrEnum

from chizi.core.words import N_
from chizi.publish.refusals import BadTitle, NeedsReason, SamePerson, WrongState


class State(StrEnum):
    """Where a version of a publication stands."""

    PROPOSED = "proposed"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"


STATE_WORDS: dict[State, str] = {
    State.PROPOSED: N_("proposed"),
    State.PUBLISHED: N_("published"),
    State.CORRECTED: N_("replaced by a corrected version"),
    State.WITHDRAWN: N_("withdrawn"),
    State.DECLINED: N_("declined"),
}
STEPS: dict[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.PUBLISHED, State.DECLINED}),
    State.PUBLISHED: frozenset({State.CORRECTED, State.WITHDRAWN}),
    State.CORRECTED: frozenset({State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
    State.DECLINED: frozenset(),
}
PUBLIC = frozenset({State.PUBLISHED, State.CORRECTED, State.WITHDRAWN})
"""States whose page a reader without an account finds; of a withdrawn one only the notice is left."""

TITLE_LENGTH, REASON_LENGTH = (2, 120), (5, 500)
UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def file_name(code: str, version: int) -> str:
    """The name of a publication file, in the store and with its readers."""
    return f"chizi-{code}-v{version}.zip"


def check_step(code: str, state: State, wanted: State) -> None:
    """Raise WrongState unless ``wanted`` may follow ``state``."""
    if wanted not in STEPS[state]:
        raise WrongState(code=code, state=STATE_WORDS[state])


def separate(proposed_by: str, actor: str) -> None:
    """Raise SamePerson when one person would both propose and approve (pair publish/approve)."""
    if proposed_by == actor:
        raise SamePerson


def check_title(text: str) -> str:
    """The title without space around it. Raises BadTitle, also for signs that hide or turn text around."""
    title = text.strip()
    if not TITLE_LENGTH[0] <= len(title) <= TITLE_LENGTH[1] or UNSHOWN.search(title):
        raise BadTitle(field="title")
    return title


def check_reason(text: str) -> str:
    """The reason that readers will see, on one line. Raises NeedsReason."""
    reason = " ".join(text.split())
    if not REASON_LENGTH[0] <= len(reason) <= REASON_LENGTH[1] or UNSHOWN.search(reason):
        raise NeedsReason(field="reason")
    return reason
