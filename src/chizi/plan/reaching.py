"""Finding a row for somebody who wants to do something with it: 404 outside what he may see, 403 for others' work."""

from collections.abc import Collection
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from chizi.core.texts import plain_text
from chizi.org.abilities import Actor, grants_of, may, party_codes, require, scope_of
from chizi.org.models import Party, Person
from chizi.org.rules import Ability, Scope
from chizi.plan.campaign_refusals import (
    BadText,
    NotYours,
    StalePage,
    UnknownAssignment,
    UnknownCampaign,
    UnknownTask,
)
from chizi.plan.models import Assignment, Campaign, Task
from chizi.plan.rules.campaigns import CampaignState

LARGEST = 2**63 - 1


def number(value: int) -> int:
    """A row number that the database can compare; what is too large is nobody's."""
    return value if 0 < value <= LARGEST else 0


def binds(scope: Scope, viewer: Actor | None, *, now: datetime, prefix: str = "") -> Q:
    """Rows placed within the viewer's scope, or above it: what the province issues binds every county."""
    if scope.everything:
        return Q()
    if scope.empty or not isinstance(viewer, Person):
        return Q(pk__in=[])
    cities, counties = set(scope.cities), set(scope.counties)
    for grant in grants_of(viewer, now):
        cities |= {one for one in (grant.region.city_id,) if one is not None}
        counties |= {one for one in (grant.region.county_id,) if one is not None}
    above = Q(**{f"{prefix}city_id": None})
    above |= Q(**{f"{prefix}city_id__in": sorted(cities), f"{prefix}county_id": None})
    above |= Q(**{f"{prefix}county_id__in": sorted(counties), f"{prefix}town_id": None})
    within = Q(**{f"{prefix}city_id__in": sorted(scope.cities)})
    within |= Q(**{f"{prefix}county_id__in": sorted(scope.counties)})
    within |= Q(**{f"{prefix}town_id__in": sorted(scope.towns)})
    return above | within


def visible_campaigns(viewer: Actor | None, *, now: datetime) -> QuerySet[Campaign]:
    """Campaigns that bind what the viewer may see; drafts only for those who may change them."""
    seen = Campaign.objects.filter(binds(scope_of(viewer, Ability.SEE_PLAN, now=now), viewer, now=now))
    mine = scope_of(viewer, Ability.MANAGE_PLAN, now=now)
    if mine.everything:
        return seen
    own = Q(city_id__in=sorted(mine.cities)) | Q(county_id__in=sorted(mine.counties))
    own |= Q(town_id__in=sorted(mine.towns))
    return seen.filter(~Q(state=CampaignState.DRAFT.value) | own)


def campaign_for(viewer: Actor | None, code: str, *, now: datetime) -> Campaign:
    """The campaign with this code. Raises UnknownCampaign."""
    known = code.isprintable() and len(code) <= 40
    found = (
        visible_campaigns(viewer, now=now).filter(code=code).select_related("issuer").first()
        if known
        else None
    )
    if found is None:
        raise UnknownCampaign(code=code[:40].replace("\0", ""))
    return found


def managed_campaign(actor: Actor, code: str, *, now: datetime) -> Campaign:
    """The campaign, locked, for somebody who may change it. Raises UnknownCampaign, NotAllowed."""
    campaign = campaign_for(actor, code, now=now)
    require(actor, Ability.MANAGE_PLAN, campaign, now=now)
    return Campaign.objects.select_for_update(of=("self",)).select_related("issuer").get(id=campaign.id)


def own_parties(viewer: Actor | None, *, now: datetime) -> list[int]:
    """Ids of the parties whose tasks the viewer works on; no query for somebody who stands for none."""
    codes = party_codes(viewer, Ability.WORK_TASK, now=now)
    return list(Party.objects.filter(code__in=sorted(codes)).values_list("id", flat=True)) if codes else []


def concerns(viewer: Actor | None, *, now: datetime) -> Q:
    """Assignments in the viewer's scope, of his parties, or his own."""
    first, *others = ways_to(viewer, now=now)
    return reduce(or_, others, first)


def ways_to(viewer: Actor | None, *, now: datetime) -> list[Q]:
    """The same, one condition for each way to see an assignment; together they are `concerns`."""
    scope = scope_of(viewer, Ability.SEE_PLAN, now=now)
    if scope.everything:
        return [Q()]
    places = (("city_id", scope.cities), ("county_id", scope.counties), ("town_id", scope.towns))
    ways = [_one_of(field, ids) for field, ids in places if ids]
    if isinstance(viewer, Person) and viewer.is_active and viewer.pk is not None:
        ways.append(Q(person_id=viewer.pk))
        if parties := own_parties(viewer, now=now):
            ways.append(Q(party_id__in=parties))
    return ways or [Q(pk__in=[])]


def _one_of(field: str, ids: Collection[int]) -> Q:
    """One place is asked for as such: a list of one would be sorted instead of walked."""
    return Q(**{field: next(iter(ids))}) if len(ids) == 1 else Q(**{f"{field}__in": sorted(ids)})


def assignment_for(
    actor: Actor | None, assignment_id: int, *, now: datetime, lock: bool = False
) -> Assignment:
    """The assignment with its task, issuer and party. Raises UnknownAssignment."""
    rows = Assignment.objects.filter(concerns(actor, now=now), id=number(assignment_id))
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.select_related("task", "issuer", "party", "region", "person").first()
    if found is None:
        raise UnknownAssignment(number=assignment_id)
    return found


def task_for(actor: Actor | None, task_id: int, *, now: datetime, lock: bool = False) -> Task:
    """The task, if its issuer stands within or above what the actor may see. Raises UnknownTask."""
    scope = scope_of(actor, Ability.SEE_PLAN, now=now)
    rows = Task.objects.filter(binds(scope, actor, now=now), id=number(task_id))
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.select_related("issuer", "measure", "region").first()
    if found is None:
        raise UnknownTask(number=task_id)
    return found


def issued_task(actor: Actor, task_id: int, *, now: datetime) -> Task:
    """The task, locked, for the issuer's side. Raises UnknownTask, NotAllowed."""
    task = task_for(actor, task_id, now=now, lock=True)
    require(actor, Ability.ASSIGN_TASK, task, now=now)
    return task


def issued_assignment(actor: Actor, assignment_id: int, version: int, *, now: datetime) -> Assignment:
    """The assignment, locked, for the issuer's side, as the page showed it.

    Raises UnknownAssignment, NotAllowed, StalePage.
    """
    row = assignment_for(actor, assignment_id, now=now, lock=True)
    require(actor, Ability.ASSIGN_TASK, row.issuer, now=now)
    same_version(row, version)
    return row


def worked_assignment(actor: Actor, assignment_id: int, version: int, *, now: datetime) -> Assignment:
    """The assignment, locked, for those whose work it is: the person named, or who stands for the party.

    Raises UnknownAssignment, NotYours, StalePage.
    """
    row = assignment_for(actor, assignment_id, now=now, lock=True)
    if not works_on(actor, row, now=now):
        raise NotYours(name=row.party.name)
    same_version(row, version)
    return row


def works_on(actor: Actor | None, row: Assignment, *, now: datetime) -> bool:
    """Whether the assignment is the actor's work."""
    if not isinstance(actor, Person) or not actor.is_active:
        return False
    return row.person_id == actor.pk or row.party.code in party_codes(actor, Ability.WORK_TASK, now=now)


def manages(actor: Actor | None, place: Any, *, now: datetime) -> bool:
    """Whether the actor may give out tasks in the name of somebody at the place."""
    return may(actor, Ability.ASSIGN_TASK, place, now=now)


def same_version(row: Any, version: int) -> None:
    """Raise StalePage unless the row is still as the page showed it."""
    if row.version != version:
        raise StalePage


def text_of(text: str, longest: int, field: str) -> str:
    """Plain text. Raises BadText."""
    plain = plain_text(text, longest)
    if plain is None:
        raise BadText(field=field, most=longest)
    return plain
