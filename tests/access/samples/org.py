"""Org: registers, people, grants."""

from collections.abc import Callable

import pyarrow as pa

from chizi.org import actions as org
from chizi.org.abilities import local_day
from chizi.org.models import Agency, Grant, Invitation, Party, Person, Region, Tie
from chizi.org.rules import PartyKind, Relation, Role
from tests.access.samples import Sample
from tests.access.world import BELOW, HERE, PROVINCE, World, table

Import = Callable[..., object]
TOWN = table("140105002000,北格镇,township,140105000000", "code,name,level,parent_code")
AGENCY = table(f"here,小店区信访局,petitions_office,{HERE},office", "code,name,kind,region_code,parent_code")
PERSON = table("wang,王,here", "username,name,agency_code")
ROLE = table(f"member,clerk,{HERE}", "username,role,region_code")
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


def _share_password(world: World, actor: Person) -> object:
    return org.share_password(actor=actor, now=world.now, usernames=[], password="right-horse-9")


def _give_grant(world: World, actor: Person) -> object:
    region, person = Region.objects.get(code=HERE), world.things["org.member"]
    return org.give_grant(actor=actor, now=world.now, person=person, role=Role.CLERK, region=region)


def _change_grant(world: World, actor: Person) -> object:
    given = Grant.objects.get(person=world.leaver)
    return org.change_grant(
        actor=actor, now=world.now, grant_id=given.id, version=given.version, until=None, reason="goes on"
    )


def _end_grant(world: World, actor: Person) -> object:
    given = Grant.objects.get(person=world.leaver)
    return org.end_grant(actor=actor, now=world.now, grant=given)


def _found_office(world: World, actor: Person) -> object:
    return org.found_office(
        actor=actor,
        now=world.now,
        province_code=PROVINCE,
        name="办公室",
        time_zone="Asia/Shanghai",
        administrators=[],
        departments=[],
    )


def _register_party(world: World, actor: Person) -> object:
    region = Region.objects.get(code=HERE)
    return org.register_party(
        actor=actor, now=world.now, kind=PartyKind.BODY, code="new", name="专班", region=region
    )


def _rename_party(world: World, actor: Person) -> object:
    return org.rename_party(actor=actor, now=world.now, party=world.things["org.body"], name="专班")


def _close_party(world: World, actor: Person) -> object:
    return org.close_party(actor=actor, now=world.now, party=world.things["org.body"])


def _declare_tie(world: World, actor: Person) -> object:
    """For somebody else; one's own kinship anybody declares."""
    body, person = world.things["org.body"], world.things["org.member"]
    return org.declare_tie(actor=actor, now=world.now, relation=Relation.LINEAL, party=body, person=person)


def _end_tie(world: World, actor: Person) -> object:
    return org.end_tie(actor=actor, now=world.now, tie_id=world.things["org.tie"].id)


def _invite_person(world: World, actor: Person) -> object:
    return org.invite_person(actor=actor, now=world.now, person=world.things["org.member"])


def _invite_people(world: World, actor: Person) -> object:
    return org.invite_people(actor=actor, now=world.now, people=[world.things["org.member"]])


def _ask_reset(world: World, actor: Person) -> object:
    return org.ask_reset(actor=actor, now=world.now, person=world.things["org.member"])


def _release_reset(world: World, actor: Person) -> object:
    return org.release_reset(actor=actor, now=world.now, invitation_id=world.things["org.reset"].id)


def _withdraw_invitation(world: World, actor: Person) -> object:
    return org.withdraw_invitation(actor=actor, now=world.now, invitation_id=world.things["org.reset"].id)


def _accept_invitation(world: World, actor: Person) -> object:
    """The code is the key: whoever has a slip is let in, whoever he is."""
    return org.accept_invitation(now=world.now, username="member", code="nonsense", password="right-horse-9")


def _leave_person(world: World, actor: Person) -> object:
    person, day = world.things["org.member"], local_day(world.now)
    return org.leave_person(actor=actor, now=world.now, person=person, on=day, reason="moved")


def _return_person(world: World, actor: Person) -> object:
    return org.return_person(actor=actor, now=world.now, person=world.leaver)


def build(world: World) -> None:
    """Somebody who serves in the county, with a declared relative and a reset that waits; and a body there."""
    region = Region.objects.get(code=HERE)
    member = Person.objects.create(username="member", name="Wu", agency=Agency.objects.get(code="here"))
    places = {"city_id": region.city_id, "county_id": region.county_id}
    body = Party.objects.create(kind="body", code="body:here", name="工作专班", region=region, **places)
    tie = Tie.objects.create(
        person=member, relation="spouse", party=body, declared_at=world.now, declared_by="person:member"
    )
    other = Person.objects.create(username="other", name="Ma", agency=member.agency)
    reset = Invitation.objects.create(
        person=other, purpose="reset", asked_by="person:lin", asked_at=world.now
    )
    world.things.update({"org.member": member, "org.body": body, "org.tie": tie, "org.reset": reset})


SAMPLES: dict[str, Sample] = {
    "org.import_divisions": _import(org.import_divisions, TOWN),
    "org.import_agencies": _import(org.import_agencies, AGENCY),
    "org.import_units": _import(org.import_units, FACTORY),
    "org.import_people": _import(org.import_people, PERSON),
    "org.add_person": _add_person,
    "org.appoint_person": _appoint_person,
    "org.set_password": _set_password,
    "org.import_grants": _import(org.import_grants, ROLE),
    "org.give_grant": _give_grant,
    "org.found_office": _found_office,
    "org.share_password": _share_password,
    "org.change_grant": _change_grant,
    "org.register_party": _register_party,
    "org.rename_party": _rename_party,
    "org.close_party": _close_party,
    "org.declare_tie": _declare_tie,
    "org.end_tie": _end_tie,
    "org.invite_person": _invite_person,
    "org.invite_people": _invite_people,
    "org.ask_reset": _ask_reset,
    "org.release_reset": _release_reset,
    "org.withdraw_invitation": _withdraw_invitation,
    "org.accept_invitation": _accept_invitation,
    "org.leave_person": _leave_person,
    "org.return_person": _return_person,
    "org.end_grant": _end_grant,
}
