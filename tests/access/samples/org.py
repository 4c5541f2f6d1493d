"""Org: registers, people, grants."""

from collections.abc import Callable

import pyarrow as pa

from chizi.org import actions as org
from chizi.org.models import Agency, Grant, Person, Region
from chizi.org.rules import Role
from tests.access.samples import Sample
from tests.access.world import BELOW, HERE, World, table

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
}
