"""Tasks and assignments: what waits for whom, pages of single ones, and load."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet

from chizi.core.cursors import number_cursor
from chizi.ground.files.queries import KeptFile
from chizi.ground.files.queries import files as kept_files
from chizi.org.abilities import Actor, local_day, may, narrow, scope_of
from chizi.org.models import Party, Person
from chizi.org.rules import Ability
from chizi.plan.campaign_policy import campaign_policy
from chizi.plan.campaign_refusals import UnknownAssignment, UnknownPlanPart
from chizi.plan.models import Assignment, Exemption, Measure, Objection, PlanNode, Result, Task
from chizi.plan.queries.figures import LINE, AssignmentLine, TaskLine, assignment_line, task_line
from chizi.plan.reaching import (
    assignment_for,
    concerns,
    manages,
    number,
    own_parties,
    task_for,
    visible_campaigns,
    ways_to,
    works_on,
)
from chizi.plan.rules.milestones import Light, light
from chizi.plan.rules.tasks import LIVE, WAITS_FOR_PARTY, AssignmentState, ResultState, TaskState
from chizi.plan.tallies import OWED_ROWS

DEEPEST = 4  # plans named above a measure: a deeper tree shows its lowest four


@dataclass(frozen=True)
class AssignmentList:
    """Some assignments; ``after`` is the next cursor, or empty."""

    assignments: tuple[AssignmentLine, ...]
    after: str


def my_assignments(viewer: Actor, *, now: datetime, limit: int = 50) -> tuple[AssignmentLine, ...]:
    """What waits for the viewer: his own, and those of the parties he stands for, the earliest due first.

    Two queries.
    """
    if not isinstance(viewer, Person) or viewer.pk is None:
        return ()
    states = sorted(WAITS_FOR_PARTY)
    today = local_day(now)
    parties = own_parties(viewer, now=now)
    mine = Assignment.objects.filter(person_id=viewer.pk, state__in=states, opens__lte=today)
    found = list(mine.select_related(*LINE).order_by("due", "id")[:limit])
    if parties:
        theirs = Assignment.objects.filter(party_id__in=parties, state__in=states, opens__lte=today)
        others = theirs.exclude(person_id=viewer.pk).filter(person__isnull=True)
        found += list(others.select_related(*LINE).order_by("due", "id")[:limit])
    found.sort(key=lambda row: (row.due, row.id))
    return tuple(assignment_line(row, today) for row in found[:limit])


def assignments(
    viewer: Actor,
    *,
    now: datetime,
    party: str = "",
    campaign: str = "",
    state: str = "",
    late: bool = False,
    task: int = 0,
    after: str = "",
    limit: int = 50,
) -> AssignmentList:
    """Assignments that concern the viewer, newest first, keyset by number; ``task`` 0 means of any task."""
    wanted = Q(task_id=number(task)) if task else Q()
    if party and len(party) <= 60 and party.isprintable():
        wanted &= Q(party__code=party)
    if campaign and len(campaign) <= 40 and campaign.isprintable():
        wanted &= Q(measure__campaign__code=campaign)
    if state in set(AssignmentState):
        wanted &= Q(state=state)
    if late:
        wanted &= Q(state__in=sorted(WAITS_FOR_PARTY), due__lt=local_day(now))
    rows = Assignment.objects.filter(wanted)
    ways = ways_to(viewer, now=now)
    if len(ways) == 1:
        return _page(rows.filter(ways[0]), after, limit, local_day(now))
    return _merged(rows, ways, after, limit, local_day(now))


def _merged(rows: QuerySet[Assignment], ways: list[Q], after: str, limit: int, today: date) -> AssignmentList:
    """`_page` over several ways to see a row: each is walked by its own index, where one OR would sort them all.

    The first way mostly shows everything, so that the others are asked for numbers only.
    """
    cursor = number_cursor(after)
    older = rows.filter(id__lt=cursor) if cursor is not None else rows
    found = list(older.filter(ways[0]).select_related(*LINE).order_by("-id")[: limit + 1])
    seen, floor = {row.id for row in found}, found[-1].id if len(found) > limit else 0
    more: set[int] = set()
    for way in ways[1:]:
        more.update(older.filter(way, id__gt=floor).order_by("-id").values_list("id", flat=True)[: limit + 1])
    if more - seen:
        found += Assignment.objects.filter(id__in=more - seen).select_related(*LINE)
        found.sort(key=lambda row: -row.id)
    lines = tuple(assignment_line(row, today) for row in found[:limit])
    return AssignmentList(lines, str(found[limit - 1].id) if len(found) > limit else "")


def _page(rows: QuerySet[Assignment], after: str, limit: int, today: date) -> AssignmentList:
    if (cursor := number_cursor(after)) is not None:
        rows = rows.filter(id__lt=cursor)
    found = list(rows.select_related(*LINE).order_by("-id")[: limit + 1])
    lines = tuple(assignment_line(row, today) for row in found[:limit])
    return AssignmentList(lines, str(found[limit - 1].id) if len(found) > limit else "")


def open_assignments_of(viewer: Actor, username: str, *, now: datetime) -> tuple[AssignmentLine, ...]:
    """The unsettled work given to one person, for a handover, as far as the viewer may see it."""
    if not (username.isprintable() and len(username) <= 40):
        return ()
    rows = Assignment.objects.filter(
        concerns(viewer, now=now), person__username=username, state__in=sorted(LIVE)
    )
    today = local_day(now)
    return tuple(
        assignment_line(row, today) for row in rows.select_related(*LINE).order_by("due", "id")[:500]
    )


def to_accept(viewer: Actor, *, now: datetime, after: str = "", limit: int = 50) -> AssignmentList:
    """Results that wait for the viewer's side to accept or return them."""
    scope = scope_of(viewer, Ability.ASSIGN_TASK, now=now)
    rows = Assignment.objects.filter(state=AssignmentState.SUBMITTED.value)
    if not scope.everything:
        # Found by the issuers' own index, then sorted: walking all that waits, newest first, would read everything.
        mine = rows.filter(issuer_id__in=narrow(Party.objects.all(), scope).values("id"))
        newest = mine.order_by((F("id") + 0).desc()).values_list("id", flat=True)
        if (cursor := number_cursor(after)) is not None:
            newest = newest.filter(id__lt=cursor)
        rows = Assignment.objects.filter(id__in=list(newest[: limit + 1]))
    return _page(rows, after, limit, local_day(now))


@dataclass(frozen=True)
class ObjectionLine:
    """One objection with what it is about."""

    id: int
    assignment_id: int
    title: str
    party: str
    ground: str
    text: str
    raised_by: str
    raised_at: datetime
    answer_by: date
    outcome: str
    answer: str
    answered_by: str
    answered_at: datetime | None


def to_answer(viewer: Actor, *, now: datetime, limit: int = 50) -> tuple[ObjectionLine, ...]:
    """Open objections that the viewer's side must answer, the earliest day first (R-10)."""
    scope = scope_of(viewer, Ability.ASSIGN_TASK, now=now)
    rows = narrow(Objection.objects.filter(answered_at__isnull=True), scope, "issuer__")
    found = rows.select_related("assignment__task", "assignment__party").order_by("answer_by", "id")[:limit]
    return tuple(_objection_line(one) for one in found)


def _objection_line(one: Objection) -> ObjectionLine:
    return ObjectionLine(
        id=one.id,
        assignment_id=one.assignment_id,
        title=one.assignment.task.title,
        party=one.assignment.party.name,
        ground=one.ground,
        text=one.text,
        raised_by=one.raised_by,
        raised_at=one.raised_at,
        answer_by=one.answer_by,
        outcome=one.outcome,
        answer=one.answer,
        answered_by=one.answered_by,
        answered_at=one.answered_at,
    )


def to_approve(viewer: Actor, *, now: datetime, limit: int = 50) -> tuple[TaskLine, ...]:
    """Tasks outside the plan that wait for the viewer as the second person (S2-26)."""
    scope = scope_of(viewer, Ability.MANAGE_PLAN, now=now)
    ref = viewer.ref if viewer is not None else ""
    rows = narrow(Task.objects.filter(state=TaskState.WAITING.value), scope).exclude(created_by=ref)
    return tuple(task_line(one, {}) for one in rows.select_related("issuer").order_by("id")[:limit])


def tasks_of_origin(origins: Iterable[str] | str) -> dict[str, tuple[TaskLine, ...]]:
    """Tasks by the decision or instruction they come from, for pages of meetings. No scope: the caller has asked
    whether the viewer may see the origin. Two queries."""
    wanted = [origins] if isinstance(origins, str) else list(origins)
    tasks = list(Task.objects.filter(origin__in=wanted).select_related("issuer").order_by("id"))
    states = _states([task.id for task in tasks])
    found: dict[str, list[TaskLine]] = {origin: [] for origin in wanted}
    for task in tasks:
        found[task.origin].append(task_line(task, states.get(task.id, {})))
    return {origin: tuple(lines) for origin, lines in found.items()}


def _states(task_ids: list[int], visible: Q | None = None) -> dict[int, dict[str, int]]:
    rows = Assignment.objects.filter(visible or Q(), task_id__in=task_ids).order_by()
    found: dict[int, dict[str, int]] = {}
    for task, state, count in rows.values_list("task_id", "state").annotate(count=Count("id")):
        found.setdefault(task, {})[state] = count
    return found


@dataclass(frozen=True)
class MeasurePage:
    """A measure with the plans above it (from the top), its tasks, and what the viewer may do. ``asked`` and
    ``done`` count what is owed and accepted within his scope."""

    measure: Measure
    asked: int
    done: int
    light: Light
    path: tuple[tuple[str, str], ...]
    tasks: tuple[TaskLine, ...]
    may_manage: bool
    may_assign: bool


def measure_page(viewer: Actor, measure_id: int, *, now: datetime) -> MeasurePage:
    """One measure. Raises UnknownPlanPart."""
    rows = Measure.objects.filter(id=number(measure_id), campaign__in=visible_campaigns(viewer, now=now))
    measure = rows.select_related("campaign__issuer", "owner", "node__parent__parent__parent").first()
    if measure is None:
        raise UnknownPlanPart(code=measure_id)
    tasks = list(Task.objects.filter(measure=measure).select_related("issuer").order_by("id")[:200])
    states = _states([task.id for task in tasks], concerns(viewer, now=now))
    asked, done = _counts(viewer, measure, now)
    settled = done > 0 and done == asked
    return MeasurePage(
        measure=measure,
        asked=asked,
        done=done,
        light=light(campaign_policy(), "measure", measure.due, settled, local_day(now)),
        path=_path(measure.node),
        tasks=tuple(task_line(task, states.get(task.id, {})) for task in tasks),
        may_manage=may(viewer, Ability.MANAGE_PLAN, measure.campaign, now=now),
        may_assign=not scope_of(viewer, Ability.ASSIGN_TASK, now=now).empty,
    )


def _path(lowest: PlanNode) -> tuple[tuple[str, str], ...]:
    """Code and title of a plan and those above it, from the top; read with three parents."""
    path: list[tuple[str, str]] = []
    node: PlanNode | None = lowest
    while node is not None and len(path) < DEEPEST:
        path.append((node.code, node.title))
        node = node.parent if len(path) < DEEPEST else None
    return tuple(reversed(path))


def _counts(viewer: Actor, measure: Measure, now: datetime) -> tuple[int, int]:
    scope = scope_of(viewer, Ability.SEE_PLAN, now=now)
    if scope.everything:
        return measure.asked, measure.done
    rows = narrow(Assignment.objects.filter(OWED_ROWS, measure=measure), scope).order_by()
    states = list(rows.values_list("state", flat=True))
    return len(states), states.count(AssignmentState.ACCEPTED.value)


@dataclass(frozen=True)
class TaskPage:
    """A task with a page of its assignments as far as they concern the viewer."""

    task: Task
    states: dict[str, int]
    assignments: AssignmentList
    may_assign: bool
    may_exceed: bool
    may_withdraw: bool
    may_approve: bool


def task_page(viewer: Actor, task_id: int, *, now: datetime, after: str = "", limit: int = 50) -> TaskPage:
    """One task. Raises UnknownTask."""
    task = task_for(viewer, task_id, now=now)
    seen = concerns(viewer, now=now)
    rows = Assignment.objects.filter(seen, task=task)
    ref = viewer.ref if viewer is not None else ""
    second = may(viewer, Ability.MANAGE_PLAN, task, now=now) and task.created_by != ref
    issues = manages(viewer, task, now=now)
    return TaskPage(
        task=task,
        states=_states([task.id], seen).get(task.id, {}),
        assignments=_page(rows, after, limit, local_day(now)),
        may_assign=issues and task.state == TaskState.OPEN,
        may_exceed=issues and second and task.state == TaskState.OPEN,
        may_withdraw=issues and task.state != TaskState.WITHDRAWN,
        may_approve=second and task.state == TaskState.WAITING,
    )


@dataclass(frozen=True)
class AssignmentPage:
    """An assignment with everything that came of it, and what the viewer may do. ``path`` are the plans above its
    measure, from the top."""

    assignment: Assignment
    line: AssignmentLine
    measure: Measure | None
    path: tuple[tuple[str, str], ...]
    results: tuple[Result, ...]
    objections: tuple[ObjectionLine, ...]
    exemption: Exemption | None
    referable: tuple[Result, ...]
    files: dict[str, KeptFile]
    works: bool
    may_work: bool
    may_take_back: bool
    may_object: bool
    may_answer: bool
    may_hand_over: bool
    may_decide: bool
    may_exempt: bool
    may_cascade: bool


def assignment_page(viewer: Actor, assignment_id: int, *, now: datetime) -> AssignmentPage:
    """One assignment; ``referable`` are accepted results of the party that can be referred to (R-07).

    Raises UnknownAssignment.
    """
    row = assignment_for(viewer, assignment_id, now=now)
    results = tuple(Result.objects.filter(assignment=row).select_related("refers_to").order_by("number"))
    objections = Objection.objects.filter(assignment=row).order_by("id")
    objections = objections.select_related("assignment__task", "assignment__party")
    works, today = works_on(viewer, row, now=now), local_day(now)
    issues = manages(viewer, row.issuer, now=now) and not works
    mine = results[-1].submitted_by == viewer.ref if results and viewer is not None else False
    answered = all(one.answered_at is not None for one in objections)
    referable = Result.objects.filter(state=ResultState.ACCEPTED.value, assignment__party=row.party)
    waits, live = row.state in WAITS_FOR_PARTY, row.state in LIVE
    told = Assignment.objects.select_related(*LINE, "measure__node__parent__parent__parent").get(id=row.id)
    return AssignmentPage(
        assignment=row,
        line=assignment_line(told, today),
        measure=told.measure,
        path=_path(told.measure.node) if told.measure is not None else (),
        results=results,
        objections=tuple(_objection_line(one) for one in objections),
        exemption=Exemption.objects.filter(assignment=row).first(),
        referable=tuple(referable.select_related("assignment__task").order_by("-id")[:20])
        if works and waits
        else (),
        files=_files(results),
        works=works,
        may_work=works and waits,
        may_take_back=works and row.state == AssignmentState.SUBMITTED,
        may_object=works and live and today <= row.due and answered,
        may_answer=issues and not answered,
        may_hand_over=live and (works or manages(viewer, row.party, now=now)),
        may_decide=issues and row.state == AssignmentState.SUBMITTED and not mine,
        may_exempt=issues and live,
        may_cascade=manages(viewer, row.party, now=now) and live,
    )


def _files(results: Iterable[Result]) -> dict[str, KeptFile]:
    names: dict[str, str] = {}
    for one in results:
        names |= one.files
    return kept_files(names) if names else {}


def result_file(viewer: Actor, assignment_id: int, digest: str, *, now: datetime) -> KeptFile:
    """A file that was handed in for an assignment, for whoever may see it. Raises UnknownAssignment."""
    row = assignment_for(viewer, assignment_id, now=now)
    for one in Result.objects.filter(assignment=row):
        if digest in one.files:
            return kept_files({digest: one.files[digest]})[digest]
    raise UnknownAssignment(number=assignment_id)
