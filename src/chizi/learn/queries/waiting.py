"""What waits for one person in learning, for a day at a glance: his own items, and others' work to judge."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Value

from chizi.learn.models import Answer, Application, ItemState, LearningItem
from chizi.learn.queries.items import own_assignments
from chizi.learn.rules.applications import ApplicationState
from chizi.org.abilities import Actor, local_day, narrow, scope_of
from chizi.org.models import Person
from chizi.org.rules import Ability
from chizi.plan.rules.tasks import LIVE


@dataclass(frozen=True)
class Owed:
    """What one task still asks its reader to learn: the first item that is not done, and why it is asked."""

    item_id: int
    title: str
    task: str
    campaign: str
    measure: str
    kind: str
    due: date


class Judged(StrEnum):
    """What waits for a human judgement."""

    APPLICATION = "application"
    ANSWER = "answer"


@dataclass(frozen=True)
class ToJudge:
    """One of them: ``title`` names what was learned or the paper, ``party`` whose people are concerned."""

    judged: Judged
    number: int
    title: str
    party: str


def owed_learning(viewer: Actor, *, now: datetime, limit: int = 30) -> tuple[Owed, ...]:
    """Of each open task of the viewer, the earliest due first, the first item that is not done. Two queries, one
    where nothing is asked."""
    if not isinstance(viewer, Person) or viewer.pk is None:
        return ()
    done = ItemState.objects.filter(person=viewer, item_id=OuterRef("pk"), done_at__isnull=False)
    items = LearningItem.objects.filter(~Exists(done))
    rows = own_assignments(viewer, today=local_day(now)).filter(
        state__in=sorted(LIVE), top_task_id__in=items.values("task_id")
    )
    asked = list(rows.select_related("task", "measure__campaign").order_by("due", "id")[:limit])
    if not asked:
        return ()
    first: dict[int, LearningItem] = {}
    for item in items.filter(task_id__in={one.top_task_id for one in asked}).order_by("position", "id"):
        first.setdefault(item.task_id, item)
    found: dict[int, Owed] = {}
    for one in asked:
        item = first[one.top_task_id or one.task_id]
        campaign = one.measure.campaign if one.measure else None
        owed = Owed(
            item_id=item.pk,
            title=item.title,
            task=one.task.title,
            campaign=campaign.title if campaign else "",
            measure=one.measure.code if one.measure else "",
            kind=one.kind,
            due=one.due,
        )
        found.setdefault(item.task_id, owed)
    return tuple(found.values())


def to_judge(viewer: Actor, *, now: datetime, limit: int = 30) -> tuple[ToJudge, ...]:
    """Applications and answers of others that wait for the viewer, at most ``limit`` of each. One query.

    The same as ``to_confirm`` and ``answers_to_judge`` together, without what only their own pages show. (S1-04, R-27)
    """
    scope = scope_of(viewer, Ability.CONFIRM_LEARNING, now=now)
    if scope.empty or not isinstance(viewer, Person):
        return ()
    claimed = narrow(Application.objects.filter(state=ApplicationState.CLAIMED.value), scope)
    newest = claimed.exclude(person_id=viewer.pk).order_by("-id").values("id")[:limit]
    waiting = narrow(Answer.objects.filter(waits=True), scope, "attempt__party__")
    oldest = waiting.exclude(attempt__person=viewer).order_by("id").values("id")[:limit]
    applications = (
        Application.objects.filter(id__in=newest)
        .order_by()
        .values_list(
            Value(Judged.APPLICATION.value, output_field=CharField()), "id", "about_title", "party__name"
        )
    )
    answers = (
        Answer.objects.filter(id__in=oldest)
        .order_by()
        .values_list(
            Value(Judged.ANSWER.value, output_field=CharField()),
            "id",
            "attempt__paper__title",
            "attempt__party__name",
        )
    )
    rows: Sequence[tuple[Any, ...]] = list(applications.union(answers, all=True))
    return tuple(ToJudge(Judged(judged), *rest) for judged, *rest in rows)
