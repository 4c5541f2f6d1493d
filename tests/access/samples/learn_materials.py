"""Learn, the side of materials: one of the county that is published, with a newer version that waits, and one with
words that somebody has to decide about; written by a person who is no viewer."""

from io import BytesIO
from typing import Any

from chizi.ground.files.actions import keep_file
from chizi.learn import actions as learn
from chizi.org.abilities import local_day
from chizi.org.models import Person
from chizi.org.rules import Role
from tests.access.samples import Sample
from tests.access.world import World, grant

LAW = "# 示例办法\n\n第一条 为了示例。"


def draft(**more: Any) -> learn.MaterialDraft:
    said = {"title": "指引", "source": "县教整办", "text": "先听后说。", "classification": "public"}
    return learn.MaterialDraft(**(said | more))


def build(world: World) -> None:
    """A published material with a text file, and its newer version with words that may mean a secret."""
    writer, second = (
        Person.objects.create(username=name, name=name) for name in ("library-writer", "library-second")
    )
    for person in (writer, second):
        grant(person, Role.OFFICE, "own", local_day(world.now))
    kept = keep_file(actor=writer.ref, now=world.now, stream=BytesIO("附件".encode()), name="附件.txt")
    said: dict[str, Any] = {"actor": writer, "now": world.now}
    given = draft(files={kept.digest: kept.name})
    one = learn.draft_material(owner="agency:here", kind="document", draft=given, **said)
    learn.publish_material(actor=second, now=world.now, material_id=one.pk)
    newer = draft(text="再改", files={kept.digest: kept.name})
    learn.revise_material(material_id=one.pk, draft=newer, **said)
    world.things["material"], world.things["material-file"] = one, kept
    world.things["marked-material"] = learn.draft_material(
        owner="agency:here", kind="document", draft=draft(text="机密"), **said
    )


def _of(action: str, name: str = "material", **more: Any) -> Sample:
    """A call about a material of the county."""

    def call(world: World, actor: Person) -> object:
        return getattr(learn, action)(actor=actor, now=world.now, material_id=world.things[name].pk, **more)

    return call


def _publish_several(world: World, actor: Person) -> object:
    return learn.publish_materials(actor=actor, now=world.now, material_ids=[world.things["material"].pk])


SAMPLES: dict[str, Sample] = {
    "learn.draft_material": lambda world, actor: learn.draft_material(
        actor=actor, now=world.now, owner="agency:here", kind="document", draft=draft()
    ),
    "learn.revise_material": _of("revise_material", draft=draft(text="改")),
    "learn.decide_secrecy": _of("decide_secrecy", "marked-material", secret=False, reason="举例"),
    "learn.publish_material": _of("publish_material"),
    "learn.publish_materials": _publish_several,
    "learn.withdraw_material": _of("withdraw_material", reason="换版"),
    "learn.import_laws": lambda world, actor: learn.import_laws(
        actor=actor, now=world.now, owner="agency:here", files=[learn.LawFile("a.md", LAW)], dry_run=True
    ),
}
