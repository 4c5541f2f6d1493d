"""What the installation must know before the settings are read: office.toml beside the data. Knows no Django."""

import json
import os
import tomllib
from pathlib import Path

FILE = "office.toml"


def remember_office(folder: Path, *, name: str, time_zone: str) -> Path:
    """Write the office's name and time zone beside the data, whole or not at all; the next start reads them.

    The first opening of the office does this (org.actions.found_office); nobody else needs to.
    """
    path = folder / FILE
    # A JSON string of plain text is a TOML basic string too, except for DEL, which no name has.
    text = f"name = {json.dumps(name, ensure_ascii=False)}\ntime_zone = {json.dumps(time_zone)}\n"
    draft = path.with_suffix(".new")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return path


def remembered_zone(folder: Path) -> str:
    """The time zone of the office that was opened with this data folder; empty where none is remembered."""
    try:
        found = tomllib.loads((folder / FILE).read_text(encoding="utf-8")).get("time_zone", "")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ""
    return found if isinstance(found, str) else ""
