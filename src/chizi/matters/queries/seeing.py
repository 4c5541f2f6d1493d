"""Which matters somebody may see, and how one is found."""

from datetime import datetime

from django.db.models import QuerySet

from chizi.matters.models import Matter
from chizi.matters.refusals import UnknownMatter
from chizi.org.abilities import Actor, narrow, party_codes, scope_of
from chizi.org.rules import Ability

LARGEST = 2**62


def visible_matters(viewer: Actor, *, now: datetime) -> QuerySet[Matter]:
    """Matters at places where the viewer may see them, and those of the parties that he stands for."""
    scope = scope_of(viewer, Ability.SEE_MATTERS, now=now)
    rows = Matter.objects.all()
    codes = party_codes(viewer, Ability.HANDLE_MATTER, now=now)
    if scope.everything or not codes:
        return narrow(rows, scope)
    return narrow(rows, scope) | rows.filter(party__code__in=sorted(codes))


def visible_matter(viewer: Actor, number: int, *, now: datetime, lock: bool = False) -> Matter:
    """One matter with its party and place. Raises UnknownMatter outside of what the viewer may see."""
    found = None
    if 0 < number < LARGEST:
        rows = Matter.objects.select_related("party", "party__region", "city", "county", "town")
        if lock:
            rows = rows.select_for_update(of=("self",))
        found = rows.filter(id=number).first()
    if found is None or not _seen(viewer, found, now):
        raise UnknownMatter(number=str(number)[:20])
    return found


def _seen(viewer: Actor, matter: Matter, now: datetime) -> bool:
    if scope_of(viewer, Ability.SEE_MATTERS, now=now).covers(matter):
        return True
    return matter.party.code in party_codes(viewer, Ability.HANDLE_MATTER, now=now)
