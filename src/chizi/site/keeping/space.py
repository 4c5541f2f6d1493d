"""How full the disk is under the data, and since when it deserves a look."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

GIGABYTE = 1 << 30
WARN, STOP = 0.70, 0.98
"""From 70 % on there is still time to act; from 98 % on writes may fail at any moment."""


@dataclass(frozen=True)
class Space:
    """One place: bytes in all and free to us; ``writable`` whether this account may write there."""

    folder: Path
    total: int
    free: int
    writable: bool

    @property
    def used(self) -> float:
        """The share that is taken, 0 to 1; blocks kept for the system count as taken."""
        return 1 - self.free / self.total if self.total else 1.0

    @property
    def percent(self) -> int:
        return int(self.used * 100)

    @property
    def tight(self) -> bool:
        return self.used >= WARN

    @property
    def full(self) -> bool:
        return self.used >= STOP or not self.writable


def space() -> Space:
    """The disk under the data folder. The server's own disk, on PostgreSQL, is watched there."""
    folder = Path(settings.DATA)
    found = shutil.disk_usage(folder)
    return Space(folder, found.total, found.free, os.access(folder, os.W_OK | os.X_OK))
