"""Guidance: the pages about the county's task force and what belongs to it (made by plan_bodies)."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from chizi.org.models import Agency, Party, Region
from chizi.org.rules import AgencyKind
from tests.access.samples import Form
from tests.access.samples.plan_bodies import soon
from tests.access.world import HERE, World

BODY = "/guidance/bodies/at/<str:code>"
DAY = "2021-03-01"
SHEET = (
    "code,kind,number,name,parent_code,region_code,founded_on,branch,branch_founded_on\n"
    f"n1,task_force,,新专班,,{HERE},{DAY},,\n"
)


def build(world: World) -> None:
    """Another agency of the county, to whom tasks can still be given: "here" is asked for as much as its cap allows."""
    region = Region.objects.get(code=HERE)
    place = {"region": region, "city": region.city, "county": region.county}
    side = Agency.objects.create(code="side", name="小店区司法局", kind=AgencyKind.JUSTICE.value, **place)
    Party.objects.create(kind="agency", code="agency:side", name=side.name, agency=side, **place)


def arguments(world: World) -> dict[str, dict[str, str]]:
    def number(name: str) -> dict[str, str]:
        return {"number": str(world.things[name].pk)}

    return {
        "/guidance/": {},
        "/guidance/bodies/at/": {"code": "team", **number("member")},
        "/guidance/deployments/": number("deployment"),
        "/guidance/people/": {"username": "sent"},
        "/guidance/meetings/": number("meeting"),
        "/guidance/decisions/": number("decision"),
        "/guidance/instructions/": number("instruction"),
        "/guidance/regulations/": number("regulation"),
        "/guidance/import/": {"kind": "bodies", "token": str(UUID(int=0))},
        "/guidance/export/": {"what": "bodies", "form": "csv"},
    }


def forms(world: World) -> dict[str, Form]:
    due = soon(world).isoformat()

    def sheet() -> dict[str, Any]:
        return {"file": SimpleUploadedFile("bodies.csv", SHEET.encode())}

    lines = {"line-TOTAL_FORMS": "8", "line-INITIAL_FORMS": "0"}
    reason = {"reason": "结束"}
    task = {"issuer": "agency:here", "due": due}
    document = {"text": "第二条", "note": "修订"}
    filled: dict[str, dict[str, Any]] = {
        "/guidance/bodies/new/": {
            "kind": "task_force", "name": "专班", "code": "n2", "region": HERE, "founded_on": DAY,
        },
        f"{BODY}/change/": {"name": "改名"},
        f"{BODY}/close/": reason,
        f"{BODY}/branch/": {"name": "临时党支部", "founded_on": DAY},
        f"{BODY}/members/new/": {"person": "fresh", "role": "member", "from_date": DAY},
        f"{BODY}/members/<int:number>/end/": reason,
        f"{BODY}/trainings/new/": {"title": "培训", "held_on": DAY, "people": ["sent"]},
        f"{BODY}/deploy/": {"region": HERE, "from_date": DAY, "basis": "通知", "people": ["stays"]},
        "/guidance/deployments/<int:number>/end/": reason,
        "/guidance/meetings/new/": {
            "kind": "other", "title": "会", "region": HERE, "chair": "某", "held_on": DAY, **lines,
        },
        "/guidance/meetings/<int:number>/decide/": {"text": "再议"},
        "/guidance/decisions/<int:number>/task/": {"owner": "agency:side", **task},
        "/guidance/instructions/new/": {
            "author": "某", "text": "抓", "dated_on": DAY, "classification": "open", "region": HERE,
        },
        "/guidance/instructions/<int:number>/task/": {"owners": "agency:side", **task},
        "/guidance/regulations/new/": {
            "title": "办法", "issuer": "某", "region": HERE, "status": "draft", "text": "第一条",
        },
        "/guidance/regulations/<int:number>/version/": document,
        "/guidance/regulations/<int:number>/status/": {"step": "repeal", "reason": "到期"},
    }  # fmt: skip
    found: dict[str, Form] = {route: lambda typed=typed: typed for route, typed in filled.items()}  # type: ignore[misc]
    return found | {"/guidance/import/<slug:kind>/": sheet}
