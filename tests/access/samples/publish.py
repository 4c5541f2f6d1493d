"""Publish: propose, approve, correct, decline, withdraw."""

from chizi.org.models import Person
from chizi.plan.models import Assignment, Measure
from chizi.publish import actions as publish
from tests.access.samples import Sample
from tests.access.world import World


def build(world: World) -> None:
    """The campaign asks something of a party, so that its results can be proposed."""
    measure = Measure.objects.get(code="M-1")
    rows = Assignment.objects.filter(pk=world.things["submitted-assignment"].pk)
    rows.update(measure=measure, campaign_id=measure.campaign_id)


def _propose(world: World, actor: Person) -> object:
    return publish.propose_publication(actor=actor, now=world.now, run_id=world.run.id, title="三零")


def _correct(world: World, actor: Person) -> object:
    return publish.correct_publication(
        actor=actor,
        now=world.now,
        code=world.published.code,
        run_id=world.run.id,
        reason="A late row.",
    )


def _approve(world: World, actor: Person) -> object:
    return publish.approve_publication(actor=actor, now=world.now, publication_id=world.proposed.id)


def _decline(world: World, actor: Person) -> object:
    return publish.decline_publication(
        actor=actor, now=world.now, publication_id=world.proposed.id, reason="A wrong title."
    )


def _withdraw(world: World, actor: Person) -> object:
    return publish.withdraw_publication(
        actor=actor, now=world.now, publication_id=world.published.id, reason="A wrong file."
    )


SAMPLES: dict[str, Sample] = {
    "publish.propose_publication": _propose,
    "publish.correct_publication": _correct,
    "publish.approve_publication": _approve,
    "publish.decline_publication": _decline,
    "publish.withdraw_publication": _withdraw,
}
