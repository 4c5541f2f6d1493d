"""What waits for the viewer's side to decide: results, objections, tasks outside the plan; for a day at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast

from chizi.org.abilities import Actor, narrow, scope_of
from chizi.org.models import Party
from chizi.org.rules import Ability
from chizi.plan.models import Assignment, Objection, Task
from chizi.plan.rules.tasks import AssignmentState, TaskState


class Asked(StrEnum):
    """What kind of decision is asked for."""

    RESULT = "result"
    OBJECTION = "objection"
    TASK = "task"


@dataclass(frozen=True)
class ToDecide:
    """One thing to decide: ``number`` is that of the assignment, or of the task to approve; ``about`` names whose it
    is. ``due`` is the day by which an objection is to be answered or a task to be done, None for results."""

    asked: Asked
    number: int
    title: str
    about: str
    due: date | None


def to_decide(viewer: Actor, *, now: datetime, limit: int = 30) -> tuple[ToDecide, ...]:
    """At most ``limit`` of each kind, in no order: newest results, objections by their day, oldest tasks.

    The same as ``to_accept``, ``to_answer`` and ``to_approve`` together, in one query. (R-10, S2-26)
    """
    parts = [*_of_assignments(viewer, now, limit), *_of_tasks(viewer, now, limit)]
    if not parts:
        return ()
    rows: Sequence[tuple[Any, ...]] = list(parts[0].union(*parts[1:], all=True))
    return tuple(ToDecide(Asked(asked), *rest) for asked, *rest in rows)


def _of_assignments(viewer: Actor, now: datetime, limit: int) -> list[QuerySet[Any, tuple[Any, ...]]]:
    scope = scope_of(viewer, Ability.ASSIGN_TASK, now=now)
    if scope.empty:
        return []
    done = Assignment.objects.filter(state=AssignmentState.SUBMITTED.value)
    order = F("id").desc()
    if not scope.everything:  # found by the issuers' own index, then sorted, as in to_accept
        done = done.filter(issuer_id__in=narrow(Party.objects.all(), scope).values("id"))
        order = (F("id") + 0).desc()
    results = Assignment.objects.filter(id__in=done.order_by(order).values("id")[:limit])
    objected = narrow(Objection.objects.filter(answered_at__isnull=True), scope, "issuer__")
    earliest = Objection.objects.filter(id__in=objected.order_by("answer_by", "id").values("id")[:limit])
    no_day = Cast(Value(None), DateField())
    return [
        results.order_by().values_list(_said(Asked.RESULT), "id", "task__title", "party__name", no_day),
        earliest.order_by().values_list(
            _said(Asked.OBJECTION),
            "assignment_id",
            "assignment__task__title",
            "assignment__party__name",
            "answer_by",
        ),
    ]


def _of_tasks(viewer: Actor, now: datetime, limit: int) -> list[QuerySet[Any, tuple[Any, ...]]]:
    scope = scope_of(viewer, Ability.MANAGE_PLAN, now=now)
    if scope.empty:
        return []
    ref = viewer.ref if viewer is not None else ""
    waiting = narrow(Task.objects.filter(state=TaskState.WAITING.value), scope).exclude(created_by=ref)
    oldest = Task.objects.filter(id__in=waiting.order_by("id").values("id")[:limit])
    return [oldest.order_by().values_list(_said(Asked.TASK), "id", "title", "issuer__name", "due")]


def _said(asked: Asked) -> Value:
    return Value(asked.value, output_field=CharField())
