"""Words for the codes of outcomes, signs, profiles and sources."""

from chizi.core.words import N_
from chizi.learn.rules.outcomes import OutcomeKind, Source
from chizi.learn.rules.profiles import Dimension
from chizi.learn.rules.signs import SignKind, SignState

KINDS: dict[str, str] = {
    OutcomeKind.READ: N_("read or watched"),
    OutcomeKind.ANSWERED: N_("question answered"),
    OutcomeKind.PASSED: N_("paper taken"),
    OutcomeKind.REFLECTED: N_("reflection written"),
    OutcomeKind.APPLIED: N_("applied in work"),
    OutcomeKind.ACTED: N_("action carried out"),
}
SOURCES: dict[str, str] = {
    Source.TERMINAL: N_("phone"),
    Source.DESK: N_("desk"),
    Source.PAPER: N_("paper"),
}
DIMENSIONS: dict[str, str] = {
    Dimension.REGULARITY: N_("Regularity"),
    Dimension.INITIATIVE: N_("Initiative"),
    Dimension.BREADTH: N_("Breadth"),
    Dimension.DEPTH: N_("Depth"),
}
SIGNS: dict[str, str] = {
    SignKind.TEXT: N_("texts nearly the same"),
    SignKind.PICTURE: N_("picture used again"),
    SignKind.BATCH: N_("many results filled in afterwards"),
    SignKind.BURST: N_("same answers within minutes"),
}
SIGN_STATES: dict[str, str] = {
    SignState.OPEN: N_("waits for a look"),
    SignState.FINE: N_("this is fine"),
    SignState.TALKED: N_("talked to the party"),
}
OBJECTS: dict[str, str] = {
    "reflection": N_("reflection"),
    "application": N_("application of learning"),
    "result": N_("result of a task"),
}
EVALUATED_BY: dict[str, str] = {
    "test": N_("questions and papers"),
    "peers": N_("peers"),
    "supervisors": N_("supervisors"),
    "outside": N_("people outside"),
    "guided": N_("those it guides"),
}
STATES: dict[str, str] = {
    "open": N_("waits for a result"),
    "submitted": N_("waits to be accepted"),
    "returned": N_("sent back"),
    "accepted": N_("result accepted"),
}
METHODS: dict[str, str] = {
    "wilson": N_("share, Wilson's interval"),
    "t": N_("mean, Student's interval"),
    "all": N_("everybody answered"),
    "few": N_("too few answers"),
    "same": N_("all said the same"),
}
TRUTHS: dict[str, str] = {"true": N_("right"), "false": N_("wrong")}
