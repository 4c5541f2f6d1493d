"""Who may do what, where, since when, by whose word and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from chizi.core.cursors import number_cursor
from chizi.org.abilities import Actor, local_day, narrow, scope_of
from chizi.org.models import Grant, Party, Person, Region
from chizi.org.queries.people import names_of_people
from chizi.org.queries.places import RegionRef, region_ref
from chizi.org.refusals import UnknownGrant
from chizi.org.rules import ABILITIES, OWN_WORK, Ability, Level, Place, Role, active, roles_with


@dataclass(frozen=True)
class Reason:
    """Why somebody may do something: one grant. ``region`` is the part of the tree in which it counts.

    ``party`` is the party that the grant is bound to (None: none); ``granted_by`` the reference of the giver, and
    ``giver`` his name where he is registered. ``until`` is the last day, None: until further notice.
    """

    ability: Ability
    role: Role
    person: Person
    region: RegionRef
    party: tuple[str, str] | None
    since: date
    until: date | None
    granted_by: str
    giver: str
    reason: str
    grant_id: int
    version: int


def grants_in(viewer: Actor, *, now: datetime, after: str = "", limit: int = 50) -> list[Grant]:
    """Grants at places where the viewer may see grants, newest first, keyset by id."""
    scope = scope_of(viewer, Ability.SEE_GRANTS, now=now)
    rows = narrow(Grant.objects.select_related("person", "region", "agency"), scope, "region__")
    if (number := number_cursor(after)) is not None:
        rows = rows.filter(id__lt=number)
    return list(rows.order_by("-id")[:limit])


def grants_for(viewer: Actor, person: Person, *, now: datetime) -> list[Grant]:
    """All grants of a person, past and to come, newest first: his own for himself, else where one may see them."""
    return list(_seen(viewer, now).filter(person=person).order_by("-from_date", "-id"))


def grant_by_id(viewer: Actor, grant_id: int, *, now: datetime) -> Grant:
    """One grant within sight. Raises UnknownGrant."""
    found = _seen(viewer, now).filter(id=grant_id).first()
    if found is None:
        raise UnknownGrant
    return found


def what_may(
    viewer: Actor, person: Person, *, now: datetime, among: Iterable[Grant] | None = None
) -> list[Reason]:
    """What a person may do today and by which grant, in the order of abilities; three queries.

    For oneself everything; for others what stands in grants that the viewer may see. Who left may do nothing.
    ``among`` is what `grants_for` gave, where a page needs both: it saves a query.
    """
    if not person.is_active:
        return []
    if among is None:
        among = _current(_seen(viewer, now).filter(person=person), now)
    day = local_day(now)
    grants = sorted((one for one in among if active(one.from_date, one.until, day)), key=lambda one: one.id)
    pairs = [(ability, one) for one in grants for ability in ABILITIES[Role(one.role)]]
    order = {ability: at for at, ability in enumerate(Ability)}
    return _reasons(sorted(pairs, key=lambda pair: (order[pair[0]], pair[1].id)))


def who_may(
    viewer: Actor,
    *,
    now: datetime,
    ability: Ability,
    place: Place | None = None,
    party: Party | None = None,
    after: str = "",
    limit: int = 100,
) -> list[Reason]:
    """Everybody who has the ability today at a place (None: in the whole province), with the grant that gives it.

    Work as a party (WORK_TASK, HANDLE_MATTER) belongs to those who stand for it: with ``party`` only they are
    named. Grants that the viewer may not see are left out; keyset by grant id. Three queries.
    """
    rows = _current(_seen(viewer, now), now).filter(role__in=[one.value for one in roles_with(ability)])
    rows = rows.filter(person__is_active=True)
    if party is not None and ability in OWN_WORK:
        bound = Q(party_code=party.code)
        bound |= Q(agency__isnull=False, agency_id=party.agency_id) if party.agency_id else Q(pk__in=[])
        rows = rows.filter(bound)
    else:
        rows = rows.filter(_covering(party or place))
    if (number := number_cursor(after)) is not None:
        rows = rows.filter(id__gt=number)
    return _reasons([(ability, one) for one in rows.order_by("id")[:limit]])


def _covering(place: Place | None) -> Q:
    """Grants whose subtree holds the place; for none, those of the whole province."""
    wanted = Q(region__level=Level.PROVINCE.value)
    ids = [place.city_id, place.county_id, place.town_id] if place is not None else []
    return wanted | Q(region_id__in=[one for one in ids if one is not None])


def _seen(viewer: Actor, now: datetime) -> QuerySet[Grant]:
    """Grants that the viewer may see: his own, and those at places where he may see grants."""
    rows = Grant.objects.select_related("person", "region", "agency")
    scope = scope_of(viewer, Ability.SEE_GRANTS, now=now)
    if scope.everything or not isinstance(viewer, Person):
        return narrow(rows, scope, "region__")
    wanted = Q(person=viewer)
    if not scope.empty:
        places = narrow(Region.objects.all(), scope)
        wanted |= Q(region__in=places.values("id"))
    return rows.filter(wanted)


def _current(rows: QuerySet[Grant], now: datetime) -> QuerySet[Grant]:
    day = local_day(now)
    return rows.filter(Q(until__isnull=True) | Q(until__gte=day), from_date__lte=day)


def _reasons(pairs: Iterable[tuple[Ability, Grant]]) -> list[Reason]:
    pairs = list(pairs)
    givers = names_of_people({grant.granted_by for _, grant in pairs})
    bound = {grant.party_code for _, grant in pairs if grant.party_code}
    names = dict(Party.objects.filter(code__in=bound).values_list("code", "name")) if bound else {}
    return [
        Reason(
            ability=ability,
            role=Role(grant.role),
            person=grant.person,
            region=region_ref(grant.region),
            party=_party(grant, names),
            since=grant.from_date,
            until=grant.until,
            granted_by=grant.granted_by,
            giver=givers.get(grant.granted_by, grant.granted_by),
            reason=grant.reason,
            grant_id=grant.id,
            version=grant.version,
        )
        for ability, grant in pairs
    ]


def _party(grant: Grant, names: dict[str, str]) -> tuple[str, str] | None:
    if grant.party_code:
        return grant.party_code, names.get(grant.party_code, grant.party_code)
    return (f"agency:{grant.agency.code}", grant.agency.name) if grant.agency else None
