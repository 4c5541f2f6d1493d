"""What a file is, by its first bytes."""

import mmap
from pathlib import Path

from chizi.ground.exchange import refusals
from chizi.ground.exchange.limits import MIB, Limits
from chizi.ground.exchange.tables import Format

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
PARQUET = (b"PAR1", b"PARE")
# An encrypted .xlsx is an OLE container with a stream of this name.
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")

FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"SQLite format 3", "SQLite"),
    (b"ARROW1", "Arrow"),
    (b"ORC", "ORC"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90\x00", "EXE"),
)
HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta", b"<style", b"mime-version:")
XML_SHEET = "XML"


def sniff(path: Path, *, file: str, limits: Limits) -> Format:
    """Decide by content. Raises EmptyFile, FileTooLarge, PasswordProtected, OldExcel, HtmlInside,
    UnknownFormat."""
    size = path.stat().st_size
    if size == 0:
        raise refusals.EmptyFile(file=file)
    if size > limits.file_bytes:
        raise refusals.FileTooLarge(file=file, limit=limits.file_bytes // MIB)
    with path.open("rb") as source:
        head = source.read(4096)
    if head.startswith(PARQUET):
        return Format.PARQUET
    if head.startswith(ZIP) or head.startswith(OLE):
        if size > limits.workbook_bytes:
            raise refusals.FileTooLarge(file=file, limit=limits.workbook_bytes // MIB)
        if head.startswith(OLE):
            raise _ole_refusal(path, file)
        return Format.XLSX
    for magic, found in FOREIGN:
        if head.startswith(magic):
            raise refusals.UnknownFormat(file=file, found=found)
    _refuse_markup(head, file)
    return Format.CSV


def _ole_refusal(path: Path, file: str) -> refusals.FileRefusal:
    with path.open("rb") as source, mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) as data:
        encrypted = data.find(ENCRYPTED_STREAM) >= 0
    return (refusals.PasswordProtected if encrypted else refusals.OldExcel)(file=file)


def _refuse_markup(head: bytes, file: str) -> None:
    # Web pages named .xls or .xlsx are common exports of old office systems; UTF-16 ones lose their zeros.
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(HTML) or (start.startswith(b"<") and b"<html" in start):
        raise refusals.HtmlInside(file=file)
    if start.startswith(b"<?xml"):
        raise refusals.UnknownFormat(file=file, found=XML_SHEET)
