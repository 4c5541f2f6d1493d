"""Sign-in: a passkey of nobody, and a directory that is not configured."""

from tests.access.world import World


def arguments(world: World) -> dict[str, dict[str, str]]:
    return {"/accounts/": {"pk": "1", "provider_id": "directory"}}
