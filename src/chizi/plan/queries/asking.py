"""Who can be asked: parties where the viewer may give out tasks, each with its load against its cap (R-08)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from chizi.ground.counters.counts import read_counts
from chizi.org.abilities import Actor, narrow, scope_of
from chizi.org.models import Party, Person
from chizi.org.queries import RegionRef, region_ref
from chizi.org.queries.places import ancestors, children, home_region, visible_region
from chizi.org.rules import Ability, AgencyKind, Level, PartyKind
from chizi.plan.campaign_policy import campaign_policy
from chizi.plan.models import Assignment
from chizi.plan.rules.tasks import level_of
from chizi.plan.tallies import LOAD

MOST_WORDS = 5
MOST_PEOPLE = 500
LONGEST = 60  # of a party's code


@dataclass(frozen=True)
class Askable:
    """A party that can be asked, with its open imposed items and its cap."""

    code: str
    name: str
    place: str
    open: int
    cap: int


@dataclass(frozen=True)
class AskablePage:
    """Some parties by code; the way down to the place and the places below it; ``after`` the next cursor."""

    region: RegionRef | None
    above: tuple[RegionRef, ...]
    below: tuple[RegionRef, ...]
    parties: tuple[Askable, ...]
    after: str


NOBODY = AskablePage(None, (), (), (), "")


def askable(
    viewer: Actor,
    *,
    now: datetime,
    region: str = "",
    kind: str = "",
    level: int = 0,
    words: str = "",
    without: str = "",
    after: str = "",
    limit: int = 50,
) -> AskablePage:
    """Open parties in the subtree of ``region`` (empty: the highest of the viewer) to whom he may give tasks.

    ``kind`` is a PartyKind or the kind of an agency, ``level`` how deep the party stands (1 to 4, 0: any),
    ``without`` the code of one that is left out.
    Raises UnknownRegion for a place outside his part.
    """
    scope = scope_of(viewer, Ability.ASSIGN_TASK, now=now)
    home = None if region else home_region(viewer, now=now, ability=Ability.ASSIGN_TASK)
    if not region and home is None:
        return NOBODY
    at = home or visible_region(viewer, region, now=now, ability=Ability.ASSIGN_TASK)
    wanted = Q(closed_on__isnull=True)
    if at.level > Level.PROVINCE:
        wanted &= Q(**{f"{Level(at.level).name.lower()}_id": at.id})
    wanted &= _of_kind(kind) & _at(level)
    for word in words.replace("\0", "").split()[:MOST_WORDS]:
        wanted &= Q(name__icontains=word) | _coded(word)
    rows = narrow(Party.objects.filter(wanted), scope).select_related("region").order_by("code")
    if without:
        rows = rows.exclude(code=without)
    if after and len(after) <= LONGEST and after.isprintable():
        rows = rows.filter(code__gt=after)
    found = list(rows[: limit + 1])
    return AskablePage(
        region=region_ref(at),
        above=ancestors(at, scope),
        below=tuple(region_ref(one) for one in children(at)),
        parties=_loaded(found[:limit]),
        after=found[limit - 1].code if len(found) > limit else "",
    )


def _of_kind(kind: str) -> Q:
    if kind in set(PartyKind):
        return Q(kind=kind)
    return Q(agency__kind=kind) if kind in set(AgencyKind) else Q()


def _coded(word: str) -> Q:
    """Codes that begin so, with the word of their kind before them or without, as they stand in people's sheets."""
    found = Q(code__startswith=word)
    for kind in PartyKind:
        found |= Q(code__startswith=f"{kind.value}:{word}")
    return found


def _at(level: int) -> Q:
    """Parties of exactly this level: below it nothing is filled in."""
    wanted = Q()
    for depth, field in ((2, "city_id"), (3, "county_id"), (4, "town_id")):
        if 1 <= level <= 4:
            wanted &= Q(**{f"{field}__isnull": depth > level})
    return wanted


def askables(viewer: Actor, codes: Iterable[str], *, now: datetime) -> tuple[Askable, ...]:
    """The parties of these codes among those he may ask, by code; what is not there is left out."""
    wanted = [code for code in codes if len(code) <= LONGEST and code.isprintable()]
    if not wanted:
        return ()
    scope = scope_of(viewer, Ability.ASSIGN_TASK, now=now)
    rows = narrow(Party.objects.filter(code__in=wanted), scope).select_related("region").order_by("code")
    return _loaded(list(rows))


def _loaded(found: Sequence[Party]) -> tuple[Askable, ...]:
    counts = read_counts(LOAD, [f"p{one.id}" for one in found])
    policy = campaign_policy()
    return tuple(
        Askable(one.code, one.name, one.region.name, counts[f"p{one.id}"], policy.cap_at(level_of(one)))
        for one in found
    )


def colleagues(row: Assignment, *, on: date) -> tuple[Person, ...]:
    """Who serves in the agency that an assignment is for, by name; nobody for a party that is no agency. No scope: the
    caller has asked whether the viewer may hand the work over."""
    if row.party.agency_id is None:
        return ()
    rows = Person.objects.filter(agency_id=row.party.agency_id, is_active=True)
    rows = rows.filter(Q(left_on__isnull=True) | Q(left_on__gt=on))
    return tuple(rows.order_by("name", "username")[:MOST_PEOPLE])
