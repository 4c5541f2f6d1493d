"""My day (今日): what waits for one person, what falls due, what came back, over all rooms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from chizi.learn.queries import answers_to_judge, my_learning, to_confirm
from chizi.matters.queries import Line, my_matters
from chizi.org.abilities import Actor, local_day, scope_of
from chizi.org.queries.slips import resets_to_release
from chizi.org.rules import Ability
from chizi.overview.rules import Lot, lot_of
from chizi.plan.campaign_policy import campaign_policy
from chizi.plan.queries import AssignmentLine, ObjectionLine, my_assignments, to_accept, to_answer, to_approve
from chizi.plan.rules.milestones import light
from chizi.plan.rules.tasks import TaskKind

MOST = 30


class Sort(StrEnum):
    """What kind of thing waits; the front knows its page."""

    ASSIGNMENT = "assignment"
    MATTER = "matter"
    ACCEPT = "accept"
    OBJECTION = "objection"
    APPROVE = "approve"
    RESET = "reset"
    LEARN = "learn"
    CONFIRM = "confirm"
    JUDGE = "judge"


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for the viewer. ``number`` is its id in its room; ``about`` the names around it.

    ``due`` is None where no day is set; ``days`` are left until then, negative when it has passed; ``colour`` is the
    room's own, empty where it has none.
    """

    sort: Sort
    number: int
    title: str
    about: str
    due: date | None
    days: int | None
    colour: str


@dataclass(frozen=True)
class MyDay:
    """Three lots, each with the earliest day first; ``more``: there are others in the lists behind."""

    came_back: tuple[Waiting, ...]
    due: tuple[Waiting, ...]
    waits: tuple[Waiting, ...]
    more: bool

    @property
    def empty(self) -> bool:
        """Whether nothing waits."""
        return not (self.came_back or self.due or self.waits)


def my_day(viewer: Actor, *, now: datetime, limit: int = MOST) -> MyDay:
    """What waits for the viewer. At most twelve queries beyond his grants, however much there is."""
    today = local_day(now)
    matters = my_matters(viewer, now=now, limit=limit)
    work = my_assignments(viewer, now=now, limit=limit + 1)
    lots: dict[Lot, list[Waiting]] = {lot: [] for lot in Lot}
    for one in (*matters.came_back, *matters.due, *matters.waits):
        lots[lot_of(one.state, _colour(one))].append(_matter(one, today))
    for row in work[:limit]:
        lots[lot_of(row.state, row.light.colour)].append(_assignment(row, today))
    for item in _to_learn(viewer, now, today):
        lots[lot_of("", item.colour)].append(item)
    lots[Lot.WAITS] += _of_the_issuer(viewer, now, limit, today) + _of_the_administrator(viewer, now)
    lots[Lot.WAITS] += _of_who_confirms(viewer, now, limit)
    shown = {lot: tuple(_sorted(found)[:limit]) for lot, found in lots.items()}
    cut = any(len(found) > limit for found in lots.values())
    return MyDay(
        shown[Lot.CAME_BACK], shown[Lot.DUE], shown[Lot.WAITS], cut or matters.more or len(work) > limit
    )


def _sorted(found: Iterable[Waiting]) -> list[Waiting]:
    return sorted(found, key=lambda one: (one.due or date.max, one.sort, one.number))


def _colour(one: Line) -> str:
    return str(one.colour.name) if one.colour is not None else ""


def _left(due: date | None, today: date) -> int | None:
    return (due - today).days if due is not None else None


def _matter(one: Line, today: date) -> Waiting:
    about = f"{one.code} · {one.party}"
    return Waiting(Sort.MATTER, one.id, one.title, about, one.due_on, _left(one.due_on, today), _colour(one))


def _assignment(one: AssignmentLine, today: date) -> Waiting:
    about = " · ".join(part for part in (one.campaign, one.measure_code, one.party) if part)
    colour = one.light.colour.value
    return Waiting(Sort.ASSIGNMENT, one.id, one.title, about, one.due, _left(one.due, today), colour)


def _objection(one: ObjectionLine, today: date) -> Waiting:
    left = _left(one.answer_by, today)
    return Waiting(Sort.OBJECTION, one.assignment_id, one.title, one.party, one.answer_by, left, "")


def _of_the_issuer(viewer: Actor, now: datetime, limit: int, today: date) -> list[Waiting]:
    """Results to accept, objections to answer, tasks outside the plan to approve."""
    found: list[Waiting] = []
    if not scope_of(viewer, Ability.ASSIGN_TASK, now=now).empty:
        found += [
            Waiting(Sort.ACCEPT, one.id, one.title, one.party, None, None, "")
            for one in to_accept(viewer, now=now, limit=limit).assignments
        ]
        found += [
            Waiting(
                Sort.OBJECTION,
                one.assignment_id,
                one.title,
                one.party,
                one.answer_by,
                _left(one.answer_by, today),
                "",
            )
            for one in to_answer(viewer, now=now, limit=limit)
        ]
    if not scope_of(viewer, Ability.MANAGE_PLAN, now=now).empty:
        found += [
            Waiting(Sort.APPROVE, one.id, one.title, one.issuer, one.due, _left(one.due, today), "")
            for one in to_approve(viewer, now=now, limit=limit)
        ]
    return found


def _to_learn(viewer: Actor, now: datetime, today: date) -> list[Waiting]:
    """What his tasks ask him to learn and he has not done: one line a task, the next item named."""
    found: dict[int, Waiting] = {}
    for one in my_learning(viewer, now=now):
        if one.done or not one.open or one.opens > today or one.assignment_id in found:
            continue
        left = (one.due - today).days
        about = " · ".join(part for part in (one.why.campaign, one.why.measure, one.why.task) if part)
        owed = one.kind == TaskKind.PRESCRIBED
        colour = light(campaign_policy(), "assignment", one.due, False, today).colour.value if owed else ""
        found[one.assignment_id] = Waiting(Sort.LEARN, one.item_id, one.title, about, one.due, left, colour)
    return list(found.values())


def _of_who_confirms(viewer: Actor, now: datetime, limit: int) -> list[Waiting]:
    """Applications of others, and answers in words, that wait for a human judgement (S1-04, R-27)."""
    if scope_of(viewer, Ability.CONFIRM_LEARNING, now=now).empty:
        return []
    claims = to_confirm(viewer, now=now, limit=limit).applications
    answers = answers_to_judge(viewer, now=now, limit=limit).answers
    return [
        *(Waiting(Sort.CONFIRM, one.id, one.about_title, one.party, None, None, "") for one in claims),
        *(Waiting(Sort.JUDGE, one.id, one.paper, one.party, None, None, "") for one in answers),
    ]


def _of_the_administrator(viewer: Actor, now: datetime) -> list[Waiting]:
    """Passwords that a first administrator asked to reset."""
    if scope_of(viewer, Ability.RELEASE_RESET, now=now).empty:
        return []
    return [
        Waiting(Sort.RESET, one.id, one.name, one.agency, None, None, "")
        for one in resets_to_release(viewer, now=now)
    ]
