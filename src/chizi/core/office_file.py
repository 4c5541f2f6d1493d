"""DATA/office.toml: what an installation was founded as, readable before any database is open.

It holds one thing that settings need at start: the time zone, unless CHIZI_TZ names another one.
"""

import os
import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

NAME = "office.toml"


def kept_zone(folder: Path) -> str:
    """The zone the office was founded with, such as "Asia/Shanghai"; empty before that.

    Raises ValueError when the file is no TOML.
    """
    try:
        text = (folder / NAME).read_text("utf-8")
    except FileNotFoundError:
        return ""
    return str(tomllib.loads(text).get("time_zone", ""))


def keep_zone(folder: Path, time_zone: str) -> Path:
    """Write the file; whole or not at all. Raises KeyError or ValueError for a zone that nobody knows."""
    ZoneInfo(time_zone)
    path = folder / NAME
    fresh = folder / f".{NAME}.new"
    fresh.write_text(f'time_zone = "{time_zone}"\n', "utf-8")
    os.replace(fresh, path)
    return path
