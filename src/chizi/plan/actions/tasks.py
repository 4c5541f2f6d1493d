"""Tasks come into being, wait for a second person, are passed down, and are withdrawn."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from chizi.ground.search.actions import index_text, remove_text
from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, local_day, require, stands_for
from chizi.org.models import Party
from chizi.org.rules import Ability
from chizi.plan.campaign_refusals import (
    AddedOnTheWay,
    DuePast,
    LacksForRecurrence,
    NotIssued,
    NotYours,
    SamePerson,
    TaskDecided,
    TaskGone,
    TooFar,
    UnknownChoice,
    UnknownPlanPart,
    WindowBackwards,
)
from chizi.plan.models import Assignment, Measure, Task
from chizi.plan.reaching import issued_task, number, same_version, task_for, text_of, visible_campaigns
from chizi.plan.rules.campaigns import CampaignState
from chizi.plan.rules.tasks import (
    LIVE,
    REASON_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    AssignmentState,
    Recurrence,
    TaskKind,
    TaskState,
    level_of,
    recurrence_gaps,
    window_faults,
)
from chizi.plan.tallies import tallied


@transaction.atomic
def create_task(
    *,
    actor: Actor,
    now: datetime,
    title: str,
    text: str,
    basis: str,
    due: date,
    issuer: Party,
    opens: date | None = None,
    measure_id: int | None = None,
    origin: str = "",
    kind: str = TaskKind.PRESCRIBED,
    sunset: date | None = None,
    minutes: int | None = None,
    recurs: str = "",
    exception_only: bool | None = None,
    fact_key: str = "",
) -> Task:
    """Write down a task in the name of a party; nobody is asked yet.

    ``origin`` is "decision:12" or "instruction:3". A task with neither measure nor origin stands outside the
    plan and waits for a second person (S2-26). A request that ``recurs`` needs basis, sunset and minutes, and
    is reported by exception unless said otherwise (R-06). A level that adds to a measure from above needs a
    sunset too. ``fact_key`` tells apart different facts of one measure (R-07).

    Raises NotAllowed, BadText, UnknownPlanPart, LacksForRecurrence, AddedOnTheWay and faults of the window.
    """
    require(actor, Ability.ASSIGN_TASK, issuer, now=now)
    measure = _open_measure(actor, measure_id, now=now)
    _check_request(kind, recurs, basis, sunset, minutes, due, adds=_adds(measure, issuer))
    task = Task(
        measure=measure,
        origin=origin,
        kind=kind,
        title=text_of(title, TITLE_LENGTH, "title"),
        text=text_of(text, TEXT_LENGTH, "text"),
        basis=text_of(basis, REASON_LENGTH, "basis"),
        issuer=issuer,
        opens=check_window(opens, due, now=now),
        due=due,
        recurs=recurs,
        exception_only=bool(recurs) if exception_only is None else exception_only,
        sunset=sunset,
        minutes=minutes,
        state=(TaskState.OPEN if measure is not None or origin else TaskState.WAITING).value,
        created_by=actor.ref,
        created_at=now,
    )
    return _store(task, issuer, actor, now, fact_key[:80])


def _check_request(
    kind: str, recurs: str, basis: str, sunset: date | None, minutes: int | None, due: date, *, adds: bool
) -> None:
    """R-06: what comes back is whole, and what a lower level adds ends some day."""
    if kind not in set(TaskKind) or recurs not in set(Recurrence):
        raise UnknownChoice(field="recurs")
    if recurrence_gaps(recurs, basis, sunset, minutes):
        raise LacksForRecurrence(field="sunset")
    if adds and sunset is None:
        raise AddedOnTheWay(field="sunset")
    if sunset is not None and sunset < due:
        raise WindowBackwards(field="sunset", opens=due, due=sunset)


def check_window(opens: date | None, due: date, *, now: datetime) -> date:
    """The first day of a window that holds. Raises WindowBackwards, DuePast, TooFar."""
    today = local_day(now)
    fault = window_faults(opens, due, today)
    if fault == "backwards":
        raise WindowBackwards(field="due", opens=opens, due=due)
    if fault == "past":
        raise DuePast(field="due", due=due)
    if fault == "far":
        raise TooFar(field="due", due=due)
    return opens or today


def _open_measure(actor: Actor, measure_id: int | None, *, now: datetime) -> Measure | None:
    if measure_id is None:
        return None
    rows = Measure.objects.filter(id=number(measure_id), campaign__in=visible_campaigns(actor, now=now))
    measure = rows.select_related("campaign").first()
    if measure is None or measure.withdrawn_at is not None:
        raise UnknownPlanPart(field="measure", code=measure_id)
    if measure.campaign.state != CampaignState.ISSUED:
        raise NotIssued
    return measure


def _adds(measure: Measure | None, issuer: Party) -> bool:
    """Whether a level below the one that issued the plan writes a task of its own for the measure."""
    return measure is not None and level_of(issuer) > level_of(measure.campaign)


def _store(task: Task, issuer: Party, actor: Actor, now: datetime, fact_key: str) -> Task:
    task.stand_at(issuer.region)
    task.fact_key = fact_key
    task.save()
    if not fact_key:
        task.fact_key = f"measure:{task.measure_id}" if task.measure_id else task.ref
        task.save(update_fields=["fact_key"])
    index_text(collection="plan", key=task.ref, text=f"{task.title}\n{task.text}")
    content = {"title": task.title, "due": task.due.isoformat(), "origin": task.origin, "state": task.state}
    journal_task(task, actor, now, "task.created", content)
    return task


def journal_task(task: Task, actor: Actor, now: datetime, kind: str, content: Mapping[str, object]) -> None:
    """One entry in the chain of the task."""
    record_entry(
        actor=actor.ref, now=now, kind=kind, object=task.ref, unit=task.region.code, content=dict(content)
    )


@transaction.atomic
def choose_task(
    *,
    actor: Actor,
    now: datetime,
    party: Party,
    title: str,
    text: str,
    rationale: str,
    due: date,
    measure_id: int | None = None,
) -> Assignment:
    """A party chooses an action of its own (自选动作, S1-14): never compulsory, in no denominator, in no load.

    Raises NotYours, BadText, UnknownPlanPart and faults of the window.
    """
    if not stands_for(actor, Ability.WORK_TASK, party, now=now):
        raise NotYours(name=party.name)
    task = Task(
        measure=_open_measure(actor, measure_id, now=now),
        kind=TaskKind.OPTIONAL.value,
        title=text_of(title, TITLE_LENGTH, "title"),
        text=text_of(text, TEXT_LENGTH, "text"),
        basis=text_of(rationale, REASON_LENGTH, "rationale"),
        issuer=party,
        opens=check_window(None, due, now=now),
        due=due,
        state=TaskState.OPEN.value,
        created_by=actor.ref,
        created_at=now,
    )
    _store(task, party, actor, now, "")
    row = Assignment(
        task=task,
        measure=task.measure,
        campaign_id=task.measure.campaign_id if task.measure else None,
        issuer=party,
        kind=task.kind,
        fact_key=task.ref,
        party=party,
        opens=task.opens,
        due=due,
        state=AssignmentState.OPEN.value,
        assigned_by=actor.ref,
        assigned_at=now,
    )
    row.stand_at(party.region)
    row.save()
    return row


@transaction.atomic
def approve_task(*, actor: Actor, now: datetime, task_id: int, version: int) -> Task:
    """A second person lets a task outside the plan tree be assigned (S2-26).

    Raises UnknownTask, NotAllowed, SamePerson, TaskDecided, StalePage.
    """
    task = _waiting(actor, task_id, version, now=now)
    task.state, task.approved_by, task.approved_at = TaskState.OPEN.value, actor.ref, now
    task.version += 1
    task.save(update_fields=["state", "approved_by", "approved_at", "version"])
    journal_task(task, actor, now, "task.approved", {})
    return task


@transaction.atomic
def decline_task(*, actor: Actor, now: datetime, task_id: int, version: int, reason: str) -> Task:
    """A second person turns down a task outside the plan tree.

    Raises UnknownTask, NotAllowed, SamePerson, TaskDecided, StalePage, BadText.
    """
    task = _waiting(actor, task_id, version, now=now)
    task.reason = text_of(reason, REASON_LENGTH, "reason")
    task.state, task.approved_by, task.approved_at = TaskState.WITHDRAWN.value, actor.ref, now
    task.version += 1
    task.save(update_fields=["state", "reason", "approved_by", "approved_at", "version"])
    remove_text(collection="plan", key=task.ref)
    journal_task(task, actor, now, "task.declined", {"reason": task.reason})
    return task


def _waiting(actor: Actor, task_id: int, version: int, *, now: datetime) -> Task:
    task = task_for(actor, task_id, now=now, lock=True)
    require(actor, Ability.MANAGE_PLAN, task, now=now)
    if task.created_by == actor.ref:
        raise SamePerson
    if task.state != TaskState.WAITING:
        raise TaskDecided
    same_version(task, version)
    return task


@transaction.atomic
def withdraw_task(*, actor: Actor, now: datetime, task_id: int, version: int, reason: str) -> Task:
    """Take back a task with everything of it that is not settled; what was accepted stays.

    Raises UnknownTask, NotAllowed, TaskGone, StalePage, BadText.
    """
    task = issued_task(actor, task_id, now=now)
    if task.state == TaskState.WITHDRAWN:
        raise TaskGone
    same_version(task, version)
    task.reason = text_of(reason, REASON_LENGTH, "reason")
    task.state = TaskState.WITHDRAWN.value
    task.version += 1
    task.save(update_fields=["state", "reason", "version"])
    rows = Assignment.objects.filter(task=task, state__in=sorted(LIVE))
    gone = withdraw_rows(list(rows.select_for_update().order_by("id")), task.reason, now)
    remove_text(collection="plan", key=task.ref)
    journal_task(task, actor, now, "task.withdrawn", {"reason": task.reason, "assignments": gone})
    return task


def withdraw_rows(rows: list[Assignment], reason: str, now: datetime) -> int:
    """Withdraw assignments (locked by the caller) with their counts; gives how many."""
    with tallied({row.measure_id for row in rows}, rows):
        for row in rows:
            row.state, row.reason, row.settled_at = AssignmentState.WITHDRAWN.value, reason, now
            row.version += 1
        fields = ["state", "reason", "settled_at", "version"]
        Assignment.objects.bulk_update(rows, fields, batch_size=200)
    return len(rows)
