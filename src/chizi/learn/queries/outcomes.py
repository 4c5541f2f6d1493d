"""Outcomes: what is asked of somebody, and his own record of objectives."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from chizi.learn.models import Answer, LearningItem, Mastery, Outcome
from chizi.learn.refusals.outcomes import UnknownOutcome
from chizi.learn.rules.attempts import AttemptState
from chizi.org.abilities import Actor
from chizi.org.models import Person
from chizi.plan.models import Assignment
from chizi.plan.rules.tasks import OWED


def items_asked(person: Person, party_id: int | None, item_ids: Iterable[int], today: date) -> dict[int, str]:
    """Of these learning items those that are asked of the person, or of his party as a whole: id -> about.

    What is overdue is still taken, what was withdrawn or exempted is not asked. One query, none for no items.
    """
    wanted = sorted(set(item_ids))
    if not wanted:
        return {}
    mine = Q(person_id=person.pk)
    if party_id is not None:
        mine |= Q(party_id=party_id, person__isnull=True)
    asked = Assignment.objects.filter(mine, state__in=sorted(OWED), opens__lte=today)
    rows = LearningItem.objects.filter(id__in=wanted, task_id__in=asked.values("top_task_id"))
    return dict(rows.values_list("id", "about"))


def in_hand(person: Person, question_ids: Iterable[int]) -> set[int]:
    """Of these questions those in a graded paper that the person is at: asked apart, they would tell what is right.

    One query, none for no questions.
    """
    wanted = sorted(set(question_ids))
    if not wanted:
        return set()
    open_ones = Answer.objects.filter(attempt__person=person, attempt__state=AttemptState.OPEN.value)
    rows = open_ones.filter(attempt__paper__graded=True, question_id__in=wanted)
    return set(rows.values_list("question_id", flat=True))


def own_outcome(viewer: Actor, key: UUID) -> Outcome:
    """One result of the viewer's own record. Raises UnknownOutcome."""
    found = Outcome.objects.filter(key=key, person_id=getattr(viewer, "pk", None)).first()
    if found is None:
        raise UnknownOutcome
    return found


@dataclass(frozen=True)
class MyObjective:
    """What one has shown of an objective: of the last answers so many right, and whether that is enough."""

    id: int
    code: str
    title: str
    asked: int
    right: int
    met: bool
    changed_at: datetime


def my_objectives(viewer: Actor, *, limit: int = 500) -> tuple[MyObjective, ...]:
    """The viewer's own objectives, in the order of their codes; one query."""
    if not isinstance(viewer, Person):
        return ()
    rows = Mastery.objects.filter(person=viewer, asked__gt=0).order_by("objective__code")
    told = rows.values_list(
        "objective_id", "objective__code", "objective__title", "asked", "right", "met", "changed_at"
    )
    return tuple(MyObjective(*row) for row in told[:limit])
