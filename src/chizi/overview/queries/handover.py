"""Handover (交接): the open work of somebody who leaves, over all rooms."""

from dataclasses import dataclass
from datetime import datetime

from chizi.matters.queries import Line, open_matters_of
from chizi.matters.queries.seeing import visible_matters
from chizi.org.abilities import Actor
from chizi.org.models import Person
from chizi.plan.queries import AssignmentLine, DeploymentLine, open_assignments_of, person_deployments


@dataclass(frozen=True)
class OpenWork:
    """What a person leaves behind: assignments given to him by name, matters that he raised, deployments."""

    assignments: tuple[AssignmentLine, ...]
    matters: tuple[Line, ...]
    deployments: tuple[DeploymentLine, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to hand over."""
        return not (self.assignments or self.matters or self.deployments)


def open_work(viewer: Actor, person: Person, *, now: datetime) -> OpenWork:
    """The person's open work as far as the viewer may see it."""
    raised = open_matters_of(person, now=now)
    seen = set(
        visible_matters(viewer, now=now)
        .filter(id__in=[one.id for one in raised])
        .values_list("id", flat=True)
    )
    return OpenWork(
        open_assignments_of(viewer, person.username, now=now),
        tuple(one for one in raised if one.id in seen),
        tuple(one for one in person_deployments(viewer, person.username, now=now)),
    )
