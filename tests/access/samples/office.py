"""The office: a person of the county, his body, the leaver's role, the reset that waits."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from chizi.org.abilities import local_day
from chizi.org.models import Grant
from tests.access.samples import Form
from tests.access.world import BELOW, HERE, World

PERSON = "/office/person/<str:username>"


def arguments(world: World) -> dict[str, dict[str, str]]:
    member, token = world.things["org.member"], str(UUID(int=0))
    return {
        "/office/": {"token": token},
        "/office/person/": {"username": member.username},
        f"{PERSON}/return/": {"username": world.leaver.username},
        "/office/party/": {"code": "agency:here"},
        "/office/me/ties/": {"number": str(world.things["org.tie"].id)},
        "/office/slips/": {"number": str(world.things["org.reset"].id)},
        "/office/roles/": {"number": str(Grant.objects.get(person=world.leaver).id), "token": token},
    }


def forms(world: World) -> dict[str, Form]:
    day, held = local_day(world.now).isoformat(), Grant.objects.get(person=world.leaver)
    role = {"person": "member", "role": "inspector", "region": HERE, "party": "", "reason": "joins"}
    return {
        "/office/me/ties/": lambda: {"relation": "other", "party": "agency:here", "from_date": ""},
        "/office/people/new/": lambda: {"name": "钱", "username": "qian", "agency": ""},
        "/office/people/slips/": lambda: {"person": ["member"]},
        "/office/people/import/": _sheet("username,name\nqian,钱"),
        "/office/parties/import/": _sheet(f"code,name,kind,region_code\nnew,派出所,police_station,{BELOW}"),
        "/office/roles/import/": _sheet(f"username,role,region_code\nmember,inspector,{HERE}"),
        f"{PERSON}/post/": lambda: {"agency": "agency:here", "title": "科员", "from_date": ""},
        f"{PERSON}/leave/": lambda: {"on": day, "reason": "moved"},
        "/office/roles/new/": lambda: {**role, "from_date": "", "until": ""},
        "/office/roles/<int:number>/": lambda: {
            "until": "",
            "reason": "goes on",
            "version": str(held.version),
        },
        "/office/roles/<int:number>/end/": lambda: {"end-reason": "over", "version": str(held.version)},
    }


def _sheet(text: str) -> Callable[[], dict[str, Any]]:
    return lambda: {"file": SimpleUploadedFile("sheet.csv", text.encode())}
