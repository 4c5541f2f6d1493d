"""One's own record: everything that is kept of one's learning, to be seen, explained, corrected and taken along."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from chizi.core.cursors import number_cursor
from chizi.learn.models import Application, Outcome
from chizi.learn.policy import mastery_policy
from chizi.learn.queries.abouts import about_titles
from chizi.learn.rules.applications import ApplicationState
from chizi.learn.rules.mastery import MasteryPolicy
from chizi.learn.rules.outcomes import VOIDED_BY_OWNER, OutcomeKind
from chizi.org.abilities import Actor
from chizi.org.models import Person


@dataclass(frozen=True)
class RecordLine:
    """One result of one's own, as it is kept. ``voidable``: its owner may take it back alone."""

    id: int
    key: UUID
    kind: str
    about: str
    title: str
    objective: str
    met: bool | None
    happened_at: datetime
    recorded_at: datetime
    source: str
    voided_at: datetime | None
    reason: str
    voidable: bool
    given: str


@dataclass(frozen=True)
class MyRecord:
    """A page of one's own results, the newest first; ``after`` is the next cursor, or empty."""

    lines: tuple[RecordLine, ...]
    after: str


def my_record(viewer: Actor, *, now: datetime, kind: str = "", after: str = "", limit: int = 30) -> MyRecord:
    """Everything that is kept of the viewer's own learning; three queries. Nobody else can ask for it."""
    if not isinstance(viewer, Person) or viewer.pk is None:
        return MyRecord((), "")
    rows = Outcome.objects.filter(person=viewer).select_related("objective").order_by("-id")
    if kind in set(OutcomeKind):
        rows = rows.filter(kind=kind)
    if (number := number_cursor(after)) is not None:
        rows = rows.filter(id__lt=number)
    found = list(rows[: limit + 1])
    titles = about_titles({one.about for one in found[:limit]})
    lines = tuple(record_line(one, titles.get(one.about, "")) for one in found[:limit])
    return MyRecord(lines, str(lines[-1].id) if len(found) > limit else "")


def record_line(one: Outcome, title: str) -> RecordLine:
    """The line of a row that was read with its objective."""
    given = one.content.get("given", "") if isinstance(one.content, dict) else ""
    return RecordLine(
        id=one.pk,
        key=one.key,
        kind=one.kind,
        about=one.about,
        title=title,
        objective=one.objective.title if one.objective is not None else "",
        met=one.met,
        happened_at=one.happened_at,
        recorded_at=one.recorded_at,
        source=one.source,
        voided_at=one.voided_at,
        reason=one.reason,
        voidable=one.voided_at is None and one.kind in VOIDED_BY_OWNER,
        given=", ".join(map(str, given)) if isinstance(given, list) else str(given or ""),
    )


def my_applications_by_state(viewer: Actor) -> dict[str, int]:
    """How many of one's own applications wait, were confirmed, or came back; one query."""
    found = {one.value: 0 for one in ApplicationState}
    if isinstance(viewer, Person):
        rows = Application.objects.filter(person=viewer).order_by().values_list("state")
        found |= dict(rows.annotate(count=Count("id")))
    return found


def mastery_rule() -> MasteryPolicy:
    """The rule by which an objective counts as mastered: for the explanation of each figure."""
    return mastery_policy()
