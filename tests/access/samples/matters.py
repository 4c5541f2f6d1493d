"""Matters: findings at the county's agency, one that waits for a remedy and one that waits for verification."""

from datetime import timedelta
from io import BytesIO

from chizi.ground.files.actions import keep_file
from chizi.matters import actions as matters
from chizi.matters.models import Evidence, Matter
from chizi.org.abilities import local_day
from chizi.org.models import Party, Person
from chizi.org.rules import Role
from tests.access.samples import Sample
from tests.access.world import World, grant

FINDING = {
    "title": "窗口关闭",
    "fact": "三号窗口无人值守。",
    "judgement": "值班没有落实。",
    "basis": "服务规范",
    "demand": "按时开放。",
    "severity": "serious",
    "source": "guidance",
}


def _person(world: World, username: str, role: Role) -> Person:
    made = Person.objects.create(username=username, name=username)
    grant(made, role, "own", local_day(world.now))
    return made


def _raised(world: World, actor: Person) -> Matter:
    due = local_day(world.now) + timedelta(days=30)
    party = Party.objects.get(code="agency:here")
    return matters.raise_matter(actor=actor, now=world.now, party=party, due=due, **FINDING)


def build(world: World) -> None:
    """Both findings, raised by an inspector and worked on by a clerk who are none of the viewers."""
    inspector = _person(world, "finder", Role.INSPECTOR)
    clerk = _person(world, "mender", Role.CLERK)
    world.things["finding"], world.things["mended"] = _raised(world, inspector), _raised(world, inspector)
    kept = keep_file(actor=clerk.ref, now=world.now, stream=BytesIO("值班表".encode()), name="值班表.txt")
    fields = {"remedy": "A second person.", "reply": "Yes.", "result": "Open."}
    matters.take_step(
        actor=clerk,
        now=world.now,
        matter_id=world.things["mended"].pk,
        version=1,
        step="fix_at_once",
        fields=fields,
        files=[kept.digest],
    )
    world.things["evidence"] = Evidence.objects.get(matter=world.things["mended"])


def _take_step(world: World, actor: Person) -> object:
    fields = {"reply": "It is so."}
    number = world.things["finding"].pk
    return matters.take_step(
        actor=actor, now=world.now, matter_id=number, version=1, step="reply", fields=fields
    )


def _undo_step(world: World, actor: Person) -> object:
    number = world.things["mended"].pk
    return matters.undo_step(actor=actor, now=world.now, matter_id=number, version=2)


def _link_matters(world: World, actor: Person) -> object:
    one, other = world.things["finding"].pk, world.things["mended"].pk
    return matters.link_matters(actor=actor, now=world.now, matter_id=one, other_id=other, relation="follows")


def _recount_matters(world: World, actor: Person) -> object:
    return matters.recount_matters(actor=actor, now=world.now)


SAMPLES: dict[str, Sample] = {
    "matters.raise_matter": _raised,
    "matters.take_step": _take_step,
    "matters.undo_step": _undo_step,
    "matters.link_matters": _link_matters,
    "matters.recount_matters": _recount_matters,
}
