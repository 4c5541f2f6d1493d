"""Words of the public pages for codes in publication files."""

from django.utils.translation import gettext

from chizi.core.words import N_
from chizi.fronts.kit.formats import period_text

ZEROS: dict[str, str] = {
    "three_zero": N_("three zeros together"),
    "petition": N_("zero petitions"),
    "accident": N_("zero accidents"),
    "case": N_("zero cases"),
}
QUESTIONS: dict[str, str] = {
    "three_zero": N_("%(region)s, %(period)s: how many villages and workplaces kept all three zeros?"),
    "petition": N_("%(region)s, %(period)s: how many villages and workplaces kept zero petitions?"),
    "accident": N_("%(region)s, %(period)s: how many villages and workplaces kept zero accidents?"),
    "case": N_("%(region)s, %(period)s: how many villages and workplaces kept zero cases?"),
}
KINDS: dict[str, str] = {
    "village": N_("villages"),
    "community": N_("communities"),
    "enterprise": N_("enterprises"),
    "institution": N_("institutions"),
}
SECTORS: dict[str, str] = {
    "agriculture": N_("agriculture"),
    "mining": N_("mining"),
    "manufacturing": N_("manufacturing"),
    "energy": N_("energy and water"),
    "construction": N_("construction"),
    "trade": N_("trade"),
    "transport": N_("transport"),
    "catering": N_("lodging and catering"),
    "services": N_("services"),
    "education": N_("education"),
    "health": N_("health"),
    "culture": N_("culture and sport"),
    "administration": N_("public administration"),
}
COUNTS: dict[str, str] = {
    "deaths": N_("deaths in accidents"),
    "fatal_accidents": N_("fatal accidents"),
    "criminal_cases": N_("criminal cases"),
    "public_order_cases": N_("public-order cases"),
    "petitions_in_time": N_("petitions settled in time"),
    "petitions_late": N_("petitions settled late or not at all"),
}
CLOCKS: dict[str, str] = {
    "due_at": N_("It counts in the month in which the time ran out."),
    "occurred_at": N_("It counts in the month in which it happened."),
    "reported_at": N_("It counts in the month in which it was reported."),
}
LEVELS: dict[int, str] = {2: N_("City"), 3: N_("County"), 4: N_("Township")}


def said(table: dict[str, str], code: str) -> str:
    """The word for a code in the active language; an unknown code is shown as it is."""
    return gettext(table[code]) if code in table else code


def slice_word(code: str) -> str:
    """ "all", "kind:village" or "sector:mining" as people say it."""
    kind, _, value = code.partition(":")
    if kind == "kind":
        return said(KINDS, value)
    if kind == "sector":
        return gettext("sector %(name)s") % {"name": said(SECTORS, value)}
    return gettext("all villages and workplaces")


def question(zero: str, region: str, period: str) -> str:
    """What the headline answers."""
    return gettext(QUESTIONS[zero]) % {"region": region, "period": period_text(period)}
