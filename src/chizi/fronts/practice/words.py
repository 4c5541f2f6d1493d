"""Words for the codes of practice."""

from django.utils.translation import gettext

from chizi.core.words import N_
from chizi.learn.rules.advice import AdviceKind, AdviceState
from chizi.learn.rules.applications import ApplicationState
from chizi.learn.rules.lectures import LectureState
from chizi.learn.rules.reflections import ReflectionState
from chizi.learn.rules.services import Closing, ServiceSource, ServiceState
from chizi.learn.rules.venues import VenueState

APPLICATIONS: dict[str, str] = {
    ApplicationState.CLAIMED: N_("waits to be confirmed"),
    ApplicationState.CONFIRMED: N_("confirmed"),
    ApplicationState.RETURNED: N_("given back"),
    ApplicationState.WITHDRAWN: N_("taken back"),
}
VIEWS: dict[str, str] = {
    "mine": N_("My own"),
    "confirm": N_("To confirm"),
    "all": N_("All in my part"),
}
REFLECTIONS: dict[str, str] = {
    ReflectionState.WRITTEN: N_("stands"),
    ReflectionState.WITHDRAWN: N_("taken back"),
}
LECTURES: dict[str, str] = {
    LectureState.RECORDED: N_("recorded"),
    LectureState.WITHDRAWN: N_("withdrawn"),
}
SERVICES: dict[str, str] = {
    ServiceState.OPEN: N_("being done"),
    ServiceState.DONE: N_("done, not confirmed yet"),
    ServiceState.NOTICE: N_("made known, can be objected to"),
    ServiceState.CLOSED: N_("item closed"),
    ServiceState.WITHDRAWN: N_("withdrawn"),
}
SERVICE_FILTER: dict[str, str] = {"unfinished": N_("not closed"), **SERVICES}
SOURCES: dict[str, str] = {
    ServiceSource.CONVERSATION: N_("in conversation"),
    ServiceSource.HOTLINE: N_("by hotline"),
    ServiceSource.LETTER: N_("by letter"),
    ServiceSource.SURVEY: N_("by a survey"),
    ServiceSource.MEETING: N_("in a meeting"),
    ServiceSource.OWN: N_("noticed in one's own work"),
}
CLOSINGS: dict[str, str] = {
    Closing.RECEIPT: N_("confirmed by whom it was done for"),
    Closing.NOTICE: N_("public notice without objection"),
}
STEPS: dict[str, str] = {
    "step": N_("Step"),
    "done": N_("Done, says the party"),
    "slip": N_("Slip printed"),
    "notice": N_("Made known"),
    "objection": N_("Objection to the notice"),
    "confirmed": N_("Confirmed with the slip"),
    "denied": N_("“Not done”, says whom it was for"),
    "closed": N_("Item closed"),
    "withdrawn": N_("Item withdrawn"),
}
VENUES: dict[str, str] = {VenueState.OPEN: N_("can be chosen"), VenueState.WITHDRAWN: N_("withdrawn")}
KINDS_OF_ADVICE: dict[str, str] = {
    AdviceKind.GUIDANCE: N_("guidance"),
    AdviceKind.ADVICE: N_("targeted advice"),
    AdviceKind.LINE: N_("line supervision"),
}
ADVICE: dict[str, str] = {
    AdviceState.GIVEN: N_("waits for a reply"),
    AdviceState.REPLIED: N_("replied to"),
    AdviceState.WITHDRAWN: N_("withdrawn"),
}
USES: dict[str, str] = {
    "task": N_("Task"),
    "material": N_("Material"),
    "lecture": N_("Lecture"),
    "service": N_("Service item"),
    "campaign": N_("Campaign"),
    "assignment": N_("Result of a task"),
}
RESULTS: dict[str, str] = {
    "submitted": N_("waits to be accepted"),
    "accepted": N_("result accepted"),
    "returned": N_("sent back"),
    "withdrawn": N_("withdrawn"),
}
PEOPLE: dict[str, str] = {
    "beneficiary": N_("whom it was done for"),
    "public": N_("somebody from the public"),
}


def choices(table: dict[str, str]) -> list[tuple[str, str]]:
    """(code, word) pairs in the active language."""
    return [(str(code), gettext(word)) for code, word in table.items()]
