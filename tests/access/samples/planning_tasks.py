"""Planning: pages about the tasks and assignments of plan_campaigns, each in the state that its step needs."""

from io import BytesIO
from typing import Any

from chizi.ground.counters.models import Counter
from chizi.ground.files.actions import keep_file
from chizi.plan.models import Assignment, Result, Task
from chizi.plan.tallies import LOAD
from tests.access.samples import Form
from tests.access.world import World

ONE = "/plan/assignments/<int:number>/"
TASK = "/plan/tasks/<int:number>/"
CAP = 40  # of a county's agency
SUBMITTED = ("accept/", "return/", "take-back/", "files/")


def build(world: World) -> None:
    """A file with the result that was handed in; the county's agency is asked for as much as its cap allows."""
    planner, issuer = world.things["planner"], world.things["issuer"]
    kept = keep_file(actor=planner.ref, now=world.now, stream=BytesIO("记录".encode()), name="记录.txt")
    rows = Result.objects.filter(assignment=world.things["submitted-assignment"])
    rows.update(files={kept.digest: kept.name})
    world.things["talk"] = kept.digest
    Counter.objects.update_or_create(board=LOAD, key=f"p{issuer.id}", defaults={"value": CAP})


def arguments(world: World) -> dict[str, dict[str, str]]:
    def of(name: str) -> dict[str, str]:
        number = str(world.things[name].id)
        return {"number": number, "digest": world.things["talk"], "page": "1"}

    found = {
        "/plan/assignments.": {"form": "csv"},
        "/plan/load": {"form": "csv"},
        ONE: of("open-assignment"),
        f"{ONE}answer/": of("other-assignment"),
        f"{TASK}approve/": of("waiting-task"),
        f"{TASK}decline/": of("waiting-task"),
    }
    return found | {f"{ONE}{step}": of("submitted-assignment") for step in SUBMITTED}


def forms(world: World) -> dict[str, Form]:
    due = world.things["due"].isoformat()
    task = {
        "title": "任务",
        "text": "办理",
        "basis": "方案",
        "issuer": "agency:here",
        "due": due,
        "recurs": "",
    }
    chosen = {"party": "agency:here", "title": "夜学", "text": "自愿", "rationale": "需要", "due": due}

    def on(name: str, **more: Any) -> Form:
        number = world.things[f"{name}-assignment"].id
        return lambda: {"version": str(Assignment.objects.get(id=number).version), **more}

    def of(name: str, **more: Any) -> Form:
        number = world.things[f"{name}-task"].id
        return lambda: {"version": str(Task.objects.get(id=number).version), **more}

    sending = {"party": ["agency:below"], "do": "send"}
    return {
        f"{ONE}hand-in/": on("open", text="完成"),
        f"{ONE}take-back/": on("submitted"),
        f"{ONE}accept/": on("submitted", note=""),
        f"{ONE}return/": on("submitted", note="补"),
        f"{ONE}exempt/": on("open", ground="duty", text="值守"),
        f"{ONE}hand-over/": on("open", to="", reason="交接"),
        f"{ONE}object/": lambda: {"ground": "time", "text": "太紧"},
        f"{ONE}answer/": lambda: {"outcome": "rejected", "answer": "见复"},
        f"{ONE}pass-down/": lambda: sending,
        "/plan/tasks/new/": lambda: task,
        "/plan/tasks/choose/": lambda: chosen,
        f"{TASK}assign/": lambda: sending,
        f"{TASK}beyond/": lambda: {"party": ["agency:here"], "do": "send", "reason": "急"},
        f"{TASK}approve/": of("waiting"),
        f"{TASK}decline/": of("waiting", reason="无关"),
        f"{TASK}withdraw/": of("open", reason="取消"),
    }
