"""Evaluation: deliveries, criteria, runs, objections."""

from chizi.evaluation.actions import (
    answer_appeal,
    deliver_facts,
    raise_appeal,
    register_criteria,
    run_evaluation,
)
from chizi.evaluation.models import CriteriaVersion
from chizi.org.models import Person
from chizi.yardstick.periods import Period
from chizi.yardstick.schemas import Zero
from tests.access.samples import Sample
from tests.access.world import HERE, UNIT, World, facts_file


def _deliver_facts(world: World, actor: Person) -> object:
    return deliver_facts(
        actor=actor,
        now=world.now,
        path=facts_file(world.folder, Zero.PETITION),
        body="petitions_office",
        zero="petition",
        region_code=HERE,
        first_month="2020-01",
        last_month="2020-12",
        complete=True,
        dry_run=True,
    )


def _register_criteria(world: World, actor: Person) -> object:
    return register_criteria(actor=actor, now=world.now, text=CriteriaVersion.objects.get().text)


def _run_evaluation(world: World, actor: Person) -> object:
    """The run that stands there already: the gate is what is asked for, not the work."""
    return run_evaluation(
        actor=actor,
        now=world.now,
        criteria_id=world.run.criteria_id,
        periods=[Period.parse("2020-12")],
        as_of=world.run.as_of,
    )


def _raise_appeal(world: World, actor: Person) -> object:
    event = {"unit_code": UNIT, "zero": "petition", "event_id": "petition-2"}
    return raise_appeal(actor=actor, now=world.now, **event, reason="It was settled in time.")


def _answer_appeal(world: World, actor: Person) -> object:
    return answer_appeal(
        actor=actor, now=world.now, appeal_id=world.appeal.id, outcome="rejected", answer="It was not."
    )


SAMPLES: dict[str, Sample] = {
    "evaluation.deliver_facts": _deliver_facts,
    "evaluation.register_criteria": _register_criteria,
    "evaluation.run_evaluation": _run_evaluation,
    "evaluation.raise_appeal": _raise_appeal,
    "evaluation.answer_appeal": _answer_appeal,
}
