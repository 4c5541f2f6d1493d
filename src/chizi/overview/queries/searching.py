"""One search over the rooms, within what the viewer may see."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from chizi.matters.queries import Filters, Line, ledger
from chizi.org.abilities import Actor, narrow, scope_of
from chizi.org.models import Region, Unit
from chizi.org.queries import RegionRef, region_ref
from chizi.org.rules import Ability
from chizi.plan.queries import PlanHit, search_library, search_plan
from chizi.plan.queries.regulations import RegulationLine

FOUND, LONGEST_SEARCH = 20, 60


@dataclass(frozen=True)
class Found:
    """What a search found: places by name or code, a unit by its code, and by words: matters, measures and tasks,
    documents of the library."""

    regions: tuple[RegionRef, ...]
    units: tuple[Unit, ...]
    matters: tuple[Line, ...] = ()
    plan: tuple[PlanHit, ...] = ()
    regulations: tuple[RegulationLine, ...] = ()


def find(viewer: Actor, text: str, *, now: datetime) -> Found:
    """What lies within what the viewer may see. Units are found by code; their names are not indexed."""
    wanted = text.replace("\0", "").strip()[:LONGEST_SEARCH]
    if not wanted:
        return Found((), ())
    places = Region.objects.filter(valid_to__isnull=True).order_by("level", "code")
    places = places.filter(Q(name__icontains=wanted) | Q(code__startswith=wanted))
    places = narrow(places, scope_of(viewer, Ability.SEE_FIGURES, now=now))
    units = Unit.objects.filter(latest=True, code=wanted).select_related("county", "town")
    units = narrow(units, scope_of(viewer, Ability.SEE_UNITS, now=now))
    return Found(
        tuple(region_ref(one) for one in places[:FOUND]),
        tuple(units),
        ledger(viewer, now=now, filters=Filters(words=wanted), limit=FOUND).lines,
        search_plan(viewer, wanted, now=now, limit=FOUND),
        search_library(viewer, wanted, now=now)[:FOUND],
    )
