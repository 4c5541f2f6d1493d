"""What can be mastered, and how many questions ask for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from chizi.learn.models import Objective
from chizi.learn.queries.questions_seeing import bank_of
from chizi.org.abilities import Actor, scope_of
from chizi.org.models import Region
from chizi.org.queries.places import home_region
from chizi.org.refusals import NotAllowed
from chizi.org.rules import Ability

MOST = 500


@dataclass(frozen=True)
class ObjectiveLine:
    """An objective with the questions in use that the viewer may see."""

    id: int
    code: str
    title: str
    withdrawn: bool
    questions: int


def objectives(viewer: Actor, *, now: datetime, all_of_them: bool = False) -> tuple[ObjectiveLine, ...]:
    """Objectives by code with the size of their bank; those in use only, unless asked for all. Raises NotAllowed."""
    seen = bank_of(viewer, now=now)
    if seen is None:
        raise NotAllowed
    counted = dict(
        seen.filter(withdrawn_at__isnull=True)
        .order_by()
        .values_list("objective_id")
        .annotate(count=Count("id"))
    )
    rows = Objective.objects.filter(Q() if all_of_them else Q(withdrawn_at__isnull=True)).order_by("code")
    return tuple(
        ObjectiveLine(one.id, one.code, one.title, one.withdrawn_at is not None, counted.get(one.id, 0))
        for one in rows[:MOST]
    )


def objective_titles(ids: Iterable[int]) -> dict[int, str]:
    """Titles by id; one query. Titles are no secret: every learner sees his own objectives."""
    return dict(Objective.objects.filter(id__in=set(ids)).values_list("id", "title"))


def manages_learning(viewer: Actor, *, now: datetime) -> bool:
    """Whether the viewer manages learning at some place; asked from his grants alone."""
    return not scope_of(viewer, Ability.MANAGE_LEARNING, now=now).empty


def banks_of(viewer: Actor, *, now: datetime) -> tuple[Region, ...]:
    """The places whose bank of questions and papers the viewer keeps: those of his grants, the highest first."""
    scope = scope_of(viewer, Ability.MANAGE_LEARNING, now=now)
    if scope.everything:
        top = home_region(viewer, now=now, ability=Ability.MANAGE_LEARNING)
        return (top,) if top is not None else ()
    ids = scope.cities | scope.counties | scope.towns
    return tuple(Region.objects.filter(id__in=ids).order_by("level", "code")) if ids else ()
