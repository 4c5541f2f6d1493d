"""Planning: pages about the county's campaign (made by plan_campaigns), and one that can be closed."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from chizi.org.abilities import local_day
from chizi.plan import actions as plan
from chizi.plan.models import Campaign, Measure, PlanNode
from chizi.plan.plan_files import SAMPLE
from tests.access.samples import Form
from tests.access.samples.plan_campaigns import CODE
from tests.access.world import World

ENDS = "ENDS"
WHOLE = "/plan/<str:code>/"
PART = f"{WHOLE}plans/at/<str:part>/"


def build(world: World) -> None:
    """Something new in the campaign, so that it can be issued again; a campaign without phases."""
    said: dict[str, Any] = {"actor": world.things["planner"], "now": world.now}
    plan.put_plan(campaign=CODE, code="P-9", version=0, kind="phase", parent="P-0", title="下一阶段", **said)
    plan.draft_campaign(
        code=ENDS, title="试点", basis="通知", issuer=world.things["issuer"], starts=local_day(world.now),
        months=4, **said,
    )  # fmt: skip


def arguments(world: World) -> dict[str, dict[str, str]]:
    here = {"code": CODE, "part": "P-2", "form": "csv", "number": "1"}
    return {
        "/plan/campaigns.": here,
        "/plan/import/": {"form": "toml", "token": str(UUID(int=0))},
        WHOLE: here,
        f"{WHOLE}close/": {"code": ENDS},
    }


def forms(world: World) -> dict[str, Form]:
    day, due = local_day(world.now).isoformat(), world.things["due"].isoformat()
    campaign = {
        "code": "N-1",
        "title": "行动",
        "issuer": "agency:here",
        "basis": "通知",
        "starts": day,
        "ends": due,
    }
    measure = {"title": "措施", "owner": "agency:here", "basis": "方案", "evidence_rule": "台账", "due": due,
               "plan": "P-1"}  # fmt: skip
    part = {"kind": "phase", "title": "阶段", "parent": "P-0"}

    def of_part(**more: str) -> Form:
        return lambda: {"version": str(PlanNode.objects.get(code="P-2").version), **more}

    def of_measure(**more: str) -> Form:
        return lambda: {"version": str(Measure.objects.get(code="M-1").version), **more}

    def of_campaign(code: str, **more: str) -> Form:
        return lambda: {"version": str(Campaign.objects.get(code=code).version), **more}

    return {
        "/plan/new/": lambda: campaign,
        "/plan/import/": lambda: {"file": SimpleUploadedFile("plan.toml", SAMPLE.encode())},
        "/plan/measures/<int:number>/change/": of_measure(reason="完善", **measure),
        "/plan/measures/<int:number>/withdraw/": of_measure(reason="合并"),
        f"{WHOLE}plans/new/": lambda: {"version": "0", "code": "P-8", **part},
        PART: of_part(reason="完善", **part),
        f"{PART}withdraw/": of_part(reason="合并"),
        f"{PART}review/": lambda: {"outcome": "passed", "note": "合格"},
        f"{WHOLE}measures/new/": lambda: {"version": "0", "code": "M-8", **measure},
        f"{WHOLE}issue/": of_campaign(CODE),
        f"{WHOLE}close/": of_campaign(ENDS, note="总结"),
    }
