"""Words for the codes that the terminal shows; the same as at the desk."""

from django.utils.translation import gettext

from chizi.core.words import N_
from chizi.plan.rules.tasks import AssignmentState, ObjectionGround, ObjectionOutcome, ResultState

STATES: dict[str, str] = {
    AssignmentState.OPEN: N_("waits for a result"),
    AssignmentState.SUBMITTED: N_("waits to be accepted"),
    AssignmentState.RETURNED: N_("sent back"),
    AssignmentState.ACCEPTED: N_("result accepted"),
    AssignmentState.EXEMPT: N_("exempted"),
    AssignmentState.WITHDRAWN: N_("withdrawn"),
}
RESULTS: dict[str, str] = {
    ResultState.SUBMITTED: N_("waits to be accepted"),
    ResultState.ACCEPTED: N_("result accepted"),
    ResultState.RETURNED: N_("sent back"),
    ResultState.WITHDRAWN: N_("withdrawn"),
}
GROUNDS: dict[str, str] = {
    ObjectionGround.NO_BASIS: N_("It has no basis"),
    ObjectionGround.DUPLICATE: N_("It was asked for already"),
    ObjectionGround.TIME: N_("The time is not reasonable"),
}
OUTCOMES: dict[str, str] = {
    ObjectionOutcome.WITHDRAWN: N_("Upheld: the assignment is withdrawn"),
    ObjectionOutcome.EXTENDED: N_("Upheld: more time is given"),
    ObjectionOutcome.REJECTED: N_("Rejected: the assignment stays"),
}


def word(words: dict[str, str], code: str) -> str:
    """The word for a code in the reader's language; a code without one as it is."""
    return gettext(words[code]) if code in words else code
