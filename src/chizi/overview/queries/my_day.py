"""My day (今日): what waits for one person, what falls due, what came back, over all rooms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from chizi.learn.queries import Judged, Owed, owed_learning, to_judge
from chizi.matters.queries import Line, my_matters
from chizi.org.abilities import Actor, local_day, scope_of
from chizi.org.queries.slips import resets_to_release
from chizi.org.rules import Ability
from chizi.overview.rules import Lot, lot_of
from chizi.plan.campaign_policy import campaign_policy
from chizi.plan.queries import Asked, AssignmentLine, my_assignments, to_decide
from chizi.plan.rules.milestones import light
from chizi.plan.rules.tasks import TaskKind
from chizi.surveys.queries import my_surveys_to_close

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
    CLOSE = "close"


SORTS = {
    Asked.RESULT: Sort.ACCEPT,
    Asked.OBJECTION: Sort.OBJECTION,
    Asked.TASK: Sort.APPROVE,
    Judged.APPLICATION: Sort.CONFIRM,
    Judged.ANSWER: Sort.JUDGE,
}


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
    """What waits for the viewer. At most eleven queries beyond his grants, however much there is."""
    today = local_day(now)
    matters = my_matters(viewer, now=now, limit=limit)
    work = my_assignments(viewer, now=now, limit=limit + 1)
    lots: dict[Lot, list[Waiting]] = {lot: [] for lot in Lot}
    for one in (*matters.came_back, *matters.due, *matters.waits):
        lots[lot_of(one.state, _colour(one))].append(_matter(one, today))
    for row in work[:limit]:
        lots[lot_of(row.state, row.light.colour)].append(_assignment(row, today))
    for item in _to_learn(viewer, now, limit, today):
        lots[lot_of("", item.colour)].append(item)
    lots[Lot.WAITS] += _of_others(viewer, now, limit, today) + _of_the_administrator(viewer, now)
    lots[Lot.WAITS] += _of_surveys(viewer, now, limit + 1, today)
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


def _of_others(viewer: Actor, now: datetime, limit: int, today: date) -> list[Waiting]:
    """What the work of others asks the viewer to decide: results, objections, tasks outside the plan (R-10, S2-26),
    applications and answers in words (S1-04, R-27)."""
    decided = to_decide(viewer, now=now, limit=limit)
    judged = to_judge(viewer, now=now, limit=limit)
    return [
        *(
            Waiting(SORTS[one.asked], one.number, one.title, one.about, one.due, _left(one.due, today), "")
            for one in decided
        ),
        *(Waiting(SORTS[one.judged], one.number, one.title, one.party, None, None, "") for one in judged),
    ]


def _to_learn(viewer: Actor, now: datetime, limit: int, today: date) -> list[Waiting]:
    """What his tasks ask him to learn and he has not done: one line a task, the next item named."""
    return [_owed(one, today) for one in owed_learning(viewer, now=now, limit=limit)]


def _owed(one: Owed, today: date) -> Waiting:
    about = " · ".join(part for part in (one.campaign, one.measure, one.task) if part)
    prescribed = one.kind == TaskKind.PRESCRIBED
    colour = light(campaign_policy(), "assignment", one.due, False, today).colour.value if prescribed else ""
    return Waiting(Sort.LEARN, one.item_id, one.title, about, one.due, _left(one.due, today), colour)


def _of_surveys(viewer: Actor, now: datetime, limit: int, today: date) -> list[Waiting]:
    """Surveys that he prepared and whose last day has passed: nobody sees a result before they are closed."""
    if scope_of(viewer, Ability.MANAGE_SURVEYS, now=now).empty:
        return []
    return [
        Waiting(Sort.CLOSE, one.id, one.title, one.party, one.closes, _left(one.closes, today), "")
        for one in my_surveys_to_close(viewer, now=now, limit=limit)
    ]


def _of_the_administrator(viewer: Actor, now: datetime) -> list[Waiting]:
    """Passwords that a first administrator asked to reset."""
    if scope_of(viewer, Ability.RELEASE_RESET, now=now).empty:
        return []
    return [
        Waiting(Sort.RESET, one.id, one.name, one.agency, None, None, "")
        for one in resets_to_release(viewer, now=now)
    ]
