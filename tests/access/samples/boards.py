"""Boards and units."""

from tests.access.samples import Form
from tests.access.world import HERE, UNIT, World

APPEALS = "/boards/unit/<str:code>/appeals"


def arguments(world: World) -> dict[str, dict[str, str]]:
    return {"/boards/": {"region": HERE, "code": UNIT, "form": "csv", "number": str(world.appeal.id)}}


def forms(world: World) -> dict[str, Form]:
    return {
        f"{APPEALS}/": lambda: {"zero": "petition", "event": "petition-2", "reason": "It was in time."},
        f"{APPEALS}/<int:number>/": lambda: {"outcome": "rejected", "answer": "It was not."},
    }
