"""What the matrix asks for, one module for each room and front.

A module may offer: SAMPLES (action, such as "org.give_grant", -> a call as a viewer would make it),
``build(world)`` (makes objects and keeps them in ``world.things``), ``arguments(world)`` (the beginning of a route
-> the values in its address; the longest beginning wins) and ``forms(world)`` (route -> what is posted, filled in
well).
"""

import importlib
import pkgutil
from collections.abc import Callable
from types import ModuleType
from typing import Any

from chizi.org.models import Person
from tests.access.world import World

Sample = Callable[[World, Person], object]
Form = Callable[[], dict[str, Any] | bytes]


def modules() -> list[ModuleType]:
    """The modules of this folder, by name."""
    return [
        importlib.import_module(f"{__name__}.{one.name}")
        for one in sorted(pkgutil.iter_modules(__path__), key=lambda one: one.name)
    ]


def build(world: World) -> None:
    """Let each module add its objects to the world."""
    for module in modules():
        getattr(module, "build", lambda _world: None)(world)


def samples() -> dict[str, Sample]:
    """Every sample call of an action."""
    return {name: call for module in modules() for name, call in getattr(module, "SAMPLES", {}).items()}


def arguments(world: World) -> dict[str, dict[str, str]]:
    """The values in addresses of pages."""
    found: dict[str, dict[str, str]] = {"/": {}}
    for module in modules():
        found |= getattr(module, "arguments", lambda _world: {})(world)
    return found


def forms(world: World) -> dict[str, Form]:
    """What is posted to the pages that take a form."""
    found: dict[str, Form] = {}
    for module in modules():
        found |= getattr(module, "forms", lambda _world: {})(world)
    return found
