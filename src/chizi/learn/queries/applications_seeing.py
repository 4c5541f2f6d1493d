"""Which applications somebody may see: his own, those where he confirms, and those of his part of the tree."""

from datetime import datetime

from django.db.models import Q, QuerySet

from chizi.learn.models import Application
from chizi.org.abilities import Actor, narrow, scope_of
from chizi.org.models import Person
from chizi.org.rules import Ability


def visible_applications(viewer: Actor, *, now: datetime) -> QuerySet[Application]:
    """A learner sees his own; whoever confirms or sees learning at a place sees those of the place."""
    rows = Application.objects.all()
    confirms = scope_of(viewer, Ability.CONFIRM_LEARNING, now=now)
    sees = scope_of(viewer, Ability.SEE_LEARNING, now=now)
    if confirms.everything or sees.everything:
        return rows
    own = Q(person_id=viewer.pk) if isinstance(viewer, Person) else Q(pk__in=[])
    there = Q(pk__in=[])
    for scope in (confirms, sees):
        if not scope.empty:
            there |= Q(pk__in=narrow(Application.objects.all(), scope).values("pk"))
    return rows.filter(own | there)
