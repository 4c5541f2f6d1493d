"""The kinds of matters: one folder each, with its `kind.toml`. A further kind is a further folder."""

from pathlib import Path

from chizi.matters.rules.kinds import KINDS, Kind, read_kind

FOLDER = Path(__file__).parent


def load_kinds(folder: Path | None = None) -> dict[str, Kind]:
    """Read, check and register every kind of a folder. Raises UnfitKind: the product does not start with it."""
    found = {
        path.parent.name: read_kind(path.read_text("utf-8"), path.parent.name)
        for path in sorted((folder or FOLDER).glob("*/kind.toml"))
    }
    KINDS.clear()
    KINDS.update(found)
    return found
