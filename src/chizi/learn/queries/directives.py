"""Directives: what they are attached to, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from chizi.core.cursors import number_cursor
from chizi.learn.models import Directive, DirectiveUse, Lecture, Material, ServiceItem
from chizi.learn.queries.applications import confirmed_about
from chizi.learn.queries.applications_refs import title_of
from chizi.learn.queries.lectures_seeing import in_sight
from chizi.learn.queries.materials_seeing import visible as visible_materials
from chizi.learn.refusals.directives import UnknownDirective
from chizi.learn.rules.applications import parted
from chizi.learn.rules.directives import ATTACHED_TO
from chizi.org.abilities import Actor, may, scope_of
from chizi.org.models import Person
from chizi.org.rules import Ability
from chizi.plan.models import Assignment, Task
from chizi.plan.reaching import binds, number
from chizi.plan.rules.tasks import OWED, AssignmentState


@dataclass(frozen=True)
class DirectiveLine:
    """One directive in a list."""

    id: int
    number: str
    title: str
    issuer: str
    issued_on: date
    honours: str
    uses: int
    withdrawn: bool


@dataclass(frozen=True)
class DirectiveList:
    """Some directives, newest first; ``after`` is the next cursor, or empty."""

    directives: tuple[DirectiveLine, ...]
    after: str


@dataclass(frozen=True)
class UseLine:
    """An action that serves a directive, with what came of it: ``done`` of ``asked`` where parties are asked, else
    ``state`` or ``day``. ``title`` is empty where the viewer may not see it."""

    about: str
    kind: str
    title: str
    href: str
    asked: int | None = None
    done: int | None = None
    state: str = ""
    day: date | None = None


@dataclass(frozen=True)
class DirectivePage:
    """One directive with its topics, its story, and all that serves it."""

    directive: Directive
    topics: tuple[str, ...]
    story_title: str
    uses: tuple[UseLine, ...]
    may_attach: bool
    may_withdraw: bool


def visible_directives(viewer: Actor, *, now: datetime) -> QuerySet[Directive]:
    """Those issued at the viewer's places or above them: what the province issues binds every county."""
    wanted = Q(pk__in=[])
    for ability in (Ability.LEARN, Ability.SEE_LEARNING):
        wanted |= binds(scope_of(viewer, ability, now=now), viewer, now=now)
        if scope_of(viewer, ability, now=now).everything:
            return Directive.objects.all()
    return Directive.objects.filter(wanted)


def directives(viewer: Actor, *, now: datetime, after: str = "", limit: int = 50) -> DirectiveList:
    """Directives, newest first, keyset-paged; two queries."""
    rows = visible_directives(viewer, now=now)
    if (cursor := number_cursor(after)) is not None:
        rows = rows.filter(pk__lt=cursor)
    counted = rows.select_related("issuer").annotate(count=Count("uses")).order_by("-pk")
    found = list(counted[: limit + 1])
    lines = tuple(
        DirectiveLine(
            one.pk,
            one.number,
            one.title,
            one.issuer.name,
            one.issued_on,
            one.honours,
            one.count,
            one.withdrawn_at is not None,
        )
        for one in found[:limit]
    )
    return DirectiveList(lines, str(found[limit - 1].pk) if len(found) > limit else "")


def directive_page(viewer: Actor, directive_id: int, *, now: datetime) -> DirectivePage:
    """One directive. Raises UnknownDirective."""
    rows = visible_directives(viewer, now=now).filter(pk=number(directive_id))
    one = rows.select_related("issuer", "region").first()
    if one is None:
        raise UnknownDirective(number=directive_id)
    uses = list(
        DirectiveUse.objects.filter(directive=one).order_by("id").values_list("about", flat=True)[:200]
    )
    standing = one.withdrawn_at is None
    return DirectivePage(
        directive=one,
        topics=tuple(one.topics.order_by("position").values_list("text", flat=True)),
        story_title=title_of(viewer, one.story, now=now) if one.story else "",
        uses=what_came_of(viewer, uses, now=now),
        may_attach=standing and not scope_of(viewer, Ability.MANAGE_LEARNING, now=now).empty,
        may_withdraw=standing and may(viewer, Ability.MANAGE_LEARNING, one, now=now),
    )


def object_of(viewer: Actor, about: str, *, now: datetime) -> Task | Material | Lecture | ServiceItem | None:
    """What "task:5" and so on stand for, as far as the viewer may see it."""
    found = parted(about, ATTACHED_TO)
    if found is None:
        return None
    kind, pk = found
    if kind == "task":
        scope = scope_of(viewer, Ability.SEE_PLAN, now=now)
        return Task.objects.filter(binds(scope, viewer, now=now), pk=pk).first()
    if kind == "material":
        return visible_materials(viewer, now).filter(pk=pk).first() if isinstance(viewer, Person) else None
    if kind == "lecture":
        return in_sight(Lecture.objects.all(), viewer, now=now).filter(pk=pk).first()
    return in_sight(ServiceItem.objects.all(), viewer, now=now).filter(pk=pk).first()


def what_came_of(viewer: Actor, abouts: Iterable[str], *, now: datetime) -> tuple[UseLine, ...]:
    """The lines of what serves a directive, in their order; a fixed number of queries."""
    order = list(abouts)
    by_kind: dict[str, set[int]] = {kind: set() for kind in ATTACHED_TO}
    for about in order:
        if found := parted(about, ATTACHED_TO):
            by_kind[found[0]].add(found[1])
    lines = {**_tasks(viewer, by_kind["task"], now), **_materials(viewer, by_kind["material"], now)}
    lines |= _lectures(viewer, by_kind["lecture"], now) | _services(viewer, by_kind["service"], now)
    return tuple(lines.get(about, UseLine(about, about.partition(":")[0], "", "")) for about in order)


def _tasks(viewer: Actor, ids: set[int], now: datetime) -> dict[str, UseLine]:
    if not ids:
        return {}
    scope = scope_of(viewer, Ability.SEE_PLAN, now=now)
    seen = Task.objects.filter(binds(scope, viewer, now=now), pk__in=ids).values_list("pk", "title")
    owed = Assignment.objects.filter(top_task_id__in=ids, state__in=sorted(OWED)).order_by()
    accepted = Count("id", filter=Q(state=AssignmentState.ACCEPTED.value))
    rows = owed.values_list("task_id").annotate(asked=Count("id"), done=accepted)
    counts = {task: (asked, done) for task, asked, done in rows}
    return {
        f"task:{pk}": UseLine(f"task:{pk}", "task", title, f"/plan/tasks/{pk}/", *counts.get(pk, (0, 0)))
        for pk, title in seen
    }


def _materials(viewer: Actor, ids: set[int], now: datetime) -> dict[str, UseLine]:
    if not ids:
        return {}
    seen = visible_materials(viewer, now).filter(pk__in=ids).values_list("pk", "title")
    applied = confirmed_about([f"material:{one}" for one in sorted(ids)])
    return {
        f"material:{pk}": UseLine(
            f"material:{pk}", "material", title, f"/library/{pk}/", done=applied[f"material:{pk}"]
        )
        for pk, title in seen
    }


def _lectures(viewer: Actor, ids: set[int], now: datetime) -> dict[str, UseLine]:
    if not ids:
        return {}
    rows = in_sight(Lecture.objects.all(), viewer, now=now).filter(pk__in=ids)
    return {
        one.ref: UseLine(
            one.ref, "lecture", one.topic, f"/practice/lectures/{one.pk}/", state=one.state, day=one.held_on
        )
        for one in rows
    }


def _services(viewer: Actor, ids: set[int], now: datetime) -> dict[str, UseLine]:
    if not ids:
        return {}
    rows = in_sight(ServiceItem.objects.all(), viewer, now=now).filter(pk__in=ids)
    return {
        one.ref: UseLine(one.ref, "service", one.title, f"/practice/services/{one.pk}/", state=one.state)
        for one in rows
    }
