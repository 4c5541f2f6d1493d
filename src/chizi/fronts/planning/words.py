"""Words for the codes of campaigns, tasks and what becomes of them."""

from django.utils.translation import gettext

from chizi.core.words import N_
from chizi.plan.rules.campaigns import CampaignKind, CampaignState, GateOutcome, NodeKind
from chizi.plan.rules.tasks import (
    AssignmentState,
    ExemptionGround,
    ObjectionGround,
    ObjectionOutcome,
    Recurrence,
    ResultState,
    TaskKind,
    TaskState,
)

CAMPAIGN_KINDS: dict[str, str] = {
    CampaignKind.GENERAL: N_("general campaign"),
    CampaignKind.SPECIAL: N_("special campaign"),
}
CAMPAIGN_STATES: dict[str, str] = {
    CampaignState.DRAFT: N_("draft plan"),
    CampaignState.ISSUED: N_("issued"),
    CampaignState.CLOSED: N_("closed"),
}
NODE_KINDS: dict[str, str] = {
    NodeKind.OVERALL: N_("overall plan"),
    NodeKind.PHASE: N_("phase plan"),
    NodeKind.TOPIC: N_("topic plan"),
    NodeKind.SUB: N_("sub-plan"),
    NodeKind.IMPLEMENTATION: N_("implementation plan"),
}
GATES: dict[str, str] = {
    GateOutcome.PASSED: N_("passed its review"),
    GateOutcome.REMEDIAL: N_("remedial work under way"),
}
OUTCOMES: dict[str, str] = {
    GateOutcome.PASSED: N_("The phase passes"),
    GateOutcome.REMEDIAL: N_("Remedial work first"),
}
TASK_KINDS: dict[str, str] = {
    TaskKind.PRESCRIBED: N_("prescribed action"),
    TaskKind.OPTIONAL: N_("chosen freely"),
}
TASK_STATES: dict[str, str] = {
    TaskState.WAITING: N_("waits for a second person"),
    TaskState.OPEN: N_("under way"),
    TaskState.WITHDRAWN: N_("withdrawn"),
}
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
    ResultState.WITHDRAWN: N_("taken back"),
}
EXEMPTIONS: dict[str, str] = {
    ExemptionGround.LEAVE: N_("on leave"),
    ExemptionGround.ILLNESS: N_("ill"),
    ExemptionGround.DUTY: N_("on other duty"),
    ExemptionGround.OTHER: N_("another ground"),
}
OBJECTIONS: dict[str, str] = {
    ObjectionGround.NO_BASIS: N_("It has no basis"),
    ObjectionGround.DUPLICATE: N_("It was asked for already"),
    ObjectionGround.TIME: N_("The time is not reasonable"),
}
ANSWERS: dict[str, str] = {
    ObjectionOutcome.WITHDRAWN: N_("Upheld: the assignment is withdrawn"),
    ObjectionOutcome.EXTENDED: N_("Upheld: more time is given"),
    ObjectionOutcome.REJECTED: N_("Rejected: the assignment stays"),
}
RECURRENCES: dict[str, str] = {
    Recurrence.ONCE: N_("once"),
    Recurrence.WEEKLY: N_("every week"),
    Recurrence.MONTHLY: N_("every month"),
    Recurrence.QUARTERLY: N_("every quarter"),
}
VIEWS: dict[str, str] = {
    "mine": N_("waits for me or my party"),
    "accept": N_("results to accept"),
    "answer": N_("objections to answer"),
    "approve": N_("tasks to approve"),
}
ASKED_KINDS: dict[str, str] = {
    "agency": N_("public body"),
    "unit": N_("village or workplace"),
    "body": N_("leading body"),
    "party_committee": N_("Party committee"),
    "political_legal_commission": N_("political and legal commission"),
    "police": N_("police"),
    "court": N_("court"),
    "procuratorate": N_("procuratorate"),
    "justice": N_("justice department"),
    "emergency_management": N_("emergency management"),
    "petitions_office": N_("petitions office"),
    "police_station": N_("police station"),
    "tribunal": N_("people's tribunal"),
    "vehicle_office": N_("vehicle office"),
}
ASKED_LEVELS: dict[str, str] = {
    "1": N_("of the province itself"),
    "2": N_("of cities"),
    "3": N_("of counties"),
    "4": N_("of townships"),
}
PARTS: dict[str, str] = {"campaign": N_("Campaign"), "plan": N_("Plan"), "measure": N_("Measure")}
CHANGES: dict[str, str] = {"added": N_("new part"), "removed": N_("gone"), "changed": N_("changed")}
FIELDS: dict[str, str] = {
    "kind": N_("Kind"),
    "title": N_("Title"),
    "basis": N_("Basis"),
    "issuer": N_("Issuing party"),
    "starts": N_("First day"),
    "ends": N_("Last day"),
    "due": N_("Last day"),
    "months": N_("Number of months"),
    "check_on": N_("Mid-term check"),
    "parent": N_("Belongs to"),
    "plan": N_("Belongs to"),
    "cross_phase": N_("Cross-phase"),
    "text": N_("What is asked for"),
    "owner": N_("Answerable party"),
    "evidence_rule": N_("What shows it"),
}


def choices(table: dict[str, str]) -> list[tuple[str, str]]:
    """(code, word) pairs in the active language."""
    return [(str(code), gettext(word)) for code, word in table.items()]


def options(table: dict[str, str], chosen: str, everything: str) -> list[tuple[str, str, bool]]:
    """(code, word, chosen) for a filter, everything first."""
    return [("", everything, not chosen), *((code, word, code == chosen) for code, word in choices(table))]
