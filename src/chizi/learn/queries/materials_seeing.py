"""Who may read which material."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from chizi.learn.models import Material, MaterialReader
from chizi.learn.refusals.materials import UnknownMaterial
from chizi.learn.rules.materials import Audience, MaterialState
from chizi.org.abilities import Actor, grants_of, narrow, party_codes, scope_of
from chizi.org.models import Agency, Party, Person
from chizi.org.rules import Ability, Role, roles_with

LARGEST = 2**63 - 1


def visible(viewer: Actor | None, now: datetime) -> QuerySet[Material]:
    """Materials that the viewer may open: published for him, or lying where he sees learning in any state."""
    rows = Material.objects.all()
    scope = scope_of(viewer, Ability.SEE_LEARNING, now=now)
    if scope.everything:
        return rows
    seen = _for_learner(viewer, now)
    if not scope.empty:
        seen |= Q(pk__in=narrow(Material.objects.all(), scope).values("pk"))
    return rows.filter(seen)


def _for_learner(viewer: Actor | None, now: datetime) -> Q:
    """What is published for a learner: at his place or above it for everybody, or for his parties."""
    if not isinstance(viewer, Person) or scope_of(viewer, Ability.LEARN, now=now).empty:
        return Q(pk__in=[])
    wanted = {one.value for one in roles_with(Ability.LEARN)}
    regions = [grant.region for grant in grants_of(viewer, now) if grant.role in wanted]
    codes = set(party_codes(viewer, Ability.LEARN, now=now))
    if viewer.agency_id is not None:
        agency = Agency.objects.select_related("region").get(pk=viewer.agency_id)
        regions.append(agency.region)
        codes.add(f"agency:{agency.code}")
    places: set[int] = set()
    for region in regions:
        above = (region.pk, region.province_id, region.city_id, region.county_id, region.town_id)
        places |= {one for one in above if one is not None}
    named = MaterialReader.objects.filter(material=OuterRef("pk"), party__code__in=sorted(codes))
    at_place = Q(audience=Audience.PLACE.value, region_id__in=sorted(places))
    for_party = Q(Exists(named), audience=Audience.PARTIES.value)
    return Q(state=MaterialState.PUBLISHED.value) & (at_place | for_party)


def readable(viewer: Actor, ids: Iterable[int], now: datetime) -> set[int]:
    """Those of the materials that are published and that the viewer may read."""
    wanted = [number for number in ids if 0 < number <= LARGEST]
    rows = visible(viewer, now).filter(pk__in=wanted, state=MaterialState.PUBLISHED.value)
    return set(rows.values_list("pk", flat=True))


def material_for(viewer: Actor, number: int, now: datetime) -> Material:
    """The material, for somebody who may open it. Raises UnknownMaterial."""
    if not 0 < number <= LARGEST:
        raise UnknownMaterial
    found = (
        visible(viewer, now).select_related("owner", "region", "concluded", "story").filter(pk=number).first()
    )
    if found is None:
        raise UnknownMaterial
    return found


def sees_drafts(viewer: Actor, material: Material, now: datetime) -> bool:
    """Whether he may see what is not published yet and what was withdrawn."""
    return scope_of(viewer, Ability.SEE_LEARNING, now=now).covers(material)


def keeps_for(actor: Actor, party: Party, now: datetime) -> bool:
    """Whether he keeps materials of the party: the office of its place, or a clerk for his own party."""
    if scope_of(actor, Ability.MANAGE_LEARNING, now=now, role=Role.OFFICE).covers(party):
        return True
    return party.code in party_codes(actor, Ability.MANAGE_LEARNING, now=now)
