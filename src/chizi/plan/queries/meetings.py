"""Meetings with their decisions, and written instructions, each traced to tasks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from chizi.core.cursors import number_cursor
from chizi.org.abilities import Actor
from chizi.plan.models import Decision, Instruction, Meeting, Task
from chizi.plan.queries.bodies import may_manage
from chizi.plan.queries.seeing import sees, visible
from chizi.plan.refusals.bodies import UnknownDecision, UnknownInstruction, UnknownMeeting
from chizi.plan.rules.bodies import MeetingKind


@dataclass(frozen=True)
class TaskRef:
    """A task that came of a decision or an instruction."""

    id: int
    title: str
    due: date
    state: str


@dataclass(frozen=True)
class MeetingLine:
    """One meeting in a list; ``latency`` counts the days since the meeting that it passes on."""

    id: int
    title: str
    kind: str
    body: str
    chair: str
    held_on: date
    latency: int | None
    decisions: int
    without_task: int


@dataclass(frozen=True)
class DecisionLine:
    """One decision with its owner and what became of it; no task is a gap."""

    id: int
    number: int
    text: str
    owner: str
    owner_code: str
    due: date | None
    tasks: tuple[TaskRef, ...]


@dataclass(frozen=True)
class MeetingPage:
    """One meeting with decisions, what it passes on, and who passed it on."""

    meeting: Meeting
    latency: int | None
    decisions: tuple[DecisionLine, ...]
    passed_on: tuple[tuple[Meeting, int], ...]
    instructions: tuple[Instruction, ...]
    may_manage: bool


@dataclass(frozen=True)
class InstructionLine:
    """One written instruction with the tasks it became; none is a gap (S2-05)."""

    id: int
    author: str
    text: str
    dated_on: date
    classification: str
    region: str
    meeting_id: int | None
    latency: int | None
    tasks: tuple[TaskRef, ...]
    may_manage: bool


def tasks_from(origins: Iterable[str]) -> dict[str, tuple[TaskRef, ...]]:
    """Tasks by what they came from; one query."""
    found: dict[str, tuple[TaskRef, ...]] = {}
    for one in Task.objects.filter(origin__in=list(origins)).order_by("id"):
        found[one.origin] = (*found.get(one.origin, ()), TaskRef(one.pk, one.title, one.due, one.state))
    return found


def cursor_of(day: date, number: int) -> str:
    """Where the next page of a list by day begins."""
    return f"{day.isoformat()}.{number}"


def before_cursor(rows: QuerySet, field: str, text: str) -> QuerySet:  # type: ignore[type-arg]
    """Rows before a cursor of `cursor_of`; all of them for anything else."""
    day, _, number = text.partition(".")
    try:
        at, pk = date.fromisoformat(day), number_cursor(number)
    except ValueError:
        return rows
    if pk is None:
        return rows
    return rows.filter(Q(**{f"{field}__lt": at}) | Q(**{field: at}, id__lt=pk))


def meetings(
    viewer: Actor, *, now: datetime, kind: str = "", body_code: str = "", before: str = "", limit: int = 50
) -> tuple[MeetingLine, ...]:
    """Meetings the viewer may see, newest first, keyset-paged by day and number."""
    rows = visible(Meeting.objects.select_related("body", "parent"), viewer, now)
    if kind in set(MeetingKind):
        rows = rows.filter(kind=kind)
    if body_code:
        rows = rows.filter(body__code=body_code.replace("\0", ""))
    rows = before_cursor(rows, "held_on", before)
    counted = rows.annotate(decided=Count("decisions")).order_by("-held_on", "-id")
    found = list(counted[:limit])
    open_ones = _without_task([one.pk for one in found])
    return tuple(
        MeetingLine(
            id=one.pk,
            title=one.title,
            kind=one.kind,
            body=one.body.name if one.body else "",
            chair=one.chair,
            held_on=one.held_on,
            latency=latency(one),
            decisions=one.decided,
            without_task=open_ones.get(one.pk, 0),
        )
        for one in found
    )


def _without_task(ids: list[int]) -> dict[int, int]:
    decided = list(Decision.objects.filter(meeting_id__in=ids))
    tasks = tasks_from(one.origin for one in decided)
    found: dict[int, int] = {}
    for one in decided:
        if one.origin not in tasks:
            found[one.meeting_id] = found.get(one.meeting_id, 0) + 1
    return found


def latency(meeting: Meeting) -> int | None:
    """Days from the meeting that this one passes on (S2-04): 0 is the same day; None without one."""
    return (meeting.held_on - meeting.parent.held_on).days if meeting.parent else None


def meeting_for(viewer: Actor, number: int, now: datetime) -> Meeting:
    """The meeting, if the viewer may see it. Raises UnknownMeeting."""
    related = ("body__party", "parent", "region")
    found = Meeting.objects.filter(id=number).select_related(*related).first()
    if found is None or not sees(viewer, found, now):
        raise UnknownMeeting(number=number)
    return found


def meeting_page(viewer: Actor, number: int, *, now: datetime) -> MeetingPage:
    """One meeting. Raises UnknownMeeting."""
    meeting = meeting_for(viewer, number, now)
    below = visible(Meeting.objects.filter(parent=meeting).select_related("body"), viewer, now)
    said = visible(Instruction.objects.filter(meeting=meeting), viewer, now)
    return MeetingPage(
        meeting=meeting,
        latency=latency(meeting),
        decisions=decision_lines(meeting),
        passed_on=tuple(
            (one, (one.held_on - meeting.held_on).days) for one in below.order_by("held_on", "id")[:200]
        ),
        instructions=tuple(said.order_by("dated_on", "id")[:50]),
        may_manage=may_manage(viewer, meeting, now),
    )


def decision_lines(meeting: Meeting) -> tuple[DecisionLine, ...]:
    """The decisions of a meeting in their order."""
    rows = list(meeting.decisions.select_related("owner").order_by("number"))
    tasks = tasks_from(one.origin for one in rows)
    return tuple(
        DecisionLine(
            id=one.pk,
            number=one.number,
            text=one.text,
            owner=one.owner.name if one.owner else "",
            owner_code=one.owner.code if one.owner else "",
            due=one.due,
            tasks=tasks.get(one.origin, ()),
        )
        for one in rows
    )


def decision_for(viewer: Actor, number: int, now: datetime) -> Decision:
    """The decision, if the viewer may see its meeting. Raises UnknownDecision."""
    related = ("meeting__region", "meeting__body__party", "owner")
    found = Decision.objects.filter(id=number).select_related(*related).first()
    if found is None or not sees(viewer, found.meeting, now):
        raise UnknownDecision(number=number)
    return found


def instructions(
    viewer: Actor, *, now: datetime, before: str = "", limit: int = 50
) -> tuple[InstructionLine, ...]:
    """Written instructions, newest first, keyset-paged by day and number."""
    rows = visible(Instruction.objects.select_related("region", "meeting"), viewer, now)
    rows = before_cursor(rows, "dated_on", before)
    return _instruction_lines(viewer, list(rows.order_by("-dated_on", "-id")[:limit]), now)


def instruction_page(viewer: Actor, number: int, *, now: datetime) -> InstructionLine:
    """One written instruction. Raises UnknownInstruction."""
    return _instruction_lines(viewer, [instruction_for(viewer, number, now)], now)[0]


def instruction_for(viewer: Actor, number: int, now: datetime) -> Instruction:
    """The instruction, if the viewer may see it. Raises UnknownInstruction."""
    found = Instruction.objects.filter(id=number).select_related("region", "meeting").first()
    if found is None or not sees(viewer, found, now):
        raise UnknownInstruction(number=number)
    return found


def _instruction_lines(viewer: Actor, rows: list[Instruction], now: datetime) -> tuple[InstructionLine, ...]:
    tasks = tasks_from(one.origin for one in rows)
    return tuple(
        InstructionLine(
            id=one.pk,
            author=one.author,
            text=one.text,
            dated_on=one.dated_on,
            classification=one.classification,
            region=one.region.name,
            meeting_id=one.meeting_id,
            latency=(one.dated_on - one.meeting.held_on).days if one.meeting else None,
            tasks=tasks.get(one.origin, ()),
            may_manage=may_manage(viewer, one, now),
        )
        for one in rows
    )


def kick_off_choices(viewer: Actor, *, now: datetime) -> list[tuple[int, str, date]]:
    """Meetings that another can pass on: the newest hundred."""
    rows = visible(Meeting.objects.all(), viewer, now).order_by("-held_on", "-id")
    return list(rows.values_list("id", "title", "held_on")[:100])
