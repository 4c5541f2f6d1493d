"""The terminal: everything is the viewer's own; the device of the samples is that of the province's officer."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from PIL import Image

from chizi.ground.devices.actions import register_device
from chizi.org.abilities import local_day
from tests.access.samples import Form
from tests.access.world import World

DEVICE, FRESH = UUID(int=77), UUID(int=78)
OWNER = "person:officer.province"


def build(world: World) -> None:
    """One phone."""
    register_device(
        actor=OWNER, now=world.now, today=local_day(world.now), device_id=DEVICE, name="phone", session="s",
        session_until=world.now + timedelta(hours=12),
    )  # fmt: skip


def arguments(world: World) -> dict[str, dict[str, str]]:
    return {"/terminal/": {"digest": "0" * 64, "device": str(DEVICE)}}


def _sent(**said: Any) -> Form:
    return lambda: json.dumps(said).encode()


def _picture() -> bytes:
    content = BytesIO()
    Image.new("RGB", (8, 8), "white").save(content, "PNG")
    return content.getvalue()


def forms(world: World) -> dict[str, Form]:
    batch = {"device": str(DEVICE), "person": OWNER, "sent_at": world.now.isoformat(), "parcels": []}
    return {
        "/terminal/api/device": _sent(id=str(FRESH), name="phone"),
        "/terminal/api/parcels": _sent(**batch),
        "/terminal/api/files": _picture,
        "/terminal/api/leave": _sent(device=str(DEVICE)),
    }
