"""Which content is taken, how it is told apart, and how a name is made harmless."""

import re
import unicodedata
from enum import StrEnum

MIB = 1 << 20
MOST_PIXELS = 50_000_000
MOST_PAGES = 2_000
MOST_WORDS = 2_000_000
LONGEST_NAME = 120
HEAD = 4096
CHILD_MEMORY = 1536 * MIB
CHILD_SECONDS = 30
PREVIEW_EDGE = 1600
"""Pixels of the longer edge of what is shown in place; a page of A4 is readable at that."""


class Kind(StrEnum):
    """What a content is, by its media type; values are what a download says."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    GIF = "image/gif"
    BMP = "image/bmp"
    TIFF = "image/tiff"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    TEXT = "text/plain"
    PACKAGE = "application/zip"  # not kept itself: to be looked into
    HEIC = "image/heic"
    FILM = "video/mp4"
    UNKNOWN = ""


PICTURES = (Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.GIF, Kind.BMP, Kind.TIFF)
SHOWN_AS_IT_IS = (Kind.JPEG, Kind.PNG)
# The first ending is the one given to a name that has none of them.
ENDINGS: dict[str, tuple[str, ...]] = {
    Kind.JPEG: (".jpg", ".jpeg"),
    Kind.PNG: (".png",),
    Kind.PDF: (".pdf",),
    Kind.DOCX: (".docx",),
    Kind.XLSX: (".xlsx",),
    "video/mp4": (".mp4", ".m4v"),
    "video/webm": (".webm",),
    Kind.TEXT: (".txt", ".csv", ".vtt", ".md"),
}
PICTURE_ENDINGS = (".jpg", ".jpeg", ".jpe", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic")
CLAIMS = (*PICTURE_ENDINGS, ".pdf", ".docx", ".xlsx")
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
WEB = re.compile(
    rb"<\s*(!doctype|html|head|body|svg|script|iframe|object|embed|meta|link|img|a\s+href|\?xml|\?php|%)",
    re.I,
)
# The test file of the makers of virus scanners; a real scanner belongs in front of the server.
EICAR = b"EICAR-STANDARD-ANTIVIRUS-" + b"TEST-FILE"
# Names that old systems of the readers' machines take for devices.
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
_UNSAFE = re.compile(r'[<>:"/\\|?*%]+')


def kind_of(head: bytes) -> Kind:
    """What the first bytes say. The magic stands at the very beginning: a file that is two things is neither."""
    for magic, kind in (
        (b"\xff\xd8\xff", Kind.JPEG),
        (b"\x89PNG\r\n\x1a\n", Kind.PNG),
        (b"GIF87a", Kind.GIF),
        (b"GIF89a", Kind.GIF),
        (b"BM", Kind.BMP),
        (b"II*\0", Kind.TIFF),
        (b"MM\0*", Kind.TIFF),
        (b"%PDF-", Kind.PDF),
        (b"PK\x03\x04", Kind.PACKAGE),
        (b"ID3", Kind.FILM),
        (b"\x1a\x45\xdf\xa3", Kind.FILM),
    ):
        if head.startswith(magic) and not (kind is Kind.BMP and is_text_head(head)):
            return kind
    if head[:4] == b"RIFF":
        return Kind.WEBP if head[8:12] == b"WEBP" else Kind.FILM
    if head[4:8] == b"ftyp":
        return Kind.HEIC if head[8:12] in HEIC_BRANDS else Kind.FILM
    return Kind.TEXT if is_text_head(head) else Kind.UNKNOWN


def is_text_head(head: bytes) -> bool:
    """Whether the beginning may be text: UTF-16 with its mark, or no control characters but the usual."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 32 and byte not in b"\t\n\r\f" for byte in head)


def is_web(head: bytes) -> bool:
    """Whether the beginning is a page, a drawing with scripts or a program for a server, in any case and width."""
    return bool(WEB.search(head.replace(b"\0", b"")))


def text_of(data: bytes) -> str | None:
    """Text as people's programs write it: UTF-8, UTF-16 with its mark, GB 18030; None for what is no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codecs: tuple[str, ...] = ("utf-16",)
    else:
        codecs = ("utf-8-sig", "gb18030")
    for codec in codecs:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        strange = any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n\r\f" for c in text)
        return None if strange else text
    return None


def ending_of(name: str) -> str:
    """The ending of a name in lower case with its dot; empty when it has none."""
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and stem and ending.isalnum() and len(ending) <= 5 else ""


def clean_name(name: str, media_type: str) -> str:
    """A name that harms nobody: no folders, control or direction characters, no device names, at most 120
    characters, with an ending that fits the content. An empty one becomes "file"."""
    name = unicodedata.normalize("NFC", name[:2000]).replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    )
    kept = " ".join(_UNSAFE.sub("_", kept).split()).strip(". _")
    endings = ENDINGS.get(media_type, ())
    ending = ending_of(kept)
    if endings and ending not in endings:
        if ending in CLAIMS:
            kept = kept[: -len(ending)]
        ending = endings[0]
        kept += ending
    stem = kept[: len(kept) - len(ending)].rstrip(". ") if ending else kept
    if not stem or stem.partition(".")[0].strip().lower() in DEVICES:
        stem = f"file {stem}".strip()
    return stem[: LONGEST_NAME - len(ending)].rstrip() + ending
