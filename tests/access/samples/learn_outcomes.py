"""Outcomes of learning: one's own, or confirmed for an officer of the county's agency."""

from uuid import UUID

from chizi.learn import actions as learn
from chizi.learn.models import Outcome
from chizi.learn.rules.outcomes import OutcomeKind, Source
from chizi.org.models import Agency, Person
from tests.access.samples import Sample
from tests.access.world import World


def build(world: World) -> None:
    """Somebody who learned and serves in the county's agency."""
    agency = Agency.objects.get(code="here")
    world.things["learner"] = Person.objects.create(username="outcome-learner", name="Learner", agency=agency)


def _record_outcomes(world: World, actor: Person) -> object:
    return learn.record_outcomes(actor=actor, now=world.now, sent_at=world.now, batch="b", drafts=[])


def _record_outcome(world: World, actor: Person) -> object:
    return learn.record_outcome(
        actor=actor, now=world.now, key=UUID(int=5), kind=OutcomeKind.APPLIED, about="material:1",
        happened_at=world.now, source=Source.DESK, person=world.things["learner"],
    )  # fmt: skip


def _void_outcome(world: World, actor: Person) -> object:
    key = UUID(int=actor.pk)
    Outcome.objects.create(
        key=key, person=actor, kind="read", about="material:1", happened_at=world.now, recorded_at=world.now,
        source="desk",
    )  # fmt: skip
    return learn.void_outcome(actor=actor, now=world.now, key=key, reason="记错")


SAMPLES: dict[str, Sample] = {
    "learn.record_outcomes": _record_outcomes,
    "learn.record_outcome": _record_outcome,
    "learn.void_outcome": _void_outcome,
}
