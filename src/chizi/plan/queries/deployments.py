"""Who is where: the board of cities, a person's deployments, and those that a later tie puts in question."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from django.db.models import Count, Q

from chizi.core.cursors import number_cursor
from chizi.org.abilities import Actor, local_day, narrow, require, scope_of
from chizi.org.conflicts import ConflictReason, conflict
from chizi.org.models import Grant, Party, Person, Region
from chizi.org.queries import regions_on
from chizi.org.rules import Ability, Level, Role
from chizi.plan.models import Body, Deployment
from chizi.plan.queries.bodies import on_day
from chizi.plan.queries.candidates import bonds_on
from chizi.plan.queries.seeing import body_for, sees, visible
from chizi.plan.refusals.bodies import UnknownDeployment
from chizi.plan.rules.bodies import BodyKind


class Spot(Protocol):
    """A row with ids of its place and that place's ancestors."""

    city_id: int | None
    county_id: int | None
    town_id: int | None


@dataclass(frozen=True)
class Station:
    """One city on the board: the groups that stand there today and their people there; empty is a gap."""

    region_code: str
    region_name: str
    groups: tuple[tuple[str, str], ...]
    members: int
    since: date | None


@dataclass(frozen=True)
class Board:
    """All cities in code order, and the groups that stand nowhere today."""

    stations: tuple[Station, ...]
    nowhere: tuple[tuple[str, str], ...]

    @property
    def covered(self) -> int:
        return sum(bool(one.groups) for one in self.stations)


@dataclass(frozen=True)
class DeploymentLine:
    """One deployment as lists show it; ``username`` is empty for the body as a whole."""

    id: int
    body_code: str
    body: str
    username: str
    name: str
    region: str
    region_code: str
    party: str
    from_date: date
    until: date | None
    basis: str
    end_reason: str
    current: bool


@dataclass(frozen=True)
class Doubt:
    """A running or coming deployment of somebody who is bound to a party there by now."""

    line: DeploymentLine
    reason: ConflictReason


@dataclass(frozen=True)
class GrantRow:
    """One line of the sheet for the security administrator: an inspector's role where somebody is deployed."""

    username: str
    name: str
    region_code: str
    region: str
    from_date: date
    until: date | None
    body: str
    there: bool


def lines(rows: Iterable[Deployment], day: date) -> tuple[DeploymentLine, ...]:
    return tuple(
        DeploymentLine(
            id=one.pk,
            body_code=one.body.code,
            body=one.body.name,
            username=one.member.person.username if one.member else "",
            name=one.member.person.name if one.member else "",
            region=one.region.name,
            region_code=one.region.code,
            party=one.party.name if one.party else "",
            from_date=one.from_date,
            until=one.until,
            basis=one.basis,
            end_reason=one.end_reason,
            current=one.from_date <= day and (one.until is None or one.until >= day),
        )
        for one in rows
    )


RELATED = ("body", "region", "party", "member__person")
MOST_RUNNING = 2000


def board(viewer: Actor, *, now: datetime, on: date | None = None) -> Board:
    """Each city of the province with its guidance group on a day (today): gaps are visible (S2-08)."""
    day = on or local_day(now)
    groups = visible(Body.objects.filter(kind=BodyKind.GUIDANCE_GROUP, founded_on__lte=day), viewer, now)
    groups = groups.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day)).order_by("number", "code")
    names = {one.pk: (one.code, one.name) for one in groups}
    placed = Deployment.objects.filter(on_day(day), body_id__in=list(names))
    at: dict[int | None, list[tuple[str, str]]] = {}
    since: dict[int | None, date] = {}
    standing: set[int] = set()
    for body, city, begun in (
        placed.filter(member__isnull=True)
        .order_by("body__number", "body__code")
        .values_list("body_id", "city_id", "from_date")
    ):
        at.setdefault(city, []).append(names[body])
        since[city] = min(begun, since.get(city, begun))
        standing.add(body)
    people = dict(
        placed.filter(member__isnull=False)
        .values_list("city_id")
        .annotate(people=Count("member", distinct=True))
        .order_by()
    )
    cities = regions_on(day).filter(level=Level.CITY).order_by("code")
    stations = tuple(
        Station(one.code, one.name, tuple(at.get(one.pk, ())), people.get(one.pk, 0), since.get(one.pk))
        for one in cities
    )
    return Board(stations, tuple(name for pk, name in names.items() if pk not in standing))


def body_deployments(
    viewer: Actor, code: str, *, now: datetime, before: str = "", limit: int = 50
) -> tuple[DeploymentLine, ...]:
    """Deployments of a body and its people, newest first, keyset by number. Raises UnknownBody."""
    rows = Deployment.objects.filter(body=body_for(viewer, code, now)).select_related(*RELATED)
    if (number := number_cursor(before)) is not None:
        rows = rows.filter(id__lt=number)
    return lines(rows.order_by("-id")[:limit], local_day(now))


def deployment_line(viewer: Actor, number: int, *, now: datetime) -> DeploymentLine:
    """One deployment, for whoever manages its body. Raises UnknownDeployment, NotAllowed."""
    found = Deployment.objects.filter(id=number).select_related(*RELATED).first()
    if found is None or not sees(viewer, found.body, now):
        raise UnknownDeployment(number=number)
    require(viewer, Ability.MANAGE_BODIES, found.body, now=now)
    return lines([found], local_day(now))[0]


def person_deployments(viewer: Actor, username: str, *, now: datetime) -> tuple[DeploymentLine, ...]:
    """Where somebody has been sent by bodies the viewer may see, newest first."""
    rows = visible(Deployment.objects.select_related(*RELATED), viewer, now, "body__")
    rows = rows.filter(member__person__username=username.replace("\0", ""))
    return lines(rows.order_by("-from_date", "-id")[:200], local_day(now))


def deployments_of(person_id: int, on: date) -> list[Deployment]:
    """Somebody's deployments that hold on a day; for other rooms, without a viewer."""
    rows = Deployment.objects.filter(on_day(on), member__person_id=person_id)
    return list(rows.select_related("body", "region", "party").order_by("id"))


def guidance_group_at(region: Region, on: date) -> Body | None:
    """The guidance group that stands at the region's city on a day."""
    rows = Deployment.objects.filter(
        on_day(on), city_id=region.city_id, member__isnull=True, body__kind=BodyKind.GUIDANCE_GROUP
    )
    found = rows.exclude(city_id=None).select_related("body").order_by("from_date", "id").first()
    return found.body if found else None


def is_deployed(person: Person, place: Spot, on: date) -> bool:
    """Whether the person is sent to the place, or to what it lies in, on a day."""
    return body_sent_to(person, place, on) is not None


def body_sent_to(actor: Actor, place: Spot, on: date) -> Body | None:
    """For which body somebody stands at the place on a day: the group whose member was sent there, or to what it
    lies in. None for whoever was not sent. One query."""
    if not isinstance(actor, Person):
        return None
    wanted = Q(region__level=Level.PROVINCE)
    for field in ("city_id", "county_id", "town_id"):
        if (number := getattr(place, field)) is not None:
            wanted |= Q(region_id=number)
    rows = Deployment.objects.filter(on_day(on), wanted, member__person=actor).select_related("body")
    found = rows.order_by("-region__level", "id").first()
    return found.body if found is not None else None


def conflicted_deployments(viewer: Actor, now: datetime) -> tuple[Doubt, ...]:
    """Running and coming deployments that a tie declared or a post taken later forbids; the page asks to end
    them. Kinship is shown to nobody but those who manage the body."""
    day = local_day(now)
    rows = Deployment.objects.select_related(*RELATED).filter(member__isnull=False)
    rows = narrow(rows, scope_of(viewer, Ability.MANAGE_BODIES, now=now), "body__")
    running = list(rows.filter(Q(until__isnull=True) | Q(until__gte=day)).order_by("id")[:MOST_RUNNING])
    people = {one.member.person_id for one in running if one.member}
    bonds, parents = bonds_on(sorted(people), day)
    found = []
    for one, line in zip(running, lines(running, day), strict=True):
        own = bonds.get(one.member.person_id, []) if one.member else []
        target, where = (one.party.code, "") if one.party else ("", one.region.code)
        reason = conflict(own, party=target, region=where, parents=parents)
        if reason is not None:
            found.append(Doubt(line, reason))
    named = Party.objects.filter(code__in={one.reason.party for one in found}).values_list("code", "name")
    names = dict(named)
    return tuple(
        replace(one, reason=replace(one.reason, name=names.get(one.reason.party, ""))) for one in found
    )


def grant_sheet(viewer: Actor, code: str, *, now: datetime) -> tuple[GrantRow, ...]:
    """Who of a body is deployed now or later, and whether an inspector's role reaches there. Deploying gives no
    role: the security administrator does, from this sheet. Raises UnknownBody."""
    day, body = local_day(now), body_for(viewer, code, now)
    rows = Deployment.objects.filter(body=body, member__isnull=False).select_related(*RELATED)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=day)).order_by("member__person__username", "id")
    running = list(rows)
    people = [one.member.person_id for one in running if one.member]
    grants = Grant.objects.filter(person_id__in=people, role=Role.INSPECTOR.value)
    held: dict[int, list[str]] = {}
    for grant in grants.filter(Q(until__isnull=True) | Q(until__gte=day)).select_related("region"):
        held.setdefault(grant.person_id, []).append(grant.region.short_code)
    return tuple(
        GrantRow(
            username=one.member.person.username,
            name=one.member.person.name,
            region_code=one.region.code,
            region=one.region.name,
            from_date=one.from_date,
            until=one.until,
            body=body.name,
            there=any(one.region.code.startswith(have) for have in held.get(one.member.person_id, ())),
        )
        for one in running
        if one.member
    )
