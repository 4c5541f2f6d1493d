"""Where an upload that comes in pieces lies until it is whole. What is on the disk has arrived, to the byte; so a
connection that breaks at 99 % costs the last bytes of it and nothing else."""

import errno
import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from chizi.ground.files import refusals
from chizi.ground.files.storing import FULL, PIECE

if sys.platform != "win32":
    import fcntl


def folder() -> Path:
    """The folder of uploads, beside the files."""
    return Path(settings.FILES).parent / "uploads"


def place_of(number: UUID) -> Path:
    """Where the bytes of an upload lie."""
    return folder() / number.hex


def arrived(number: UUID) -> int:
    """How many bytes of it are here."""
    try:
        return place_of(number).stat().st_size
    except FileNotFoundError:
        return 0


def append(number: UUID, offset: int, stream: BinaryIO, size: int) -> int:
    """Write what the stream brings after ``offset``; gives how many bytes are here then. More than ``size`` is not
    written. Raises WrongOffset, UploadBusy, FileTooLarge, DiskIsFull."""
    with _held(number) as file:
        here = file.seek(0, os.SEEK_END)
        if here != offset:
            raise refusals.WrongOffset(offset=here)
        while piece := stream.read(PIECE):
            if here + len(piece) > size:
                raise refusals.FileTooLarge(limit=max(1, size >> 20))
            file.write(piece)
            file.flush()
            here += len(piece)
    return here


def digest_of(path: Path) -> str:
    """The SHA-256 of what lies there."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def take_out(number: UUID, to: Path) -> None:
    """Move the bytes to where they are checked."""
    with _held(number):
        place_of(number).replace(to)


def drop(number: UUID) -> None:
    """Forget the bytes."""
    place_of(number).unlink(missing_ok=True)


@contextmanager
def _held(number: UUID) -> Iterator[BinaryIO]:
    """The file, open for one writer at a time."""
    place = place_of(number)
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        with place.open("ab") as file:
            _lock(file)
            yield file
    except OSError as fault:
        if fault.errno in FULL:
            raise refusals.DiskIsFull from fault
        raise


def _lock(file: BinaryIO) -> None:
    if sys.platform == "win32":  # there the system lets nobody else write an open file
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        if fault.errno in (errno.EACCES, errno.EAGAIN):
            raise refusals.UploadBusy from fault
        raise
