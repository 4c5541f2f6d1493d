"""Word and Excel files as the zip files that they are, looked at from outside; and the words of a Word file."""

import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree  # nosec B405

from chizi.ground.files import refusals, rules
from chizi.ground.files.rules import Kind

DOCUMENTS = {"word/document.xml": Kind.DOCX, "xl/workbook.xml": Kind.XLSX}
MOST_PARTS = 5_000
MOST_UNPACKED = 512 * rules.MIB
SWELL, SWELL_FLOOR = 200, 8 * rules.MIB
LARGEST_RELATIONS = 4 * rules.MIB
LARGEST_WORDS = 8 * rules.MIB
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
_ROOTED = re.compile(r"^([a-zA-Z]:|[/\\])")
_PACKED = re.compile(r"\.(exe|dll|js|jse|vbs|vbe|scr|bat|cmd|ps1|hta|jar|zip|rar|7z|lnk|ole|bin)$", re.I)
_HARMLESS_BIN = re.compile(r"/(printersettings|customproperty)\d*\.bin$", re.I)
# A template or object that is fetched when the document is opened; links that a reader clicks are no harm.
_FETCHED = re.compile(
    rb"<Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External)"
    rb"(?=[^>]*/(attachedTemplate|oleObject|frame|subDocument|externalLinkPath)[\"'])",
    re.I,
)


def check_package(path: Path, name: str) -> Kind:
    """What the package is. Raises UnknownKind, LockedFile, ActiveContent, UnsafeFile, BrokenFile."""
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            _check_entries(entries, name)
            kind = _kind({entry.filename for entry in entries}, name)
            for entry in entries:
                _check_part(package, entry, name)
            return kind
    except refusals.FileNotTaken:
        raise
    except BROKEN as fault:
        raise refusals.BrokenFile(name=name) from fault


def _check_entries(entries: list[zipfile.ZipInfo], name: str) -> None:
    parts = [entry.filename.lower() for entry in entries]
    if len(parts) > MOST_PARTS or len(set(parts)) < len(parts):
        raise refusals.UnsafeFile(name=name, what=f"{len(parts)} × zip")
    for entry, part in zip(entries, parts, strict=True):
        linked = stat.S_ISLNK(entry.external_attr >> 16)
        stray = ".." in part.replace("\\", "/").split("/") or _ROOTED.match(part) or "\0" in part
        if entry.flag_bits & ENCRYPTED_FLAG:
            raise refusals.LockedFile(name=name)
        swollen = entry.file_size > SWELL_FLOOR and entry.file_size > SWELL * max(1, entry.compress_size)
        if linked or stray or swollen or entry.compress_type not in PLAIN_METHODS:
            raise refusals.UnsafeFile(name=name, what=rules.clean_name(entry.filename[-60:], ""))
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise refusals.UnsafeFile(name=name, what=f"> {MOST_UNPACKED // rules.MIB} MB")


def _kind(parts: set[str], name: str) -> Kind:
    found = next((kind for part, kind in DOCUMENTS.items() if part in parts), None)
    if found is None:
        raise refusals.UnknownKind(name=name)
    return found


def _check_part(package: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    part = entry.filename.lower()
    if "vbaproject" in part or part.startswith("xl/macrosheets/") or "/activex/" in part:
        raise refusals.ActiveContent(name=name)
    if "/embeddings/" in part or (_PACKED.search(part) and not _HARMLESS_BIN.search(part)):
        raise refusals.UnsafeFile(name=name, what=rules.clean_name(entry.filename[-60:], ""))
    if part.endswith(".rels"):
        if entry.file_size > LARGEST_RELATIONS:
            raise refusals.UnsafeFile(name=name, what=rules.clean_name(entry.filename[-60:], ""))
        if _FETCHED.search(package.read(entry)):
            raise refusals.UnsafeFile(name=name, what="external")
    elif part == "[content_types].xml" and b"macroenabled" in package.read(entry)[:LARGEST_RELATIONS].lower():
        raise refusals.ActiveContent(name=name)


def words_of(path: Path) -> str:
    """The plain words of a Word file, a line to a paragraph. Raises NoPreview when they cannot be had."""
    try:
        with zipfile.ZipFile(path) as package:
            if package.getinfo("word/document.xml").file_size > LARGEST_WORDS:
                raise refusals.NoPreview
            markup = package.read("word/document.xml")
        if b"<!DOCTYPE" in markup or b"<!ENTITY" in markup or b"\0" in markup:
            raise refusals.NoPreview
        # Entities are the danger here, and document types have just been refused.
        root = ElementTree.fromstring(markup)  # noqa: S314  # nosec B314
    except (*BROKEN, ElementTree.ParseError, SyntaxError) as fault:
        raise refusals.NoPreview from fault
    lines: list[str] = []
    for element in root.iter():
        local = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if local == "p" or not lines:
            lines.append("")
        if local == "t":
            lines[-1] += element.text or ""
        elif local == "tab":
            lines[-1] += "\t"
    return "\n".join(lines).strip()
