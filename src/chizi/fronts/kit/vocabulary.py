"""Words for the codes of the yardstick, the register and the roles, the same on every front."""

from django.utils.translation import gettext

from chizi.core.words import N_

ZEROS: dict[str, str] = {
    "three_zero": N_("three zeros together"),
    "petition": N_("zero petitions"),
    "accident": N_("zero accidents"),
    "case": N_("zero cases"),
}
SINGLE = ("petition", "accident", "case")
KINDS: dict[str, str] = {
    "village": N_("villages"),
    "community": N_("communities"),
    "enterprise": N_("enterprises"),
    "institution": N_("institutions"),
}
KIND: dict[str, str] = {
    "village": N_("village"),
    "community": N_("community"),
    "enterprise": N_("enterprise"),
    "institution": N_("institution"),
}
SUBTYPES: dict[str, str] = {
    "settlement_appeal": N_("appeal for settlement"),
    "complaint": N_("complaint"),
    "visit": N_("visit petition"),
    "suggestion": N_("suggestion"),
    "misconduct_report": N_("report of misconduct"),
    "legal_route": N_("matter for another legal route"),
    "outside_power": N_("matter outside the unit's power"),
    "work_safety": N_("work-safety accident"),
    "fire": N_("fire"),
    "traffic": N_("traffic accident"),
    "other_safety": N_("other safety accident"),
    "near_miss": N_("near miss"),
    "criminal": N_("criminal case"),
    "public_order": N_("public-order case"),
}
SEVERITIES: dict[int, str] = {
    1: N_("slight"),
    2: N_("ordinary"),
    3: N_("of great influence"),
    4: N_("extremely grave"),
}
TALLIES: dict[str, str] = {
    "fatal_accidents": N_("fatal accidents"),
    "deaths": N_("deaths in accidents"),
    "criminal_cases": N_("criminal cases"),
    "public_order_cases": N_("public-order cases"),
    "petitions_in_time": N_("petitions settled in time"),
    "petitions_late": N_("petitions settled late or not at all"),
}
SECTORS: dict[str, str] = {
    "agriculture": N_("agriculture"),
    "mining": N_("mining"),
    "manufacturing": N_("manufacturing"),
    "energy": N_("energy and water"),
    "construction": N_("construction"),
    "trade": N_("trade"),
    "transport": N_("transport"),
    "hospitality": N_("lodging and catering"),
    "finance": N_("finance"),
    "education": N_("education"),
    "health": N_("health"),
    "culture": N_("culture and sport"),
    "public_service": N_("public services"),
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
LEVELS: dict[int, str] = {2: N_("City"), 3: N_("County"), 4: N_("Township")}


def said(table: dict[str, str], code: str) -> str:
    """The word for a code in the active language; an unknown code is shown as it is."""
    return gettext(table[code]) if code in table else code


def severity_word(severity: int | None) -> str:
    return gettext(SEVERITIES[severity]) if severity in SEVERITIES else ""


def slice_word(code: str) -> str:
    """ "all", "kind:village" or "sector:mining" as people say it."""
    kind, _, value = code.partition(":")
    if kind == "kind":
        return said(KINDS, value)
    if kind == "sector":
        return gettext("sector %(name)s") % {"name": sector_word(value)}
    return gettext("all units")


def sector_word(code: str) -> str:
    """A sector by its name; sectors are the register's own, so an unknown code is shown as it is."""
    return said(SECTORS, code)
