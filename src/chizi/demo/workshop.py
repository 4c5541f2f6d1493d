"""What a demo that was broken off may leave behind, and how it goes away.

All rows are written in one transaction, so a demo that is stopped by Ctrl-C, a signal or a power cut leaves no row on
either database. Files do not roll back: while a demo is being made, a marker beside the data lists the files that
were there before. Whatever is new is removed when the work fails, or by the next start when the process was killed.
The marker is locked, so two demos are never made at once; the lock dies with its process.
"""

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from chizi.demo.refusals import BeingBuilt

MARKER = "demo.unfinished"
FOLDERS = ("facts", "register", "rejects", "runs", "spill", "publications", "files", "previews")


@contextmanager
def workshop(is_finished: Callable[[], bool]) -> Iterator[None]:
    """Inside, files may be made; they stay only if no exception leaves. Raises BeingBuilt.

    ``is_finished`` says whether a demo stands in the database: then the files of an earlier, killed process are
    not leftovers but belong to it.
    """
    data = Path(settings.DATA)
    descriptor = os.open(data / MARKER, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+", encoding="utf-8") as marker:
        try:
            fcntl.flock(marker, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BeingBuilt from None
        listed = _listed(marker.read())
        if listed is not None and not is_finished():
            _remove_new(data, listed)
        before = _files(data)
        marker.seek(0)
        marker.truncate()
        json.dump(sorted(before), marker)
        marker.flush()
        os.fsync(marker.fileno())
        try:
            yield
        except BaseException:
            _remove_new(data, before)
            raise
        finally:
            (data / MARKER).unlink(missing_ok=True)


def _listed(text: str) -> set[str] | None:
    """The files that an earlier marker names; None of a new one, or of one that was cut off while written: then
    nothing had been made yet."""
    try:
        return set(json.loads(text))
    except json.JSONDecodeError:
        return None


def _files(data: Path) -> set[str]:
    return {
        str(path.relative_to(data))
        for folder in FOLDERS
        for path in (data / folder).rglob("*")
        if not path.is_dir()
    }


def _remove_new(data: Path, before: set[str]) -> None:
    """Remove files that are not in ``before``, and folders that are empty then."""
    for name in _files(data) - before:
        (data / name).unlink(missing_ok=True)
    for folder in FOLDERS:
        for path in sorted((data / folder).rglob("*"), reverse=True):
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
