"""Collecting the static files when those of the tree are newer than those collected."""

import fcntl
import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import find, get_finders
from django.core.management import call_command

from chizi.core.refusals import Refusal
from chizi.core.words import N_

STAMP = ".collected"
BUILT = "client/floor.json"


class StaticClosed(Refusal):
    text = N_(
        "The folder for collected static files, %(folder)s, cannot be written. Set CHIZI_STATIC to another one."
    )


def client_built() -> bool:
    """Whether the styles and scripts of the pages have been built at all."""
    return find(BUILT) is not None


def collect_assets() -> bool:
    """Bring STATIC_ROOT up to date; returns whether anything was done. Raises StaticClosed.

    Older collected files stay: a page that is still open may ask for them.
    """
    root = Path(settings.STATIC_ROOT)
    try:
        root.mkdir(parents=True, exist_ok=True)
        with open(root / ".lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return _collect(root)
    except PermissionError:
        raise StaticClosed(folder=root) from None


def _collect(root: Path) -> bool:
    state = _state()
    stamp = root / STAMP
    if stamp.is_file() and stamp.read_text("ascii") == state:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state, "ascii")
    return True


def _state() -> str:
    """A digest over names, sizes and times of all static files of the tree."""
    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            seen.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return seen.hexdigest()
