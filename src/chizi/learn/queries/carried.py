"""What somebody takes along to work without a network: his tasks with what they ask to be learned, and his record."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from chizi.learn.models import ItemState, LearningItem, Outcome, Question
from chizi.learn.queries.abouts import about_titles
from chizi.learn.rules.outcomes import about_parts
from chizi.org.abilities import Actor, local_day, party_codes
from chizi.org.models import Party, Person
from chizi.org.rules import Ability
from chizi.plan.models import Assignment, Objection, Result
from chizi.plan.rules.tasks import LIVE, WAITS_FOR_PARTY, AssignmentState

AHEAD = timedelta(days=14)  # what opens while somebody is away without a network
BEHIND = timedelta(days=30)  # what was settled lately can still be looked at
RELATED = ("task", "issuer", "party", "measure__campaign", "measure__node")


@dataclass(frozen=True)
class CarriedItem:
    """One thing to be learned, and whether its owner has done it."""

    id: int
    about: str
    title: str
    minutes: int | None
    done: bool


@dataclass(frozen=True)
class CarriedTask:
    """An assignment with its reason, what it asks to be learned, what was said about it, and what can be done."""

    row: Assignment
    items: tuple[CarriedItem, ...]
    objection: Objection | None
    results: tuple[Result, ...]
    may_submit: bool
    may_object: bool


def carried_tasks(viewer: Actor, *, now: datetime, limit: int = 200) -> tuple[CarriedTask, ...]:
    """What is asked of the viewer, of the parties he stands for, and of his own party as learning; the earliest
    due first. At most six queries."""
    if not isinstance(viewer, Person) or viewer.pk is None:
        return ()
    today = local_day(now)
    codes = party_codes(viewer, Ability.WORK_TASK, now=now)
    own = Q(code__in=sorted(codes)) | Q(agency__isnull=False, agency_id=viewer.agency_id)
    parties = dict(Party.objects.filter(own).values_list("id", "code"))
    rows = _rows(viewer, parties, today, limit)
    items = _items(viewer, rows)
    kept = [
        row
        for row in rows
        if row.person_id == viewer.pk or parties.get(row.party_id, "") in codes or row.top_task_id in items
    ]
    ids = [row.id for row in kept]
    objections = {
        one.assignment_id: one for one in Objection.objects.filter(assignment__in=ids).order_by("id")
    }
    results: dict[int, list[Result]] = {}
    for one in Result.objects.filter(assignment__in=ids).order_by("number"):
        results.setdefault(one.assignment_id, []).append(one)
    found = []
    for row in kept:
        works = row.person_id == viewer.pk or row.party.code in codes
        objection = objections.get(row.id)
        answered = objection is None or objection.answered_at is not None
        found.append(
            CarriedTask(
                row=row,
                items=items.get(row.top_task_id or 0, ()),
                objection=objection,
                results=tuple(results.get(row.id, ())),
                may_submit=works and row.state in WAITS_FOR_PARTY,
                may_object=works and row.state in LIVE and today <= row.due and answered,
            )
        )
    return tuple(found)


def _rows(viewer: Person, parties: Collection[int], today: date, limit: int) -> list[Assignment]:
    mine = Q(person_id=viewer.pk) | Q(party_id__in=sorted(parties), person__isnull=True)
    shown = Q(state__in=sorted(LIVE)) | Q(
        state=AssignmentState.ACCEPTED.value, settled_at__date__gte=today - BEHIND
    )
    rows = Assignment.objects.filter(mine, shown, opens__lte=today + AHEAD).select_related(*RELATED)
    return list(rows.order_by("due", "id")[:limit])


def _items(viewer: Person, rows: Sequence[Assignment]) -> dict[int, tuple[CarriedItem, ...]]:
    asked = LearningItem.objects.filter(task__in={row.top_task_id for row in rows}).order_by(
        "task", "position", "id"
    )
    told = list(asked.values_list("task_id", "id", "about", "title", "about_minutes"))
    states = ItemState.objects.filter(person=viewer, item__in=[one[1] for one in told])
    done = set(states.values_list("item_id", flat=True))
    found: dict[int, tuple[CarriedItem, ...]] = {}
    for task, number, about, title, minutes in told:
        item = CarriedItem(number, about, title, minutes, number in done)
        found[task] = (*found.get(task, ()), item)
    return found


@dataclass(frozen=True)
class CarriedOutcome:
    """One line of one's own record, with the title of what it is about."""

    key: str
    kind: str
    about: str
    title: str
    happened_at: datetime
    recorded_at: datetime
    met: bool | None
    source: str
    voided: bool


def carried_record(viewer: Actor, *, limit: int = 200) -> tuple[CarriedOutcome, ...]:
    """The viewer's own newest results. Four queries."""
    if not isinstance(viewer, Person) or viewer.pk is None:
        return ()
    rows = Outcome.objects.filter(person=viewer).order_by("-id").values_list(
        "key", "kind", "about", "happened_at", "recorded_at", "met", "source", "voided_at"
    )  # fmt: skip
    told = list(rows[:limit])
    titles = _titles(one[2] for one in told)
    return tuple(_line(one, titles) for one in told)


def _line(one: Sequence[Any], titles: dict[str, str]) -> CarriedOutcome:
    key, kind, about, happened, recorded, met, source, voided = one
    title = titles.get(about, "")
    return CarriedOutcome(str(key), kind, about, title, happened, recorded, met, source, voided is not None)


def _titles(abouts: Iterable[str]) -> dict[str, str]:
    asked = set(abouts)
    questions = [
        parts[1] for parts in map(about_parts, asked) if parts is not None and parts[0] == "question"
    ]
    rows = Question.objects.filter(pk__in=questions).values_list("pk", "stem")
    return about_titles(asked) | {f"question:{number}": stem for number, stem in rows}
