"""What killed processes left in the data folder: drafts that never got their name, rooms to spill in."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from chizi.site.keeping import stores

KEPT = timedelta(days=1)
"""Longer than anything that is still being written: the longest evaluation takes minutes."""


def sweep_leftovers(now: datetime) -> int:
    """Remove drafts (names that begin with a dot) in the stores, and spill folders, untouched for a day."""
    before = (now - KEPT).timestamp()
    count = 0
    for folder in stores.FOLDERS:
        for path in stores.place_of(f"{folder}/x").parent.rglob(".*"):
            if path.is_file() and _touched(path) < before:
                path.unlink(missing_ok=True)
                count += 1
    for path in (stores.data() / "spill").glob("*"):
        if path.is_dir() and max([_touched(path), *map(_touched, path.rglob("*"))]) < before:
            shutil.rmtree(path, ignore_errors=True)
            count += 1
    return count


def _touched(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except FileNotFoundError:  # gone in the meantime, so somebody works here
        return float("inf")
