"""The policy file of this room, read once."""

import tomllib
from functools import cache
from importlib.resources import files

from chizi.plan.rules.bodies import BodyKind
from chizi.plan.rules.deploying import Policy


@cache
def policy() -> Policy:
    """What `bodies.toml` says. A fault in it stops the first deployment, not silently half a rule."""
    text = files("chizi.plan").joinpath("bodies.toml").read_text("utf-8")
    said = tomllib.loads(text)
    return Policy(
        rotation_months=int(said["rotation"]["months"]),
        rotation_source=str(said["rotation"]["source"]),
        trained_kinds=frozenset(BodyKind(kind) for kind in said["training"]["kinds"]),
        training_source=str(said["training"]["source"]),
        one_to_one=frozenset(BodyKind(kind) for kind in said["one_to_one"]["kinds"]),
        conflict_source=str(said["conflict"]["source"]),
    )
