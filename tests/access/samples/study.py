"""Study's pages, asked for with what samples/learn_papers.py makes."""

from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.access.samples import Form
from tests.access.world import World

SHEET = "objective,kind,stem,right\naccess,truefalse,表题,true\n"
QUESTION = {"kind": "truefalse", "objective": "access", "stem": "改", "truth": "true"}
PAPER = {
    "title": "卷", "graded": "no", "pass_share": "80", "cell-TOTAL_FORMS": "1", "cell-INITIAL_FORMS": "1",
    "cell-0-objective": "access", "cell-0-kind": "truefalse", "cell-0-number": "1",
}  # fmt: skip


def arguments(world: World) -> dict[str, dict[str, str]]:
    things = {name: str(one.pk) for name, one in world.things.items() if hasattr(one, "pk")}
    return {
        "/study/": {"form": "csv"},
        "/study/take/": {"number": things["paper"]},
        "/study/attempts/": {"number": things["attempt"]},
        "/study/questions/<int:number>/": {"number": things["question"]},
        "/study/objectives/": {"number": things["objective"]},
        "/study/import/": {"kind": "table", "token": str(UUID(int=0))},
        "/study/papers/<int:number>/": {"number": things["paper-draft"]},
        "/study/judging/": {"number": things["answer"]},
        "/study/tasks/": {"number": things["learning-task"]},
    }


def forms(world: World) -> dict[str, Form]:
    return {
        "/study/questions/new/": lambda: QUESTION,
        "/study/questions/<int:number>/change/": lambda: QUESTION,
        "/study/questions/<int:number>/withdraw/": lambda: {"reason": "旧"},
        "/study/objectives/": lambda: {"code": "another", "title": "另"},
        "/study/objectives/<int:number>/rename/": lambda: {"title": "另"},
        "/study/import/<slug:kind>/": lambda: {"file": SimpleUploadedFile("q.csv", SHEET.encode())},
        "/study/papers/new/": lambda: PAPER,
        "/study/papers/<int:number>/change/": lambda: PAPER,
        "/study/papers/<int:number>/withdraw/": lambda: {"reason": "旧"},
        "/study/judging/<int:number>/": lambda: {"met": "yes", "note": "说到了"},
        "/study/tasks/<int:number>/items/": lambda: {"paper": world.things["paper"].ref},
    }
