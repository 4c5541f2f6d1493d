"""A workbook as the zip file that it is: looked at from outside before any part of it is understood."""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from chizi.ground.exchange import refusals
from chizi.ground.exchange.limits import MIB, Limits

WORKBOOK = "xl/workbook.xml"
OTHER_PACKAGES = {
    "word/document.xml": "Word (.docx)",
    "ppt/presentation.xml": "PowerPoint (.pptx)",
    "xl/workbook.bin": "Excel (.xlsb)",
    "content.xml": "OpenDocument",
}
PIECE = MIB
# A tag may be cut between two pieces; text without any tag this long is no sheet.
LONGEST_TEXT = 4 * MIB
ENCRYPTED_FLAG = 0x1
PLAIN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile and zlib raise for broken bytes.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    OverflowError,
    RuntimeError,
)

_PACKED = re.compile(r"\.(zip|xls[xmb]?|doc[xm]?|ppt[xm]?|rar|7z|gz|tar|jar|exe|dll|js|vbs|ole)$", re.I)
_ROOTED = re.compile(r"^([a-zA-Z]:|[/\\])")
_NOT_UTF8 = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["'](?!utf-?8["'])""", re.I)


def open_workbook(path: Path, *, file: str, limits: Limits) -> zipfile.ZipFile:
    """The checked zip file. Raises CutOff, DamagedFile, UnknownFormat, PasswordProtected, SwollenWorkbook,
    UnsafeWorkbook, EmbeddedFiles, MacrosInside, ExternalLinks."""
    if not has_directory(path):
        raise refusals.CutOff(file=file)
    try:
        book = zipfile.ZipFile(path)
    except BROKEN as fault:
        raise refusals.DamagedFile(file=file) from fault
    try:
        check_entries(book.infolist(), file, limits)
        _check_kind(set(book.namelist()), file)
    except refusals.FileRefusal:
        book.close()
        raise
    return book


def has_directory(path: Path) -> bool:
    """The directory stands at the end of a zip file, so a file without one was cut off."""
    with path.open("rb") as source:
        source.seek(max(0, path.stat().st_size - 66_000))
        return b"PK\x05\x06" in source.read()


def check_entries(entries: list[zipfile.ZipInfo], file: str, limits: Limits) -> None:
    """Turn down what no office program writes. Raises UnsafeWorkbook, PasswordProtected, SwollenWorkbook."""
    if len(entries) > limits.workbook_parts:
        raise refusals.UnsafeWorkbook(file=file, part=f"{len(entries)} × zip")
    names = [entry.filename.lower() for entry in entries]
    for entry, name in zip(entries, names, strict=True):
        shown = entry.filename[:80]
        linked = stat.S_ISLNK(entry.external_attr >> 16)
        stray = ".." in name.replace("\\", "/").split("/") or _ROOTED.match(name) or "\0" in name
        if linked or stray or names.count(name) > 1:
            raise refusals.UnsafeWorkbook(file=file, part=shown)
        if entry.flag_bits & ENCRYPTED_FLAG:
            raise refusals.PasswordProtected(file=file)
        if entry.compress_type not in PLAIN_METHODS:
            raise refusals.UnsafeWorkbook(file=file, part=shown)
        swollen = entry.file_size > limits.swell * max(1, entry.compress_size)
        if swollen and entry.file_size > limits.swell_floor:
            raise refusals.SwollenWorkbook(file=file, size=entry.file_size // MIB)
    total = sum(entry.file_size for entry in entries)
    if total > limits.unpacked_bytes:
        raise refusals.SwollenWorkbook(file=file, size=total // MIB)


def _check_kind(names: set[str], file: str) -> None:
    if WORKBOOK not in names:
        found = next((kind for name, kind in OTHER_PACKAGES.items() if name in names), "ZIP")
        raise refusals.UnknownFormat(file=file, found=found)
    for name in sorted(names):
        lower = name.lower()
        if "vbaproject" in lower or lower.startswith("xl/macrosheets/"):
            raise refusals.MacrosInside(file=file)
        if lower.startswith("xl/externallinks/"):
            raise refusals.ExternalLinks(file=file)
        if "/embeddings/" in lower or "/activex/" in lower or _PACKED.search(lower):
            raise refusals.EmbeddedFiles(file=file, part=name[:80])


def markup(book: zipfile.ZipFile, name: str, *, file: str) -> Iterator[bytes]:
    """One XML part in pieces that end with a whole tag, unpacked to its end so that sizes and checksums
    have told the truth. Raises UnsafeWorkbook for a document type (entities), DamagedFile."""
    rest = b""
    first = True
    try:
        with book.open(name) as part:
            while piece := part.read(PIECE):
                if first:
                    _check_start(piece, name, file)
                    first = False
                data = rest + piece
                cut = data.rfind(b">") + 1
                whole, rest = data[:cut], data[cut:]
                if b"<!DOCTYPE" in whole or b"<!ENTITY" in whole:
                    raise refusals.UnsafeWorkbook(file=file, part=f"{name}: DOCTYPE")
                if len(rest) > LONGEST_TEXT:
                    raise refusals.DamagedFile(file=file)
                yield whole
    except BROKEN as fault:
        raise refusals.DamagedFile(file=file) from fault
    if rest.strip():
        raise refusals.DamagedFile(file=file)


def _check_start(piece: bytes, name: str, file: str) -> None:
    """Only UTF-8 is scanned, so only UTF-8 is let through; other encodings could hide a document type."""
    if piece[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in piece[:256] or _NOT_UTF8.match(piece[:256]):
        raise refusals.UnsafeWorkbook(file=file, part=f"{name}: encoding")


def check_parts(book: zipfile.ZipFile, *, file: str, but: str) -> None:
    """Unpack and check every XML part except ``but``, the sheet, which its own scan reads."""
    for name in book.namelist():
        if name != but and name.lower().endswith((".xml", ".rels", ".vml")):
            for _ in markup(book, name, file=file):
                pass
