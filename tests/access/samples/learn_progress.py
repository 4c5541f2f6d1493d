"""Learn, the side of progress: signs, profiles and results to hand out; samples/progress.py makes them."""

from uuid import uuid4

from chizi.learn import actions as learn
from chizi.learn.models import Outcome
from chizi.org.models import Person
from tests.access.samples import Sample
from tests.access.world import World


def _restore(world: World, actor: Person) -> object:
    outcome = Outcome.objects.create(
        key=uuid4(), person=actor, kind="read", about="material:999999", happened_at=world.now,
        recorded_at=world.now, source="desk", voided_at=world.now, reason="错",
    )  # fmt: skip
    return learn.restore_outcome(actor=actor, now=world.now, key=outcome.key)


SAMPLES: dict[str, Sample] = {
    "learn.look_for_signs": lambda world, actor: learn.look_for_signs(actor=actor, now=world.now),
    "learn.review_sign": lambda world, actor: learn.review_sign(
        actor=actor, now=world.now, sign_id=world.things["sign"].pk, verdict="fine"
    ),
    "learn.reopen_sign": lambda world, actor: learn.reopen_sign(
        actor=actor, now=world.now, sign_id=world.things["reviewed-sign"].pk
    ),
    "learn.object_to_profile": lambda world, actor: learn.object_to_profile(
        actor=actor, now=world.now, profile_id=world.things["own-profile"].pk, text="少算了"
    ),
    "learn.answer_profile_objection": lambda world, actor: learn.answer_profile_objection(
        actor=actor, now=world.now, profile_id=world.things["objected-profile"].pk, answer="已核"
    ),
    "learn.export_learning": lambda world, actor: learn.export_learning(
        actor=actor, now=world.now, party_code="agency:here", home="http://here"
    ),
    "learn.export_own_learning": lambda world, actor: learn.export_own_learning(
        actor=actor, now=world.now, home="http://here"
    ),
    "learn.restore_outcome": _restore,
}
