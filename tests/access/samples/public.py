"""Public pages: one publication and its files."""

from chizi.publish.queries import published_view
from tests.access.world import World


def arguments(world: World) -> dict[str, dict[str, str]]:
    part = next(iter(published_view(world.published.code).parts))
    return {"/publications/": {"code": world.published.code, "version": "1", "name": part}}
