"""Where publication files lie, and the publisher's key.

A file is written beside its name, synced, then renamed; a file that no row points to was never published.
"""

import io
import os
import secrets
from pathlib import Path

from django.conf import settings

from chizi.publish.bundle import Signer, load_signer

KEY_FILE = "publisher.pem"


def signer() -> Signer:
    """The publisher of this installation; the key is made at first use."""
    name = getattr(settings, "CHIZI_SIGNER", "chizi-publisher")
    return load_signer(Path(settings.KEYS) / KEY_FILE, name)


def draft_path(sha256: str) -> Path:
    """Where a proposed file lies."""
    return Path(settings.PUBLICATIONS) / "drafts" / f"{sha256}.zip"


def published_path(file_name: str) -> Path:
    """Where a signed file lies."""
    return Path(settings.PUBLICATIONS) / "signed" / file_name


def keep(path: Path, data: bytes) -> None:
    """Write the file whole, so that it survives a power cut, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with passing.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        passing.replace(path)
    finally:
        passing.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut, where folders can be opened at all."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class Part(io.RawIOBase):
    """A stretch of a file, read as if it were a file of its own."""

    def __init__(self, path: Path, offset: int, size: int) -> None:
        super().__init__()
        self._file = path.open("rb")
        self._file.seek(offset)
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        wanted = min(len(buffer), self._left)
        found = self._file.read(wanted)
        buffer[: len(found)] = found
        self._left -= len(found)
        return len(found)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()
