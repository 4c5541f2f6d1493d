"""Running text out of a plain text file or a Word document, told apart by content. Nothing of it is run."""

import zipfile
from pathlib import Path
from xml.etree import ElementTree  # nosec B405

from chizi.ground.exchange import refusals
from chizi.ground.exchange.charsets import detect, utf8_pieces
from chizi.ground.exchange.limits import MIB, Limits
from chizi.ground.exchange.sniff import FOREIGN, HTML, OLE, ZIP
from chizi.ground.exchange.workbook_zip import BROKEN, check_entries, has_directory, markup

DOCUMENT = "word/document.xml"
LIMITS = Limits(file_bytes=20 * MIB, unpacked_bytes=64 * MIB)
LARGEST_PART = 16 * MIB
BREAKS = {"br", "cr"}


def read_prose(path: Path, *, name: str) -> str:
    """The text of a .txt or .docx file, one line for each paragraph.

    Tables give a line for each cell; pictures, notes and tracked deletions are left out. Raises a FileRefusal:
    EmptyFile, FileTooLarge, ProseFormat, CutOff, DamagedFile, PasswordProtected, UnsafeWorkbook and the faults of
    charsets.
    """
    size = path.stat().st_size
    if size == 0:
        raise refusals.EmptyFile(file=name)
    if size > LIMITS.file_bytes:
        raise refusals.FileTooLarge(file=name, limit=LIMITS.file_bytes // MIB)
    with path.open("rb") as source:
        head = source.read(4096)
    if head.startswith(ZIP):
        return _document(path, name)
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    foreign = any(head.startswith(magic) for magic, _ in FOREIGN)
    if foreign or head.startswith(OLE) or start.startswith((*HTML, b"<?xml", b"{\\rtf")):
        raise refusals.ProseFormat(file=name)
    charset = detect(path, file=name)
    return b"".join(utf8_pieces(path, charset, file=name)).decode()


def _document(path: Path, name: str) -> str:
    if not has_directory(path):
        raise refusals.CutOff(file=name)
    try:
        book = zipfile.ZipFile(path)
    except BROKEN as fault:
        raise refusals.DamagedFile(file=name) from fault
    with book:
        check_entries(book.infolist(), name, LIMITS)
        if DOCUMENT not in book.namelist():
            raise refusals.ProseFormat(file=name)
        if book.getinfo(DOCUMENT).file_size > LARGEST_PART:
            raise refusals.FileTooLarge(file=name, limit=LARGEST_PART // MIB)
        data = b"".join(markup(book, DOCUMENT, file=name))
    try:
        # Entities are the danger here, and ``markup`` has refused every document type.
        root = ElementTree.fromstring(data)  # noqa: S314  # nosec B314
    except (ElementTree.ParseError, ValueError, LookupError) as fault:
        raise refusals.DamagedFile(file=name) from fault
    return "\n".join(_paragraph(one) for one in root.iter() if _local(one.tag) == "p")


def _paragraph(paragraph: ElementTree.Element) -> str:
    parts = []
    for one in paragraph.iter():
        kind = _local(one.tag)
        if kind == "t":
            parts.append(one.text or "")
        elif kind == "tab":
            parts.append("\t" if not one.attrib else "")  # with attributes it is a tab stop, not a tab
        elif kind in BREAKS:
            parts.append("\n")
    return "".join(parts)


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
