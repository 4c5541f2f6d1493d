"""Whom a notice about a matter goes to, and whom to ask: those who stand in a relation to it."""

from datetime import datetime

from django.db.models import Q, QuerySet

from chizi.core.workflow import Relation
from chizi.matters.models import Matter
from chizi.org.abilities import local_day
from chizi.org.models import Grant, Person
from chizi.org.rules import Ability, Level, roles_with

MOST = 50

Named = tuple[str, str, int]
"""Reference, name and id of a person."""


def people_of(matter: Matter, relation: str, *, now: datetime) -> list[Named]:
    """The active people in a relation to the matter, at most 50, in the order of user names; one query.

    Of those who act by their place only the nearest level that has anybody, so that a county's matter does not
    ring in the whole province.
    """
    if relation == Relation.RAISER:
        username = matter.raised_by.removeprefix("person:")
        rows = Person.objects.filter(username=username, is_active=True)
        return [(one.ref, one.name, one.pk) for one in rows]
    if relation == Relation.PARTY:
        bound = Q(party_code=matter.party.code)
        if matter.party.agency_id is not None:
            bound |= Q(agency_id=matter.party.agency_id)
        return [one for _, one in _granted(Ability.HANDLE_MATTER, bound, now)]
    ability = Ability.VERIFY_MATTER if relation == Relation.VERIFIER else Ability.RAISE_MATTER
    places = [one for one in (matter.city_id, matter.county_id, matter.town_id) if one is not None]
    found = _granted(ability, Q(region_id__in=places) | Q(region__level=Level.PROVINCE), now)
    nearest = max((level for level, _ in found), default=0)
    return [one for level, one in found if level == nearest]


def _granted(ability: Ability, where: Q, now: datetime) -> list[tuple[int, Named]]:
    """(level of the grant's place, person) of everybody with the ability."""
    day = local_day(now)
    roles = [one.value for one in roles_with(ability)]
    rows: QuerySet[Grant] = Grant.objects.filter(where, role__in=roles, from_date__lte=day)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=day), person__is_active=True)
    values = rows.order_by("-region__level", "person__username").values_list(
        "region__level", "person__username", "person__name", "person_id"
    )
    pairs = values.distinct()[:MOST]
    return [(level, (f"person:{username}", name, ident)) for level, username, name, ident in pairs]
