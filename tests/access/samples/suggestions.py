"""Suggestions: one that nobody signed, about a page, from the county."""

from uuid import uuid4

from chizi.ground.suggestions.actions import make_suggestion
from chizi.org.abilities import local_day
from chizi.org.models import Person
from chizi.org.rules import Role
from tests.access.samples import Form
from tests.access.world import HERE, World, grant


def build(world: World) -> None:
    """A signed one of the county and one that anybody with its address may read."""
    writer = Person.objects.create(username="said-so", name="said-so")
    grant(writer, Role.OFFICER, "own", local_day(world.now))
    said = {"now": world.now, "page": "/desk/", "kind": "complaint", "text": "按钮太小。"}
    world.things["said"] = make_suggestion(actor=writer.ref, unit=HERE, **said)
    world.things["unsigned"] = make_suggestion(actor="", **said)


def arguments(world: World) -> dict[str, dict[str, str]]:
    return {
        "/surveys/suggest": {"key": str(world.things["unsigned"].key)},
        "/surveys/suggestions/office/": {"number": str(world.things["said"].pk)},
    }


def forms(world: World) -> dict[str, Form]:
    return {
        "/surveys/suggest/": lambda: {
            "kind": "suggestion",
            "text": "字再大一些。",
            "page": "/desk/",
            "key": str(uuid4()),
        },
        "/surveys/suggestions/office/<int:number>/": lambda: {"text": "下个版本改。"},
    }
