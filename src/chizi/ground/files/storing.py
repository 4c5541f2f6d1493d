"""Where contents lie: whole under their hash or not at all, on the disk before any row speaks of them."""

import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from chizi.ground.files import refusals, rules

PIECE = rules.MIB
FULL = (errno.ENOSPC, errno.EDQUOT)


@contextmanager
def workbench() -> Iterator[Path]:
    """A folder for one file on its way in, on the disk where it will lie; gone afterwards, whatever happened.
    What a killed process leaves there is swept with everything else that was spilt.

    Raises DiskIsFull for what the disk says inside.
    """
    bench = Path(settings.FILES).parent / "spill" / f"file-{secrets.token_hex(8)}"
    try:
        bench.mkdir(parents=True, mode=0o750)
        yield bench
    except OSError as fault:
        if fault.errno in FULL:
            raise refusals.DiskIsFull from fault
        raise
    finally:
        shutil.rmtree(bench, ignore_errors=True)


def take_in(stream: BinaryIO, to: Path, limit: int) -> tuple[str, int]:
    """Write the stream to a file piece by piece; (SHA-256, size). Raises FileTooLarge as soon as it is."""
    hasher, size = hashlib.sha256(), 0
    with to.open("wb") as file:
        while piece := stream.read(PIECE):
            size += len(piece)
            if size > limit:
                raise refusals.FileTooLarge(limit=limit // rules.MIB)
            hasher.update(piece)
            file.write(piece)
    return hasher.hexdigest(), size


def settle(path: Path) -> tuple[str, int]:
    """Put a finished file in its place under its hash; (SHA-256, size). It is on the disk when this returns."""
    hasher, size = hashlib.sha256(), 0
    with path.open("rb+") as file:
        while piece := file.read(PIECE):
            hasher.update(piece)
            size += len(piece)
        os.fsync(file.fileno())
    digest = hasher.hexdigest()
    place = place_of(digest)
    if not place.exists() or place.stat().st_size != size:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        path.replace(place)
        for folder in (place.parent, place.parent.parent, Path(settings.FILES)):
            _sync(folder)
    return digest, size


def place_of(digest: str) -> Path:
    """Where a content lies."""
    return Path(settings.FILES) / digest[:2] / digest[2:4] / digest


def preview_place(digest: str, page: int) -> Path:
    """Where the picture of a page lies once it is made."""
    return Path(settings.PREVIEWS) / digest[:2] / f"{digest}.{page}.jpg"


def keep_preview(made: Path, digest: str, page: int) -> None:
    """Put a page's picture where it is looked for. It can be made again, so it need not be durable; where there
    is no room it is not kept."""
    place = preview_place(digest, page)
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        made.replace(place)
    except OSError as fault:
        if fault.errno == errno.EXDEV:
            shutil.copyfile(made, place)
        elif fault.errno not in FULL:
            raise


def _sync(folder: Path) -> None:
    if os.name != "posix":  # elsewhere a folder cannot be opened
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
