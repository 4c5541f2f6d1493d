"""Words for the codes that the desk shows."""

from django.utils.translation import gettext

from chizi.core.words import N_

ZEROS: dict[str, str] = {
    "petition": N_("zero petitions"),
    "accident": N_("zero accidents"),
    "case": N_("zero cases"),
    "three_zero": N_("three zeros together"),
}
BODIES: dict[str, str] = {
    "petitions_office": N_("petitions office"),
    "emergency_management": N_("emergency management"),
    "police": N_("police"),
}
FAMILIES: dict[str, str] = {
    "settlements": N_("villages and communities"),
    "workplaces": N_("enterprises and institutions"),
}
KINDS: dict[str, str] = {
    "village": N_("village"),
    "community": N_("community"),
    "enterprise": N_("enterprise"),
    "institution": N_("institution"),
}
LEVELS: dict[int, str] = {1: N_("Province"), 2: N_("City"), 3: N_("County"), 4: N_("Township")}
STATES: dict[str, str] = {
    "proposed": N_("proposed"),
    "published": N_("published"),
    "corrected": N_("replaced by a corrected version"),
    "withdrawn": N_("withdrawn"),
    "declined": N_("declined"),
}
ROLES: dict[str, str] = {
    "office": N_("leading-group office"),
    "clerk": N_("clerk"),
    "leader": N_("leader"),
    "officer": N_("officer"),
    "inspector": N_("inspector"),
    "verifier": N_("verifier"),
    "custodian": N_("identity custodian"),
    "lead-handler": N_("handler of leads"),
    "petition-agent": N_("petition agent"),
    "mediator": N_("mediator"),
    "dispatcher": N_("dispatcher"),
    "duty-unit": N_("unit on duty"),
    "lead-department": N_("lead department"),
    "criteria-author": N_("author of criteria"),
    "publisher": N_("publisher"),
    "auditor": N_("auditor"),
    "system-admin": N_("system administrator"),
    "security-admin": N_("security administrator"),
}
STEPS: dict[str, str] = {
    "appeal.answered": N_("answered an objection"),
    "appeal.raised": N_("raised an objection"),
    "agencies.imported": N_("imported public bodies"),
    "criteria.registered": N_("registered criteria"),
    "delivery.taken": N_("handed in facts"),
    "demo.built": N_("built the demonstration"),
    "divisions.imported": N_("imported divisions"),
    "grant.ended": N_("ended a role"),
    "grant.withdrawn": N_("withdrew a role"),
    "grant.given": N_("gave a role"),
    "people.demo-password": N_("gave the demonstration's password"),
    "people.imported": N_("imported people"),
    "person.appointed": N_("appointed somebody to a post"),
    "person.added": N_("registered a person"),
    "person.password-set": N_("set a password"),
    "publication.approved": N_("approved a publication"),
    "publication.corrected": N_("marked a version as corrected"),
    "publication.correction-proposed": N_("proposed a correction"),
    "publication.declined": N_("declined a publication"),
    "publication.proposed": N_("proposed a publication"),
    "publication.withdrawn": N_("withdrew a publication"),
    "run.computed": N_("judged the province"),
    "units.imported": N_("imported units"),
}


def said(table: dict[str, str], code: str) -> str:
    """The word for a code in the active language; an unknown code is shown as it is."""
    return gettext(table[code]) if code in table else code


def said_level(level: int) -> str:
    """What kind of place it is."""
    return gettext(LEVELS[level]) if level in LEVELS else ""
