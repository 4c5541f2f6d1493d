"""What is mine to learn and why, and what a task asks to be learned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from chizi.learn.models import ItemState, LearningItem, Material
from chizi.learn.queries.papers import paper_titles
from chizi.learn.rules.items import about_numbers
from chizi.learn.rules.materials import MaterialState
from chizi.org.abilities import Actor, local_day, may
from chizi.org.models import Party, Person
from chizi.org.rules import Ability
from chizi.plan.models import Assignment, Task
from chizi.plan.reaching import task_for
from chizi.plan.rules.tasks import LIVE, OWED, TaskState

MOST = 200


@dataclass(frozen=True)
class Why:
    """Why something is asked: the campaign and measure it serves, the basis of the task, and the document behind the
    campaign. Each is empty where there is none."""

    task_id: int
    task: str
    issuer: str
    campaign: str
    measure: str
    measure_title: str
    basis: str
    document: str


@dataclass(frozen=True)
class MyItem:
    """One thing to learn; ``kind`` is prescribed or optional (S1-13, S1-14), ``open`` whether its task still runs."""

    item_id: int
    assignment_id: int
    about: str
    title: str
    kind: str
    why: Why
    opens: date
    due: date
    about_minutes: int | None
    open: bool
    done: bool
    done_at: datetime | None


def own_assignments(person: Person, *, today: date | None = None) -> QuerySet[Assignment]:
    """Assignments that ask something of a person: his own, and those of the party of the agency he serves in.

    Whatever phase the campaign is in (S1-17); what was withdrawn or exempted is not asked. With ``today`` only those
    whose window has opened.
    """
    mine = Q(person_id=person.pk)
    if person.agency_id is not None:
        party = Party.objects.filter(agency_id=person.agency_id).values("id")
        mine |= Q(party_id__in=party, person__isnull=True)
    rows = Assignment.objects.filter(mine, state__in=sorted(OWED))
    return rows.filter(opens__lte=today) if today is not None else rows


def my_learning(viewer: Actor, *, now: datetime, limit: int = MOST) -> tuple[MyItem, ...]:
    """What is asked of the viewer to learn, by due day, with why; leaders get the same as everybody (S1-20).

    Three queries, whatever there is.
    """
    if not isinstance(viewer, Person) or viewer.pk is None:
        return ()
    rows = own_assignments(viewer).filter(top_task_id__in=LearningItem.objects.values("task_id"))
    assignments = list(rows.select_related("task__issuer", "measure__campaign").order_by("due", "id")[:MOST])
    by_task: dict[int, Assignment] = {}
    for one in assignments:
        by_task.setdefault(one.top_task_id or one.task_id, one)
    items = list(LearningItem.objects.filter(task_id__in=list(by_task)).order_by("position", "id"))
    done = dict(ItemState.objects.filter(person=viewer, item__in=items).values_list("item_id", "done_at"))
    found = [_mine(item, by_task[item.task_id], done.get(item.pk)) for item in items]
    found.sort(key=lambda one: (one.due, one.assignment_id))
    return tuple(found[:limit])


def _mine(item: LearningItem, row: Assignment, done_at: datetime | None) -> MyItem:
    task, measure = row.task, row.measure
    campaign = measure.campaign if measure is not None else None
    why = Why(
        task_id=task.pk,
        task=task.title,
        issuer=task.issuer.name,
        campaign=campaign.title if campaign is not None else "",
        measure=measure.code if measure is not None else "",
        measure_title=measure.title if measure is not None else "",
        basis=task.basis,
        document=campaign.basis if campaign is not None else "",
    )
    return MyItem(
        item_id=item.pk,
        assignment_id=row.pk,
        about=item.about,
        title=item.title,
        kind=row.kind,
        why=why,
        opens=row.opens,
        due=row.due,
        about_minutes=item.about_minutes,
        open=row.state in LIVE,
        done=done_at is not None,
        done_at=done_at,
    )


def items_about(person: Person, abouts: Iterable[str], *, now: datetime) -> dict[str, tuple[int, ...]]:
    """Of each of these the learning items that are asked of a person now, the earliest due first; one query."""
    asked = own_assignments(person, today=local_day(now))
    due = dict(asked.order_by("-due").values_list("top_task_id", "due"))
    rows = LearningItem.objects.filter(about__in=list(abouts), task_id__in=list(due))
    found: dict[str, list[tuple[date, int]]] = {}
    for item, about, task in rows.values_list("id", "about", "task_id"):
        found.setdefault(about, []).append((due[task], item))
    return {about: tuple(item for _due, item in sorted(pairs)) for about, pairs in found.items()}


def learnable_titles(abouts: Iterable[str]) -> dict[str, str]:
    """Titles of published materials and papers by "material:12" and "paper:5"; what is neither is left out.

    No scope: for actions that put them into a task, and for lists that asked before. Two queries at most.
    """
    wanted = about_numbers(abouts)
    found: dict[str, str] = {}
    if wanted["material"]:
        rows = Material.objects.filter(id__in=wanted["material"], state=MaterialState.PUBLISHED.value)
        found |= {f"material:{number}": title for number, title in rows.values_list("id", "title")}
    if wanted["paper"]:
        found |= {f"paper:{number}": title for number, title in paper_titles(wanted["paper"]).items()}
    return found


@dataclass(frozen=True)
class ItemLine:
    """A learning item of a task; ``gone`` when what it asks for has been withdrawn since."""

    id: int
    about: str
    title: str
    about_minutes: int | None
    gone: bool


@dataclass(frozen=True)
class TaskItems:
    """What a task asks to be learned, in order."""

    task: Task
    items: tuple[ItemLine, ...]
    may_set: bool


def task_items(viewer: Actor, task_id: int, *, now: datetime) -> TaskItems:
    """The learning items of a task that the viewer may see; those of one that was passed down are its first task's
    (R-06). Raises UnknownTask."""
    task = task_for(viewer, task_id, now=now)
    rows = list(LearningItem.objects.filter(task_id=task.top_id or task.pk).order_by("position", "id"))
    titles = learnable_titles(one.about for one in rows)
    return TaskItems(
        task=task,
        items=tuple(
            ItemLine(
                one.pk,
                one.about,
                titles.get(one.about, one.title),
                one.about_minutes,
                one.about not in titles,
            )
            for one in rows
        ),
        may_set=may_set_items(viewer, task, now=now)
        and task.top_id is None
        and task.state != TaskState.WITHDRAWN,
    )


def may_set_items(viewer: Actor, task: Task, *, now: datetime) -> bool:
    """Whoever manages learning at the task's place, or issues tasks there, sets what it asks to be learned."""
    return may(viewer, Ability.MANAGE_LEARNING, task, now=now) or may(
        viewer, Ability.ASSIGN_TASK, task.issuer, now=now
    )


def items_done(items: Sequence[int]) -> set[int]:
    """Of these items those that somebody has done; one query."""
    return set(ItemState.objects.filter(item_id__in=items).values_list("item_id", flat=True).distinct())
