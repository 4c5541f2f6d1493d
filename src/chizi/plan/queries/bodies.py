"""Bodies, who belongs to them, and how many of them have a temporary branch."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet

from chizi.core.cursors import text_cursor
from chizi.org.abilities import Actor, local_day, scope_of
from chizi.org.models import Person
from chizi.org.rules import Ability
from chizi.plan.models import Attendance, Body, Branch, Deployment, Member, Training
from chizi.plan.queries.seeing import body_for, visible
from chizi.plan.rules.bodies import BodyKind, MemberRole

FEW = 10  # trainings on a body's page; the rest is behind a link
MOST_MEMBERS = 500


@dataclass(frozen=True)
class BodyLine:
    """One body in a list, as of today."""

    code: str
    name: str
    kind: str
    number: int | None
    region: str
    parent: str
    heads: str
    members: int
    branch: str
    stations: str
    closed_on: date | None


@dataclass(frozen=True)
class MemberLine:
    """One membership. ``trained_on`` is the first training of this body; ``at`` where the member is today; ``left``
    whether he has left service, so that his membership and deployment have to be ended."""

    id: int
    username: str
    name: str
    agency: str
    role: str
    from_date: date
    until: date | None
    current: bool
    trained_on: date | None
    at: str
    left: bool


@dataclass(frozen=True)
class TrainingLine:
    """One training session and how many took part."""

    id: int
    title: str
    held_on: date
    attended: int


@dataclass(frozen=True)
class BodyPage:
    """One body with everything that its page shows. ``may_manage`` is the viewer's."""

    body: Body
    branch: Branch | None
    members: tuple[MemberLine, ...]
    trainings: tuple[TrainingLine, ...]
    children: tuple[Body, ...]
    may_manage: bool

    @property
    def current(self) -> tuple[MemberLine, ...]:
        return tuple(one for one in self.members if one.current)


@dataclass(frozen=True)
class Coverage:
    """How many guidance groups have a temporary party branch today (S2-10), of how many."""

    groups: int
    with_branch: int
    without: tuple[str, ...]


def on_day(day: date, prefix: str = "") -> Q:
    """Rows whose dates hold on the day."""
    open_end = Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gte": day})
    return Q(**{f"{prefix}from_date__lte": day}) & open_end


def bodies(
    viewer: Actor, *, now: datetime, kind: str = "", after: str = "", limit: int = 50
) -> tuple[BodyLine, ...]:
    """Bodies the viewer may see, by code, keyset-paged; closed ones too, and they say so."""
    day = local_day(now)
    rows = visible(Body.objects.select_related("region", "parent", "branch"), viewer, now)
    if kind in set(BodyKind):
        rows = rows.filter(kind=kind)
    if text_cursor(after):
        rows = rows.filter(code__gt=after)
    heads = Member.objects.filter(on_day(day), role=MemberRole.HEAD).select_related("person")
    counted = Count("members", filter=on_day(day, "members__"))
    found = list(
        rows.annotate(size=counted)
        .prefetch_related(Prefetch("members", heads, to_attr="heads_today"))
        .order_by("code")[:limit]
    )
    stations = stations_of([one.pk for one in found], day)
    return tuple(_line(one, stations.get(one.pk, [])) for one in found)


def _line(one: Any, stations: list[str]) -> BodyLine:
    branch = getattr(one, "branch", None)
    return BodyLine(
        code=one.code,
        name=one.name,
        kind=one.kind,
        number=one.number,
        region=one.region.name,
        parent=one.parent.name if one.parent else "",
        heads="、".join(member.person.name for member in one.heads_today),
        members=one.size,
        branch=branch.name if branch and branch.ended_on is None else "",
        stations="、".join(stations),
        closed_on=one.closed_on,
    )


def stations_of(ids: list[int], day: date) -> dict[int, list[str]]:
    """Where bodies as a whole stand on the day, by body."""
    rows = Deployment.objects.filter(on_day(day), body_id__in=ids, member__isnull=True)
    found: dict[int, list[str]] = {}
    for body, name in rows.order_by("region__code").values_list("body_id", "region__name"):
        found.setdefault(body, []).append(name)
    return found


def branch_coverage(viewer: Actor, *, now: datetime) -> Coverage:
    """Temporary party branches of the guidance groups that stand today and that the viewer may see."""
    day = local_day(now)
    rows = visible(Body.objects.filter(kind=BodyKind.GUIDANCE_GROUP), viewer, now)
    standing = rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), founded_on__lte=day)
    has = Q(branch__founded_on__lte=day) & (Q(branch__ended_on__isnull=True) | Q(branch__ended_on__gte=day))
    names = standing.order_by("number", "code")
    without = tuple(names.exclude(pk__in=standing.filter(has).values("pk")).values_list("name", flat=True))
    groups = standing.count()
    return Coverage(groups, groups - len(without), without)


def body_page(viewer: Actor, code: str, *, now: datetime) -> BodyPage:
    """One body with its people, branch and trainings. Raises UnknownBody."""
    body, day = body_for(viewer, code, now), local_day(now)
    return BodyPage(
        body=body,
        branch=getattr(body, "branch", None),
        members=member_lines(body, day),
        trainings=training_lines(body),
        children=tuple(visible(Body.objects.filter(parent=body), viewer, now).order_by("number", "code")),
        may_manage=may_manage(viewer, body, now),
    )


def may_manage(viewer: Actor, place: Any, now: datetime) -> bool:
    """Whether the viewer may change what belongs to the place."""
    return scope_of(viewer, Ability.MANAGE_BODIES, now=now).covers(place)


def trained_days(body: Body, people: list[int]) -> dict[int, date]:
    """The day of each person's first training by this body or by the one above it; three queries at most."""
    ids = [one for one in (body.pk, body.parent_id) if one]
    found: dict[int, date] = {}
    rows = Attendance.objects.filter(training__body_id__in=ids, person_id__in=people)
    for person, held_on in rows.values_list("person_id", "training__held_on"):
        found[person] = min(held_on, found.get(person, held_on))
    return found


def members_of(body: Body) -> QuerySet[Member]:
    """Memberships, those that hold first, heads before deputies before the rest."""
    return body.members.select_related("person__agency").order_by(
        F("until").asc(nulls_first=True), "role", "person__username"
    )


ROLE_ORDER = {role.value: at for at, role in enumerate(MemberRole)}


def member_lines(body: Body, day: date) -> tuple[MemberLine, ...]:
    """The people of a body, present ones first."""
    rows = list(members_of(body)[:MOST_MEMBERS])
    trained = trained_days(body, [one.person_id for one in rows])
    sent = Deployment.objects.filter(on_day(day), member__in=[one.pk for one in rows])
    places = dict(sent.values_list("member_id", "region__name"))
    lines = [
        MemberLine(
            id=one.pk,
            username=one.person.username,
            name=one.person.name,
            agency=one.person.agency.name if one.person.agency else "",
            role=one.role,
            from_date=one.from_date,
            until=one.until,
            current=one.from_date <= day and (one.until is None or one.until >= day),
            trained_on=trained.get(one.person_id),
            at=places.get(one.pk, ""),
            left=not one.person.is_active or one.person.left_on is not None,
        )
        for one in rows
    ]
    return tuple(sorted(lines, key=lambda one: (not one.current, ROLE_ORDER[one.role], one.username)))


def training_lines(body: Body, limit: int = FEW) -> tuple[TrainingLine, ...]:
    """The newest trainings of the body and of the one above it, which count for its people too."""
    ids = [one for one in (body.pk, body.parent_id) if one]
    rows = Training.objects.filter(body_id__in=ids).annotate(attended=Count("attendances"))
    return tuple(
        TrainingLine(one.pk, one.title, one.held_on, one.attended)
        for one in rows.order_by("-held_on", "-id")[:limit]
    )


def training_people(body: Body) -> list[Person]:
    """Everybody who has been or will be a member of the body or of those directly below it, by user name."""
    rows = Member.objects.filter(Q(body=body) | Q(body__parent=body)).values("person_id")
    return list(Person.objects.filter(id__in=rows).order_by("username"))


def parents_for(viewer: Actor, *, now: datetime) -> list[tuple[str, str]]:
    """(code, name) of open bodies below which the viewer may put another."""
    rows = Body.objects.filter(closed_on__isnull=True).order_by("code")
    scope = scope_of(viewer, Ability.MANAGE_BODIES, now=now)
    return [(one.code, one.name) for one in rows[:MOST_MEMBERS] if scope.covers(one)]
