"""Sample objects of learning in the demonstration, for the addresses of its pages."""

from typing import Any
from uuid import UUID

from chizi.learn.models import (
    Advice,
    Application,
    Attempt,
    Directive,
    LearningItem,
    Lecture,
    Material,
    Objective,
    Outcome,
    Paper,
    Question,
    Reflection,
    ServiceItem,
    Sign,
    Venue,
)

NOBODY = str(UUID(int=0))
NOTHING = "0" * 64


def _id(model: Any, **wanted: Any) -> str:
    found = model.objects.filter(**wanted).order_by("id").values_list("id", flat=True).first()
    return str(found or 1)


def arguments() -> dict[str, dict[str, str]]:
    """Beginning of a route -> the values in its address."""
    return {"/terminal/": {"digest": NOTHING, "device": NOBODY}, **_studied(), **_practised(), **_progress()}


def _studied() -> dict[str, dict[str, str]]:
    material = {"number": _id(Material, state="published"), "digest": NOTHING, "page": "1"}
    return {
        "/library/": {**material, "form": "csv", "token": NOBODY},
        "/study/": {"form": "csv"},
        "/study/take/": {"number": _id(Paper, state="published")},
        "/study/attempts/": {"number": _id(Attempt)},
        "/study/questions/<int:number>/": {"number": _id(Question)},
        "/study/objectives/": {"number": _id(Objective)},
        "/study/import/": {"kind": "table", "token": NOBODY},
        "/study/papers/<int:number>/": {"number": _id(Paper)},
        "/study/judging/": {"number": "1"},
        "/study/tasks/": {"number": str(LearningItem.objects.order_by("id")[0].task_id)},
    }


def _practised() -> dict[str, dict[str, str]]:
    file = {"digest": NOTHING, "page": "1", "form": "csv", "kind": "lecture"}
    service = {**file, "number": _id(ServiceItem)}
    return {
        "/practice/": {**file, "number": "1"},
        "/practice/applications/": {**file, "number": _id(Application, state="claimed")},
        "/practice/reflections/": {**file, "number": _id(Reflection)},
        "/practice/lectures/": {**file, "number": _id(Lecture)},
        "/practice/services/": service,
        "/practice/venues/": {**file, "number": _id(Venue)},
        "/practice/directives/": {**file, "number": _id(Directive)},
        "/practice/advice/": {**file, "number": _id(Advice)},
        "/practice/records/": {**file, "number": _id(Lecture)},
        "/service/": {"number": _id(ServiceItem, state="notice")},
    }


def _progress() -> dict[str, dict[str, str]]:
    item = LearningItem.objects.order_by("id")[0]
    own = Outcome.objects.order_by("id").values_list("key", flat=True).first()
    party = {"code": "agency:1401-police", "form": "csv", "number": str(item.pk)}
    return {
        "/progress/": {"form": "csv"},
        "/progress/mine/": {"form": "csv", "key": str(own)},
        "/progress/signs/": {"number": _id(Sign), "digest": NOTHING},
        "/progress/parties/": party,
    }
