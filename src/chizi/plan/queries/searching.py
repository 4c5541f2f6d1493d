"""Measures and tasks by the words in them."""

from dataclasses import dataclass
from datetime import datetime

from chizi.ground.search.queries import find
from chizi.org.abilities import Actor, scope_of
from chizi.org.rules import Ability
from chizi.plan.models import Measure, Task
from chizi.plan.reaching import binds, visible_campaigns

COLLECTION = "plan"


@dataclass(frozen=True)
class PlanHit:
    """A measure or a task (``part``) in which all the words stand; ``about`` is its campaign, or who asks for it."""

    part: str
    id: int
    title: str
    about: str


def search_plan(viewer: Actor, words: str, *, now: datetime, limit: int = 20) -> tuple[PlanHit, ...]:
    """Best first, as far as the viewer may see; at most three queries."""
    scope = scope_of(viewer, Ability.SEE_PLAN, now=now)
    if scope.empty:
        return ()
    found = [hit.key.partition(":") for hit in find(COLLECTION, words, limit=limit * 5)]
    ids = {part: [int(number) for one, _, number in found if one == part] for part in ("measure", "task")}
    measures = Measure.objects.filter(
        id__in=ids["measure"], withdrawn_at__isnull=True, campaign__in=visible_campaigns(viewer, now=now)
    )
    tasks = Task.objects.filter(binds(scope, viewer, now=now), id__in=ids["task"])
    hits = {
        ("measure", one.id): PlanHit("measure", one.id, one.title, one.campaign.title)
        for one in measures.select_related("campaign")
    }
    hits |= {
        ("task", one.id): PlanHit("task", one.id, one.title, one.issuer.name)
        for one in tasks.select_related("issuer")
    }
    order = [(part, int(number)) for part, _, number in found]
    return tuple(hits[key] for key in order if key in hits)[:limit]
