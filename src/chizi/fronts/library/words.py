"""Words for the codes of materials, the same on every page of the library."""

from django.utils.translation import gettext

from chizi.core.words import N_

KINDS: dict[str, str] = {
    "document": N_("document"),
    "law": N_("law or regulation"),
    "film": N_("film"),
    "cautionary": N_("cautionary case"),
    "role_model": N_("role model"),
    "honour": N_("roll of honour"),
}
STATES: dict[str, str] = {
    "draft": N_("not published"),
    "published": N_("published"),
    "withdrawn": N_("withdrawn"),
}
CLASSIFICATIONS: dict[str, str] = {
    "public": N_("public"),
    "internal": N_("internal, no secret"),
    "secret": N_("state secret or work secret"),
}
AUDIENCES: dict[str, str] = {
    "place": N_("everybody who learns at its owner's place and below"),
    "parties": N_("the people of the parties named"),
}
CONSENTS: dict[str, str] = {"person": N_("the person"), "family": N_("the family")}
FATES: dict[str, str] = {
    "new": N_("new"),
    "newer": N_("a newer text of one that is here"),
    "same": N_("unchanged"),
    "no-title": N_("no title in its first lines"),
    "no-articles": N_("no articles (第一条 …) in it"),
    "too-long": N_("too long for a law"),
    "no-text": N_("cannot be read as text"),
    "twice": N_("another file has the same title"),
}
BAD_FATES = ("no-title", "no-articles", "too-long", "no-text", "twice")


def kind_word(kind: str) -> str:
    return gettext(KINDS[kind]) if kind in KINDS else kind


def state_word(state: str) -> str:
    return gettext(STATES[state]) if state in STATES else state


def choices(table: dict[str, str]) -> list[tuple[str, str]]:
    """Codes with their words in the active language."""
    return [(code, gettext(word)) for code, word in table.items()]
