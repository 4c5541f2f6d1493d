"""Words of matters that no kind's file holds."""

from django.utils.translation import gettext

from chizi.core.words import N_

ROLES: dict[str, str] = {
    "raiser": N_("whoever raised it"),
    "issuer": N_("another person who may raise such matters here"),
    "party": N_("whoever stands for the party"),
    "verifier": N_("a verifier outside the party's line"),
}
COLOURS: dict[str, str] = {
    "blue": N_("due soon"),
    "yellow": N_("due now"),
    "red": N_("overdue"),
}
FIELDS: dict[str, str] = {
    "title": N_("Title"),
    "fact": N_("Fact"),
    "judgement": N_("Judgement"),
    "basis": N_("Basis"),
    "demand": N_("What has to be put right"),
}


def said(table: dict[str, str], code: str) -> str:
    """The word for a code in the active language; an unknown code is shown as it is."""
    return gettext(table[code]) if code in table else code
