"""Cautionary cases, role models and honours as a shelf of their own."""

from dataclasses import dataclass
from datetime import date, datetime

from chizi.learn.models import Material
from chizi.learn.queries.materials_seeing import visible
from chizi.learn.rules.materials import STORIES, MaterialKind, MaterialState
from chizi.org.abilities import Actor

MOST = 60


@dataclass(frozen=True)
class StoryLine:
    """A story on the shelf; what its kind does not have is empty."""

    id: int
    kind: str
    title: str
    source: str
    owner: str
    person: str
    happened_on: date | None
    post: str
    age: int | None
    decision: str
    decided_on: date | None
    lesson: str


def stories(viewer: Actor, *, now: datetime) -> tuple[StoryLine, ...]:
    """Published stories that the viewer may read, the newest sixty; honours by their day, newest first. One query
    beside the look at his grants."""
    kinds = [one.value for one in (*STORIES, MaterialKind.CAUTIONARY)]
    rows = (
        visible(viewer, now)
        .filter(kind__in=kinds, state=MaterialState.PUBLISHED.value)
        .select_related("owner", "concluded", "story")
        .order_by("-pk")[:MOST]
    )
    found = [_line(one) for one in rows]
    return tuple(sorted(found, key=lambda one: one.happened_on or date.min, reverse=True))


def _line(one: Material) -> StoryLine:
    story, case = getattr(one, "story", None), getattr(one, "concluded", None)
    return StoryLine(
        one.pk,
        one.kind,
        one.title,
        one.source,
        one.owner.name,
        story.person if story else "",
        story.happened_on if story else None,
        story.post if story else "",
        story.age if story else None,
        case.decision if case else "",
        case.decided_on if case else None,
        case.lesson if case else "",
    )
