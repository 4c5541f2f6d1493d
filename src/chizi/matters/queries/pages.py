"""One matter in full: its story, its clocks with their sums, and who may do what next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Substr
from django.utils.translation import gettext

from chizi.core.clocks import Colour, Moment, Sum, colour_on, due_sum
from chizi.core.refusals import Refusal
from chizi.core.workflow import Relation, StepRule
from chizi.matters.models import Evidence, Link, Matter, Step
from chizi.matters.queries.lists import Line, line_of
from chizi.matters.queries.people import Named, people_of
from chizi.matters.queries.seeing import LARGEST, visible_matter, visible_matters
from chizi.matters.queries.standing import (
    Stance,
    eligible,
    hindrance,
    kind_of,
    roles_text,
    stance_of,
    step_title,
)
from chizi.matters.refusals import UnknownEvidence
from chizi.matters.rules.kinds import Kind
from chizi.org.abilities import Actor, local_day
from chizi.org.models import Person
from chizi.org.queries import conflicts_of

FEW = 3
AFTER_PREFIX = len("person:") + 1  # where the user name begins in Person.ref; SQL counts from one
JUDGES = frozenset({Relation.VERIFIER.value, Relation.ISSUER.value})


@dataclass(frozen=True)
class File:
    """A file of a matter. ``current`` is false once a newer version replaced it, or its step was taken back."""

    id: int
    name: str
    media_type: str
    size: int
    pages: int
    dated_on: date | None
    version: int
    current: bool
    digest: str


@dataclass(frozen=True)
class StoryStep:
    """One step as it is told: who, when, what was written (title, text), which files; ``undone`` if taken back."""

    number: int
    name: str
    title: str
    by: str
    at: datetime
    written: tuple[tuple[str, str], ...]
    files: tuple[File, ...]
    undone: bool
    to_state: str
    moved: bool


@dataclass(frozen=True)
class ClockLine:
    """A clock that was started, with its sum; ``colour`` while it runs."""

    sum: Sum
    running: bool
    paused: bool
    colour: Colour | None


@dataclass(frozen=True)
class NextStep:
    """A step that is lawful in the present state. ``why_not`` is the refusal in the way of this viewer, or None;
    ``who`` may take it, in words; ``names`` are some who may, where it is the owner's to move."""

    rule: StepRule
    why_not: Refusal | None
    who: str
    names: tuple[str, ...]

    @property
    def may(self) -> bool:
        return self.why_not is None


@dataclass(frozen=True)
class MatterPage:
    """Everything that the page of a matter shows."""

    matter: Matter
    kind: Kind
    line: Line
    raiser: str
    story: tuple[StoryStep, ...]
    clocks: tuple[ClockLine, ...]
    next: tuple[NextStep, ...]
    may_undo: bool
    owner: str
    owners: tuple[str, ...]
    same_day: bool


def matter_page(viewer: Actor, matter_id: int, *, now: datetime) -> MatterPage:
    """A matter as the viewer may see it. Raises UnknownMatter. At most ten queries beyond his grants."""
    matter = visible_matter(viewer, matter_id, now=now)
    kind = kind_of(matter)
    steps = list(_named(Step.objects.filter(matter=matter).order_by("number")))
    history = [one for one in steps if not one.undone and one.name != "undo"]
    names = {one.by: getattr(one, "taker", None) or one.by for one in steps}
    owner = kind.flow.state(matter.state).owner
    people = people_of(matter, owner, now=now) if owner else []
    judges = _judges(viewer, kind, matter, owner, people)
    near = conflicts_of(judges, on=local_day(now), party=matter.party) if judges else {}
    owners = tuple(name for _, name, _ in eligible(kind, matter, owner, people, history, near)[:FEW])
    return MatterPage(
        matter=matter,
        kind=kind,
        line=line_of(matter, now),
        raiser=names.get(matter.raised_by, matter.raised_by),
        story=_story(kind, matter, steps, names),
        clocks=clock_lines(kind, matter, history, now),
        next=_next(stance_of(viewer, matter, now=now, known=near), kind, matter, history, owner, owners, now),
        may_undo=_may_undo(viewer, kind, steps, now),
        owner=roles_text([owner]) if owner else "",
        owners=owners,
        same_day=matter.found_on == local_day(matter.raised_at),
    )


def _story(
    kind: Kind, matter: Matter, steps: Sequence[Step], names: Mapping[str, str]
) -> tuple[StoryStep, ...]:
    rows = list(Evidence.objects.filter(matter=matter).order_by("id"))
    undone = {one.pk for one in steps if one.undone}
    replaced = {one.replaces_id for one in rows if one.step_id not in undone}
    files: dict[int, list[File]] = {}
    for one in rows:
        current = one.pk not in replaced and one.step_id not in undone
        files.setdefault(one.step_id, []).append(file_of(one, current))
    return tuple(
        StoryStep(
            number=one.number,
            name=one.name,
            title=step_title(kind, one.name),
            by=names.get(one.by, one.by),
            at=one.at,
            written=_written(kind, one),
            files=tuple(files.get(one.pk, ())),
            undone=one.undone,
            to_state=gettext(kind.flow.state(one.to_state).title),
            moved=one.from_state != one.to_state,
        )
        for one in steps
    )


def file_of(one: Evidence, current: bool = True) -> File:
    """A file as pages name it."""
    return File(
        one.pk, one.name, one.media_type, one.size, one.pages, one.dated_on, one.version, current, one.digest
    )


def _written(kind: Kind, step: Step) -> tuple[tuple[str, str], ...]:
    if step.name in {kind.flow.begins, "undo"}:
        return ()
    titles = {field.name: field.title for field in kind.flow.step(step.name).fields}
    return tuple((gettext(titles[name]), text) for name, text in step.fields.items() if name in titles)


def clock_lines(kind: Kind, matter: Matter, history: Sequence[Step], now: datetime) -> tuple[ClockLine, ...]:
    """Every clock that was started, the running one first, each with its sum."""
    told = [Moment(one.name, local_day(one.at), one.to_state) for one in history]
    running = kind.flow.state(matter.state).clock
    lines = []
    for clock in kind.clocks:
        total = due_sum(clock, told, matter.demanded_on)
        if total is None:
            continue
        runs = clock.name == running
        colour = colour_on(total.due, local_day(now), clock.colours) if runs else None
        lines.append(ClockLine(total, runs, matter.state in clock.pauses, colour))
    return tuple(sorted(lines, key=lambda one: not one.running))


def _named(rows: QuerySet[Step]) -> QuerySet[Step]:
    """Steps with the names of those who took them."""
    person = Person.objects.filter(username=Substr(OuterRef("by"), AFTER_PREFIX))
    return rows.annotate(taker=Subquery(person.values("name")[:1]))


def _judges(viewer: Actor, kind: Kind, matter: Matter, owner: str, people: Sequence[Named]) -> set[int]:
    """Whose nearness to the party has to be known: of those who judge next, and the viewer's if he could."""
    asked = {one[2] for one in people} if owner in JUDGES else set()
    if isinstance(viewer, Person) and any(JUDGES & set(one.by) for one in kind.flow.steps_from(matter.state)):
        asked.add(viewer.pk)
    return asked


def _next(
    stance: Stance,
    kind: Kind,
    matter: Matter,
    history: Sequence[Step],
    owner: str,
    owners: tuple[str, ...],
    now: datetime,
) -> tuple[NextStep, ...]:
    return tuple(
        NextStep(
            rule,
            hindrance(kind, rule, matter, stance, history, now=now),
            roles_text(rule.by),
            owners if owner in rule.by else (),
        )
        for rule in kind.flow.steps_from(matter.state)
    )


def _may_undo(viewer: Actor, kind: Kind, steps: Sequence[Step], now: datetime) -> bool:
    last = steps[-1]
    if last.name in {kind.flow.begins, "undo"} or last.by != viewer.ref:
        return False
    minutes = kind.flow.step(last.name).undo_minutes
    return bool(minutes) and now - last.at <= timedelta(minutes=minutes)


def links_of(viewer: Actor, matter_id: int, *, now: datetime) -> tuple[tuple[str, Line], ...]:
    """(relation, matter) of what a matter is linked to, as far as the viewer may see it. Raises UnknownMatter."""
    matter = visible_matter(viewer, matter_id, now=now)
    rows = Link.objects.filter(matter=matter).select_related("other__party__region").order_by("id")
    seen = visible_matters(viewer, now=now)
    rows = rows.filter(other__in=seen.values("pk"))
    return tuple((one.relation, line_of(one.other, now)) for one in rows[:50])


def evidence_of(viewer: Actor, matter_id: int, evidence_id: int, *, now: datetime) -> File:
    """A file of a matter that the viewer may see. Raises UnknownMatter or UnknownEvidence."""
    matter = visible_matter(viewer, matter_id, now=now)
    found = (
        Evidence.objects.filter(matter=matter, id=evidence_id).first() if 0 < evidence_id < LARGEST else None
    )
    if found is None:
        raise UnknownEvidence
    return file_of(found)


def digests_in_use() -> set[str]:
    """Digests of all files that matters rest on, for whoever sweeps away what nobody speaks of. No scope."""
    return set(Evidence.objects.values_list("digest", flat=True).distinct())
