"""Reading what is kept. Whoever asks has already decided that the viewer may see it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from chizi.ground.files import films, packages, refusals, rules, storing, uploading, walled
from chizi.ground.files.models import HandedFile, StoredFile, Upload
from chizi.ground.files.rules import Kind

SHOWN_TEXT = 64 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class KeptFile:
    """A kept content: ``digest`` is the SHA-256 of what is kept, ``size`` its bytes, ``pages`` how many can be
    shown. ``name`` is the cleaned name, which the room keeps; ``handed`` the SHA-256 of what was handed in."""

    digest: str
    size: int
    media_type: str
    name: str
    pages: int
    handed: str = ""

    @property
    def is_picture(self) -> bool:
        return self.media_type in rules.SHOWN_AS_IT_IS

    @property
    def is_pdf(self) -> bool:
        return self.media_type == Kind.PDF

    @property
    def is_film(self) -> bool:
        return self.media_type in (films.MP4, films.WEBM)

    @property
    def is_words(self) -> bool:
        """Whether it is shown as plain text: text, tables as text, and the words of a Word file."""
        return self.media_type in (Kind.TEXT, Kind.DOCX)


def file(digest: str, *, name: str = "") -> KeptFile:
    """A kept file under the name that the room keeps for it. Raises NoSuchFile."""
    return files({digest: name})[digest]


def files(names: dict[str, str]) -> dict[str, KeptFile]:
    """Kept files by digest, with the names that the room keeps. One query. Raises NoSuchFile for an unknown one."""
    asked = [digest for digest in names if _DIGEST.fullmatch(digest)]
    found = {row.digest: row for row in StoredFile.objects.filter(digest__in=asked)}
    if len(found) < len(names):
        raise refusals.NoSuchFile
    return {digest: kept(found[digest], names[digest]) for digest in names}


def handed_in(digest: str) -> str:
    """The digest of what was kept of bytes with this SHA-256, so that a person can prove what he handed in;
    empty when nothing like it was ever kept."""
    if not _DIGEST.fullmatch(digest):
        return ""
    row = HandedFile.objects.filter(digest=digest).values_list("kept_id", flat=True).first()
    return str(row or "")


def open_file(digest: str) -> BinaryIO:
    """The sanitised content, to be read. Raises NoSuchFile, FileLost."""
    if not _DIGEST.fullmatch(digest):
        raise refusals.NoSuchFile
    try:
        return storing.place_of(digest).open("rb")
    except FileNotFoundError as fault:
        if StoredFile.objects.filter(digest=digest).exists():
            raise refusals.FileLost from fault
        raise refusals.NoSuchFile from fault


def preview(digest: str, page: int = 1) -> tuple[str, bytes]:
    """(media type, bytes) of a page as it can be shown: a JPEG of at most 1,600 pixels, or plain text.

    Made when first asked for. Raises NoSuchFile, NoPreview, FileLost, HeavyFile.
    """
    found = file(digest)
    if not 1 <= page <= found.pages:
        raise refusals.NoPreview
    if found.is_words:
        return "text/plain; charset=utf-8", _words(found).encode()
    place = storing.preview_place(digest, page)
    if not place.exists():
        with open_file(digest):
            pass
        with storing.workbench() as bench:
            _paint(found, page, bench)
            content = (bench / "preview").read_bytes()
            storing.keep_preview(bench / "preview", digest, page)
        return "image/jpeg", content
    return "image/jpeg", place.read_bytes()


def words(digest: str) -> str:
    """The plain text of a kept text file, Word file or PDF, to be searched or read aloud; empty for anything else and
    where none can be had (a scan has none). Raises NoSuchFile, FileLost."""
    found = file(digest)
    with open_file(digest) as source:
        if found.media_type == Kind.TEXT:
            return source.read(rules.MOST_WORDS).decode("utf-8", errors="ignore")
    try:
        if found.media_type == Kind.DOCX:
            return packages.words_of(storing.place_of(digest))[: rules.MOST_WORDS]
        if found.is_pdf:
            return walled.read_pdf(storing.place_of(digest), digest[:8])[: rules.MOST_WORDS]
    except (refusals.FileNotTaken, refusals.NoPreview):
        return ""
    return ""


def _words(found: KeptFile) -> str:
    if found.media_type == Kind.DOCX:
        with open_file(found.digest):
            return packages.words_of(storing.place_of(found.digest))[:SHOWN_TEXT]
    with open_file(found.digest) as source:
        return source.read(SHOWN_TEXT).decode("utf-8", errors="ignore")


def _paint(found: KeptFile, page: int, folder: Path) -> None:
    source, to = storing.place_of(found.digest), folder / "preview"
    if found.is_pdf:
        walled.paint_page(source, page, to, found.digest[:8])
        return
    task = {"do": "picture", "path": str(source), "kind": found.media_type, "preview": str(to)}
    walled.work({**task, "out": str(folder / "clean")}, found.digest[:8])


@dataclass(frozen=True)
class UploadState:
    """An upload in pieces: how many bytes are here of how many."""

    number: UUID
    name: str
    size: int
    arrived: int


def upload_state(actor: str, number: UUID) -> UploadState:
    """How far an upload of this person has come. Raises UnknownUpload, also for one that is finished."""
    found = Upload.objects.filter(pk=number, actor=actor, kept__isnull=True).first()
    if found is None:
        raise refusals.UnknownUpload
    return UploadState(found.pk, found.name, found.size, uploading.arrived(found.pk))


def kept(row: StoredFile, name: str, handed: str = "") -> KeptFile:
    """The row as rooms get it."""
    return KeptFile(row.digest, row.size, row.media_type, name, row.pages, handed)
