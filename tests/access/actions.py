"""One sample call of every action, as a viewer would make it about the world of the matrix."""

from collections.abc import Callable

import pyarrow as pa

from chizi.evaluation.actions import (
    answer_appeal,
    deliver_facts,
    raise_appeal,
    register_criteria,
    run_evaluation,
)
from chizi.evaluation.models import CriteriaVersion
from chizi.org import actions as org
from chizi.org.models import Agency, Grant, Person, Region
from chizi.org.rules import Role
from chizi.publish import actions as publish
from chizi.yardstick.periods import Period
from chizi.yardstick.schemas import Zero
from tests.access.world import BELOW, HERE, UNIT, World, facts_file, table

Sample = Callable[[World, Person], object]
Import = Callable[..., object]
TOWN = table("140105002000,北格镇,township,140105000000", "code,name,level,parent_code")
AGENCY = table(f"here,小店区信访局,petitions_office,{HERE},office", "code,name,kind,region_code,parent_code")
PERSON = table("wang,王,here", "username,name,agency_code")
FACTORY = table(f"f1,某厂,enterprise,mining,{BELOW}", "unit_code,name,kind,sector,region_code")


def _import(action: Import, rows: pa.Table) -> Sample:
    def call(world: World, actor: Person) -> object:
        return action(actor=actor, now=world.now, table=rows, source="0" * 64, dry_run=True)

    return call


def _add_person(world: World, actor: Person) -> object:
    return org.add_person(actor=actor, now=world.now, username="newcomer", name="Wang")


def _appoint_person(world: World, actor: Person) -> object:
    agency = Agency.objects.order_by("id").first()
    assert agency is not None
    return org.appoint_person(
        actor=actor, now=world.now, person=world.leaver, agency=agency, title="director"
    )


def _set_password(world: World, actor: Person) -> object:
    return org.set_password(actor=actor, now=world.now, person=world.leaver, password="right-horse-9")


def _give_grant(world: World, actor: Person) -> object:
    region = Region.objects.get(code=HERE)
    return org.give_grant(actor=actor, now=world.now, person=world.leaver, role=Role.CLERK, region=region)


def _end_grant(world: World, actor: Person) -> object:
    given = Grant.objects.get(person=world.leaver)
    return org.end_grant(actor=actor, now=world.now, grant=given)


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
    "org.import_divisions": _import(org.import_divisions, TOWN),
    "org.import_agencies": _import(org.import_agencies, AGENCY),
    "org.import_units": _import(org.import_units, FACTORY),
    "org.import_people": _import(org.import_people, PERSON),
    "org.add_person": _add_person,
    "org.appoint_person": _appoint_person,
    "org.set_password": _set_password,
    "org.give_grant": _give_grant,
    "org.end_grant": _end_grant,
    "evaluation.deliver_facts": _deliver_facts,
    "evaluation.register_criteria": _register_criteria,
    "evaluation.run_evaluation": _run_evaluation,
    "evaluation.raise_appeal": _raise_appeal,
    "evaluation.answer_appeal": _answer_appeal,
    "publish.propose_publication": _propose,
    "publish.correct_publication": _correct,
    "publish.approve_publication": _approve,
    "publish.decline_publication": _decline,
    "publish.withdraw_publication": _withdraw,
}
