"""The pages of the library: about the material of the county that samples/learn_materials.py makes."""

from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.access.samples import Form
from tests.access.samples.learn_materials import LAW
from tests.access.world import World

MATERIAL = "/library/<int:number>/"


def _law() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.md", LAW.encode(), "text/plain")


def arguments(world: World) -> dict[str, dict[str, str]]:
    number = str(world.things["material"].pk)
    file = {"number": number, "digest": world.things["material-file"].digest, "page": "1"}
    marked = {"number": str(world.things["marked-material"].pk)}
    return {
        "/library/": {"form": "csv", "token": str(UUID(int=0))},
        MATERIAL: file,
        f"{MATERIAL}secrecy/": marked,
    }


def forms(world: World) -> dict[str, Form]:
    written = {"title": "指引", "source": "县教整办", "text": "改", "classification": "public", "audience": "place",
               "readers": "", "edits": "1"}  # fmt: skip
    return {
        "/library/new/": lambda: {**written, "kind": "document", "owner": "agency:here", "key": str(uuid4())},
        "/library/waiting/": dict,
        "/library/uploads/": lambda: b'{"name": "a.mp4", "size": 10}',
        "/library/laws/import/": lambda: {"owner": "agency:here", "files": _law()},
        f"{MATERIAL}edit/": lambda: {**written, "key": str(uuid4())},
        f"{MATERIAL}read/": lambda: {"key": str(uuid4())},
        f"{MATERIAL}secrecy/": lambda: {"verdict": "free", "reason": "举例"},
        f"{MATERIAL}withdraw/": lambda: {"reason": "换版"},
    }
