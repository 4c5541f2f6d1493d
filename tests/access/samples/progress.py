"""Progress: pages about the county's agency and its signs; its station's profile waits for an answer."""

from io import BytesIO
from typing import Any
from uuid import UUID

from PIL import Image

from chizi.ground.files.actions import keep_file
from chizi.learn.models import LearningItem, Profile, ProfileObjection, Sign
from chizi.org.models import Party, Region
from tests.access.samples import Form
from tests.access.samples.plan_campaigns import CODE
from tests.access.world import HERE, World

PARTY = "/progress/parties/<str:code>/"
SIGN = "/progress/signs/<int:number>/"
BINS = {"regularity": [1, 0, 0, 0], "initiative": [6, 0, 0], "breadth": [6, 0, 0, 0], "depth": [6, 0, 0]}


def build(world: World) -> None:
    """A sign that waits and one that was looked at, a profile without and one with an objection, something asked."""
    here, below = (Party.objects.get(code=f"agency:{name}") for name in ("here", "below"))
    digest = _picture(world)
    world.things["sign-picture"] = digest
    world.things["sign"] = _sign(world, here, "waits", digest)
    world.things["reviewed-sign"] = _sign(
        world, here, "seen", digest, state="fine", reviewed_by="person:else"
    )
    world.things["own-profile"] = _profile(world, here)
    answerable = _profile(world, below)
    world.things["objected-profile"] = answerable
    ProfileObjection.objects.create(
        profile=answerable, text="有误", raised_by="person:somebody", raised_at=world.now
    )
    task = world.things["open-assignment"].task
    world.things["progress-item"] = LearningItem.objects.create(
        task=task, about="material:999999", title="学习", position=90
    )


def _picture(world: World) -> str:
    content = BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(content, "PNG")
    content.seek(0)
    return keep_file(actor="person:lin", now=world.now, stream=content, name="p.png").digest


def _sign(world: World, party: Party, name: str, digest: str, **more: Any) -> Sign:
    content = {"objects": ["reflection:999999/1"], "pictures": {"reflection:999999/1": digest}, "alike": 1.0}
    sign = Sign(
        kind="picture", pattern=f"picture:{name}", party=party, content=content, found_at=world.now, **more
    )
    sign.stand_at(Region.objects.get(code=HERE))
    sign.save()
    return sign


def _profile(world: World, party: Party) -> Profile:
    return Profile.objects.create(
        party=party, campaign_code=CODE, scheme="2021.1", learners=6, weeks=1, content=BINS, made_at=world.now
    )


def arguments(world: World) -> dict[str, dict[str, str]]:
    sign, seen = world.things["sign"], world.things["reviewed-sign"]
    return {
        "/progress/": {"form": "csv"},
        "/progress/mine/": {"form": "csv", "key": str(UUID(int=0))},
        SIGN: {"number": str(sign.pk), "digest": world.things["sign-picture"]},
        f"{SIGN}reopen/": {"number": str(seen.pk)},
        PARTY: {"code": "agency:here", "form": "csv", "number": str(world.things["progress-item"].pk)},
        f"{PARTY}profile/answer/": {"code": "agency:below"},
    }


def forms(world: World) -> dict[str, Form]:
    return {
        SIGN: lambda: {"verdict": "fine"},
        f"{PARTY}profile/object/": lambda: {"text": "少算了"},
        f"{PARTY}profile/answer/": lambda: {"answer": "已核"},
    }
