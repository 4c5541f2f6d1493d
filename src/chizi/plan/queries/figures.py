"""Figures, lights and lines that several pages of the campaign side share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from chizi.core.words import N_
from chizi.ground.counters.counts import read_counts
from chizi.plan.campaign_policy import campaign_policy
from chizi.plan.models import Assignment, Task
from chizi.plan.rules.milestones import Colour, Light, light
from chizi.plan.rules.tasks import WAITS_FOR_PARTY, TaskKind
from chizi.plan.tallies import COVERAGE, FIGURES, coverage_key

FREE = N_("Chosen freely; nothing is owed.")
EXCEPTION = N_("Reported only when there is something to report.")
LINE = ("task", "party", "issuer", "person", "measure", "measure__campaign")


@dataclass(frozen=True)
class Figures:
    """Coverage (``covered`` of ``measures``) and completion (``done`` of ``asked``, without the exempted)."""

    measures: int = 0
    covered: int = 0
    asked: int = 0
    done: int = 0


def figures_at(places: Iterable[tuple[int, str]]) -> dict[tuple[int, str], Figures]:
    """Figures by (campaign id, place of `tallies`); one query."""
    wanted = list(places)
    keys = {(*at, name): coverage_key(at[0], at[1], name) for at in wanted for name in FIGURES}
    counts = read_counts(COVERAGE, keys.values())
    return {at: Figures(*(counts[keys[(*at, name)]] for name in FIGURES)) for at in wanted}


@dataclass(frozen=True)
class AssignmentLine:
    """One assignment as lists show it."""

    id: int
    version: int
    task_id: int
    title: str
    campaign_code: str
    campaign: str
    measure_code: str
    issuer: str
    party_code: str
    party: str
    person: str
    opens: date
    due: date
    kind: str
    state: str
    light: Light


def assignment_line(row: Assignment, today: date) -> AssignmentLine:
    """The line of a row that was read with the relations of `LINE`."""
    campaign = row.measure.campaign if row.measure is not None else None
    return AssignmentLine(
        id=row.id,
        version=row.version,
        task_id=row.task_id,
        title=row.task.title,
        campaign_code=campaign.code if campaign else "",
        campaign=campaign.title if campaign else "",
        measure_code=row.measure.code if row.measure is not None else "",
        issuer=row.issuer.name,
        party_code=row.party.code,
        party=row.party.name,
        person=row.person.name if row.person is not None else "",
        opens=row.opens,
        due=row.due,
        kind=row.kind,
        state=row.state,
        light=assignment_light(row, today),
    )


def assignment_light(row: Assignment, today: date) -> Light:
    """Its colour for the party: what is not owed never turns yellow or red (S1-14, R-06)."""
    waits = row.state in WAITS_FOR_PARTY
    if waits and row.kind == TaskKind.OPTIONAL:
        return Light(Colour.BLUE, FREE, {})
    if waits and row.exception_only:
        return Light(Colour.BLUE, EXCEPTION, {})
    return light(campaign_policy(), "assignment", row.due, not waits, today)


@dataclass(frozen=True)
class TaskLine:
    """One task as lists show it; ``states`` counts its assignments."""

    id: int
    version: int
    title: str
    issuer: str
    due: date
    kind: str
    state: str
    origin: str
    created_by: str
    states: Mapping[str, int]


def task_line(task: Task, states: Mapping[str, int]) -> TaskLine:
    """The line of a task read with its issuer."""
    return TaskLine(
        id=task.id,
        version=task.version,
        title=task.title,
        issuer=task.issuer.name,
        due=task.due,
        kind=task.kind,
        state=task.state,
        origin=task.origin,
        created_by=task.created_by,
        states=states,
    )
