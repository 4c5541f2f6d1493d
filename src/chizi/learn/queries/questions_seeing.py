"""Which questions of the bank somebody may see, change or draw from."""

from datetime import datetime

from django.db.models import Q, QuerySet

from chizi.learn.models import Question
from chizi.learn.refusals.questions import UnknownQuestion
from chizi.org.abilities import Actor, scope_of
from chizi.org.rules import Ability
from chizi.plan.reaching import binds, number


def bank_of(viewer: Actor, *, now: datetime) -> QuerySet[Question] | None:
    """Questions that the viewer may look at with their answers: those of his part and of the places above it.

    Whoever manages learning sees them; a learner, whatever he leads, meets a question in a paper. None for nobody.
    """
    scope = scope_of(viewer, Ability.MANAGE_LEARNING, now=now)
    if scope.empty:
        return None
    return Question.objects.filter(binds(scope, viewer, now=now))


def within(region: tuple[int | None, int | None, int | None]) -> Q:
    """Rows kept at a place or above it: what a paper of the place is drawn from, whoever reads it.

    ``region`` are the ids of its city, county and town.
    """
    city, county, town = region
    wanted = Q(city_id=None)
    if city is not None:
        wanted |= Q(city_id=city, county_id=None)
    if county is not None:
        wanted |= Q(county_id=county, town_id=None)
    if town is not None:
        wanted |= Q(town_id=town)
    return wanted


def question_for(viewer: Actor, question_id: int, *, now: datetime) -> Question:
    """The question, for somebody who may see the bank. Raises UnknownQuestion."""
    seen = bank_of(viewer, now=now)
    rows = seen.filter(id=number(question_id)) if seen is not None else None
    found = rows.select_related("objective", "region").first() if rows is not None else None
    if found is None:
        raise UnknownQuestion(number=question_id)
    return found
