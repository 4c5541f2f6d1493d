"""The one file of a backup: a ZIP archive whose last member says what every other one must be.

It is written beside its place, synced, then put there; whoever finds the file finds a whole one. Members are named
database.sqlite3 or tables/<table>.copy, files/<path below the data folder>, and manifest.json. The comment of the
archive is its seal: the SHA-256 of every byte before it, so that a byte changed between the members is noticed too.
"""

import hashlib
import json
import os
import secrets
import shutil
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from chizi.site.keeping.refusals import AlreadyThere, Altered, CutOff, NewerBackup, NotABackup

KIND, FORMAT = "chizi-backup", 1
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 64 << 20
GIGABYTE = 1 << 30
PIECE = 1 << 20
SEAL = 64  # hex digits of a SHA-256
PACKED = {".parquet", ".zip", ".png", ".jpg", ".webp", ".pdf"}  # compressed already
STALE = 24 * 3600  # seconds after which a draft belongs to nobody
Moved = Callable[[int], None]


@dataclass(frozen=True)
class Member:
    """What a member must be: its bytes and their SHA-256 in hex."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Head:
    """The journal at one instant: how many entries, the newest one, and the RFC 6962 root over all leaves."""

    entries: int
    last: int
    last_at: str
    root: str

    @property
    def said_at(self) -> str:
        """The instant of the newest entry; a dash where there is none."""
        return self.last_at or "-"


@dataclass(frozen=True)
class Manifest:
    """``rows`` counts every table; ``columns`` states those of a PostgreSQL backup; ``missing`` are files that
    rows named and that were not there when the backup was made."""

    version: str
    engine: str
    made_at: str
    zone: str
    migrations: list[list[str]]
    journal: Head
    rows: dict[str, int]
    columns: dict[str, list[str]]
    missing: list[str]
    keys: bool
    members: dict[str, Member] = field(default_factory=dict)

    @property
    def made(self) -> datetime:
        return datetime.fromisoformat(self.made_at)

    @property
    def size(self) -> int:
        """Bytes of all members, unpacked."""
        return sum(one.bytes for one in self.members.values())


class Writer:
    """Adds members to a draft; each is hashed while it passes."""

    def __init__(self, draft: Path) -> None:
        self._draft = draft
        self._zip = zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self.members: dict[str, Member] = {}

    @contextmanager
    def member(self, name: str) -> Iterator[Callable[[bytes | memoryview], None]]:
        """A function that takes the member's next bytes."""
        info = zipfile.ZipInfo(name, time.gmtime()[:6])
        info.compress_type = (
            zipfile.ZIP_STORED if PurePosixPath(name).suffix in PACKED else zipfile.ZIP_DEFLATED
        )
        info.external_attr = 0o600 << 16
        seen, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as out:

            def write(data: bytes | memoryview) -> None:
                nonlocal size
                seen.update(data)
                size += len(data)
                out.write(data)

            yield write
        self.members[name] = Member(size, seen.hexdigest())

    def add_file(self, path: Path, name: str, moved: Moved) -> None:
        """Copy a file in. Raises FileNotFoundError before anything is written."""
        with path.open("rb") as file, self.member(name) as write:
            while piece := file.read(PIECE):
                write(piece)
                moved(len(piece))

    def close(self, manifest: dict[str, Any] | None) -> None:
        if manifest is not None:
            text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1)
            self._zip.writestr(MANIFEST, text.encode())
        self._zip.close()
        _seal(self._draft)


def _seal(draft: Path) -> None:
    """Append the seal as the comment of the archive; the length of a comment is its last field."""
    with draft.open("r+b") as file:
        file.seek(-2, os.SEEK_END)
        file.write(SEAL.to_bytes(2, "little"))
        digest = _hashed(file, file.tell())
        file.seek(0, os.SEEK_END)
        file.write(digest.encode())


def _hashed(file: BinaryIO, size: int) -> str:
    """The SHA-256 in hex of the first ``size`` bytes."""
    seen = hashlib.sha256()
    file.seek(0)
    while size > 0 and (piece := file.read(min(PIECE, size))):
        seen.update(piece)
        size -= len(piece)
    return seen.hexdigest()


@contextmanager
def drafted(target: Path, *, force: bool) -> Iterator[Path]:
    """A draft beside ``target`` that only its owner may read and that takes its place when the block ends well.

    Raises AlreadyThere: before the work, and again at its end should somebody have been faster.
    """
    if target.exists() and not force:
        raise AlreadyThere(file=target)
    _clear_drafts(target)
    draft = target.with_name(f".{target.name}.{secrets.token_hex(6)}.draft")
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield draft
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        if force:
            os.replace(draft, target)
        else:
            _put(draft, target)
        sync_folder(target.parent)
    finally:
        draft.unlink(missing_ok=True)


def _put(draft: Path, target: Path) -> None:
    """Without ever writing over another file, where the file system can promise that."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise AlreadyThere(file=target) from None
    except OSError:  # a file system without hard links
        if target.exists():
            raise AlreadyThere(file=target) from None
        os.replace(draft, target)


def _clear_drafts(target: Path) -> None:
    """Remove drafts that a killed process left here a day ago or earlier."""
    for path in target.parent.glob(f".{target.name}.*.draft*"):
        if time.time() - path.stat().st_mtime > STALE:
            path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def as_json(manifest: Manifest) -> dict[str, Any]:
    """The manifest as it is written."""
    return {"kind": KIND, "format": FORMAT, **asdict(manifest)}


class Archive:
    """A backup opened for reading; its manifest has been read and its list of members is complete."""

    def __init__(self, path: Path, opened: zipfile.ZipFile, manifest: Manifest) -> None:
        self.path, self._zip, self.manifest = path, opened, manifest

    def check(self, moved: Moved) -> None:
        """Read every member to its end and compare, then the seal over all bytes. Raises Altered, CutOff."""
        for name in self.manifest.members:
            for piece in self.pieces(name):
                moved(len(piece))
        if comment := self._zip.comment:
            with self.path.open("rb") as file:
                size = file.seek(0, os.SEEK_END) - SEAL
                if len(comment) != SEAL:
                    raise CutOff(file=self.path)
                if _hashed(file, size).encode() != comment:
                    raise Altered(member=self.path.name)

    def pieces(self, name: str) -> Iterator[bytes]:
        """The member's bytes; raises Altered at the end when they are not what the manifest states."""
        wanted = self.manifest.members[name]
        seen, size = hashlib.sha256(), 0
        try:
            with self._zip.open(name) as file:
                while piece := file.read(PIECE):
                    seen.update(piece)
                    size += len(piece)
                    if size > wanted.bytes:
                        break
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError):
            raise Altered(member=name) from None
        if size != wanted.bytes or seen.hexdigest() != wanted.sha256:
            raise Altered(member=name)

    def extract(self, name: str, target: Path, moved: Moved) -> None:
        """Write the member to a new file of the owner's, synced."""
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            for piece in self.pieces(name):
                file.write(piece)
                moved(len(piece))
            file.flush()
            os.fsync(file.fileno())


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The backup at ``path``. Raises NotABackup, CutOff, Altered, NewerBackup."""
    with path.open("rb") as file:
        begins = file.read(4) == b"PK\x03\x04"
        try:
            found = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
            raise CutOff(file=path) if begins else NotABackup(file=path) from None
        with found:
            yield Archive(path, found, _manifest(path, found))


def _manifest(path: Path, found: zipfile.ZipFile) -> Manifest:
    try:
        info = found.getinfo(MANIFEST)
        if info.file_size > LARGEST_MANIFEST:
            raise NotABackup(file=path)
        read = json.loads(_text(found, info))
    except (KeyError, ValueError):
        raise NotABackup(file=path) from None
    if not isinstance(read, dict) or read.pop("kind", None) != KIND:
        raise NotABackup(file=path)
    if read.pop("format", None) != FORMAT:
        raise NewerBackup(version=read.get("version", "?"))
    try:
        members = {str(name): Member(**one) for name, one in read.pop("members").items()}
        manifest = Manifest(**{**read, "journal": Head(**read["journal"]), "members": members})
        manifest.made  # noqa: B018 - an instant that cannot be read is found here
    except (TypeError, KeyError, AttributeError, ValueError):
        raise Altered(member=MANIFEST) from None
    listed = [one for one in found.namelist() if one != MANIFEST]
    if sorted(listed) != sorted(members):
        raise Altered(member=MANIFEST)
    for name in members:
        if not is_plain(name):
            raise Altered(member=name)
    return manifest


def _text(found: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        return found.read(info)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise Altered(member=MANIFEST) from None


def is_plain(name: str) -> bool:
    """Whether a name leads below its folder and nowhere else."""
    parts = name.split("/")
    return "\\" not in name and "\0" not in name and not any(part in {"", ".", ".."} for part in parts)


def room_in(folder: Path) -> int:
    """Free bytes where ``folder`` is or will be."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free
