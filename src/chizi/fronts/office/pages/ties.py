"""Declared kinship as a page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from chizi.fronts.kit.formats import day_text, local
from chizi.fronts.office.pages.people import span
from chizi.fronts.office.words import RELATIONS


@dataclass(frozen=True)
class TieLine:
    """One declaration: the relation, where the relative serves, and how long it stands."""

    number: int
    relation: str
    party: str
    span: str
    stands: bool


def ties(found: Iterable[Any], on: date) -> list[TieLine]:
    """Declarations, the newest first."""
    return [
        TieLine(
            one.id,
            gettext(RELATIONS[one.relation]) if one.relation in RELATIONS else one.relation,
            one.party.name,
            _span(one),
            one.until is None or on <= one.until,
        )
        for one in found
    ]


def _span(one: Any) -> str:
    if one.from_date is None and one.until is None:
        return gettext("declared on %(day)s") % {"day": day_text(local(one.declared_at).date())}
    if one.from_date is None:
        return gettext("until %(day)s") % {"day": day_text(one.until)}
    return span(one.from_date, one.until)
