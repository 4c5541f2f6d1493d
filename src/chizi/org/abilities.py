"""The one gate: who may do what where. Default is no.

`scope_of` turns a person's grants into a Scope; `require` is what every action asks first; `narrow` is the
same answer as a query.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet

from chizi.org.models import Grant, Party, Person
from chizi.org.refusals import NeedsPerson, NotAllowed
from chizi.org.rules import CONSOLE, LOOK, Ability, Level, Place, Role, Scope, roles_with

Rows = TypeVar("Rows", bound=QuerySet[Any])


@dataclass(frozen=True)
class Console:
    """Whoever runs the command on the machine itself. He may look, as he may read the database anyway; he
    writes only until the first person is registered."""

    ref: str = CONSOLE
    name: str = CONSOLE


Actor = Person | Console
SIGHT = (Ability.SEE_FIGURES, Ability.SEE_PLAN, Ability.SEE_BODIES, Ability.SEE_PEOPLE, Ability.SEE_GRANTS)


def local_day(now: datetime) -> date:
    """The calendar day of an instant in CHIZI_TZ; grants and posts are dated by days."""
    return now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


@dataclass(frozen=True)
class CodeScope(Scope):
    """A Scope that can also narrow querysets of rows that carry a region code as text (core.Scope)."""

    def narrow_codes(self, rows: Rows, field: str) -> Rows:
        """Rows whose code in ``field`` starts with one of the prefixes."""
        if self.everything:
            return rows
        wanted = Q(pk__in=[])
        for prefix in sorted(self.prefixes):
            wanted |= Q(**{f"{field}__startswith": prefix})
        return rows.filter(wanted)


def grants_of(person: Person, now: datetime) -> list[Grant]:
    """The person's grants that count today, with their regions; one query, kept on the instance for a day."""
    day = local_day(now)
    kept: tuple[date, list[Grant]] | None = getattr(person, "_grants", None)
    if kept and kept[0] == day:
        return kept[1]
    found = list(
        Grant.objects.filter(person=person, from_date__lte=day)
        .filter(Q(until__isnull=True) | Q(until__gte=day))
        .select_related("region", "agency")
        .order_by("id")
    )
    person._grants = (day, found)  # type: ignore[attr-defined]
    return found


def scope_of(
    actor: Actor | None, ability: Ability, *, now: datetime, role: Role | None = None, agency_kind: str = ""
) -> CodeScope:
    """The part of the tree in which the actor has the ability now; nothing for a stranger or a leaver.

    With ``agency_kind`` only grants count that are bound to an agency of this kind.
    """
    if isinstance(actor, Console):
        return CodeScope(everything=ability in LOOK or not Person.objects.exists())
    if actor is None or not getattr(actor, "pk", None) or not actor.is_active:
        return CodeScope()
    wanted = {role.value} if role else {one.value for one in roles_with(ability)}
    given = [grant for grant in grants_of(actor, now) if grant.role in wanted]
    if agency_kind:
        given = [grant for grant in given if grant.agency is not None and grant.agency.kind == agency_kind]
    return _joined(given)


def sight_of(actor: Actor | None, *, now: datetime) -> CodeScope:
    """Where the actor may look at anything at all: the union of his scopes in SIGHT. For names of parties."""
    if isinstance(actor, Console):
        return CodeScope(everything=True)
    if actor is None or not getattr(actor, "pk", None) or not actor.is_active:
        return CodeScope()
    wanted = {role.value for ability in SIGHT for role in roles_with(ability)}
    return _joined([grant for grant in grants_of(actor, now) if grant.role in wanted])


def _joined(grants: list[Grant]) -> CodeScope:
    by_level: dict[int, set[int]] = {level: set() for level in Level}
    for grant in grants:
        by_level[grant.region.level].add(grant.region_id)
    return CodeScope(
        everything=bool(by_level[Level.PROVINCE]),
        cities=frozenset(by_level[Level.CITY]),
        counties=frozenset(by_level[Level.COUNTY]),
        towns=frozenset(by_level[Level.TOWN]),
        prefixes=frozenset(grant.region.short_code for grant in grants),
    )


def stands_for(actor: Actor | None, ability: Ability, party: Party, *, now: datetime) -> bool:
    """Whether the actor may act *as* the party: by a grant with the ability that is bound to just this party.

    A clerk's grant for a police bureau does not reach the stations below it.
    """
    return party.code in party_codes(actor, ability, now=now)


def party_codes(actor: Actor | None, ability: Ability, *, now: datetime) -> frozenset[str]:
    """Codes of the parties that the actor stands for with the ability; the grants already read, no query."""
    if not isinstance(actor, Person) or actor.pk is None or not actor.is_active:
        return frozenset()
    wanted = {one.value for one in roles_with(ability)}
    found: set[str] = set()
    for grant in grants_of(actor, now):
        if grant.role in wanted:
            found |= {grant.party_code} if grant.party_code else set()
            found |= {f"agency:{grant.agency.code}"} if grant.agency is not None else set()
    return frozenset(found)


def may(actor: Actor | None, ability: Ability, place: Place | None = None, *, now: datetime) -> bool:
    """Whether the actor has the ability at the place; without a place: for the whole province."""
    scope = scope_of(actor, ability, now=now)
    return scope.everything if place is None else scope.covers(place)


def require(actor: Actor | None, ability: Ability, place: Place | None = None, *, now: datetime) -> None:
    """Raise NotAllowed (403) unless `may`; NeedsPerson for a console that comes after the first person."""
    if may(actor, ability, place, now=now):
        return
    if isinstance(actor, Console):
        raise NeedsPerson
    raise NotAllowed


def narrow(rows: Rows, scope: Scope, prefix: str = "") -> Rows:
    """The rows that `scope.covers` admits; ``prefix`` leads to the row that carries city, county and town."""
    if scope.everything:
        return rows
    wanted = Q(pk__in=[])
    for field, ids in (("city_id", scope.cities), ("county_id", scope.counties), ("town_id", scope.towns)):
        if ids:
            wanted |= Q(**{f"{prefix}{field}__in": sorted(ids)})
    return rows.filter(wanted)
