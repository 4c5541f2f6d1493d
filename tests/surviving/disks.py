"""Small disks that can be filled: memory file systems, which only root may mount."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEGABYTE = 1 << 20


def _mounts(folder: Path) -> bool:
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)], capture_output=True, check=False
    )
    if done.returncode == 0:
        subprocess.run(["umount", str(folder)], check=True)
    return done.returncode == 0


def can_mount(folder: Path) -> bool:
    """Whether this account may mount."""
    return os.geteuid() == 0 and _mounts(folder)


@contextmanager
def disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk of this size at ``folder``."""
    folder.mkdir(exist_ok=True)
    size = f"size={megabytes}m,mode=0755"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "none", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


class Ballast:
    """A file that takes all the room but a little, and gives it back."""

    def __init__(self, disk: Path) -> None:
        self._path = disk / "ballast"

    def fill(self, leave: int) -> None:
        """Take what is free except ``leave`` bytes."""
        found = os.statvfs(self._path.parent)
        self._path.touch()
        self._path.chmod(0o644)
        with self._path.open("r+b") as file:
            file.seek(0, 2)
            os.posix_fallocate(file.fileno(), file.tell(), max(1, found.f_bavail * found.f_frsize - leave))

    def drop(self) -> None:
        self._path.unlink()
