"""Which characters a text file is written in, decided strictly, and its text as UTF-8 in pieces."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chizi.ground.exchange import refusals

PIECE = 8 * 1024 * 1024
WINDOW = 32 * 1024

BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True)
class Charset:
    """A codec and how many bytes of byte order mark to leave out."""

    name: str
    bom: int = 0


@dataclass(frozen=True)
class Failure:
    """The first place that a codec could not read: ``truncated`` when only the end of the file is missing;
    ``around`` is what stands near it."""

    line: int
    truncated: bool
    around: bytes


def detect(path: Path, *, file: str) -> Charset:
    """The charset in which the whole file can be read: its byte order mark, else UTF-8, else GB18030.

    GBK and GB2312 are parts of GB18030. Raises CutOff when only the last character is incomplete,
    NulBytes, DamagedText (plainly UTF-8, but broken somewhere) or UnknownEncoding.
    """
    with path.open("rb") as source:
        head = source.read(4)
    for mark, name in BOMS:
        if head.startswith(mark):
            charset = Charset(name, len(mark))
            if failure := _trial(path, charset):
                raise _refusal(failure, file, refusals.DamagedText)
            return charset
    _refuse_nul(path, file)
    if not (failure := _trial(path, Charset("utf-8"))):
        return Charset("utf-8")
    if _mostly_utf8(failure.around):
        raise _refusal(failure, file, refusals.DamagedText)
    if failure := _trial(path, Charset("gb18030")):
        raise _refusal(failure, file, refusals.UnknownEncoding)
    return Charset("gb18030")


def utf8_pieces(path: Path, charset: Charset, *, file: str) -> Iterator[bytes]:
    """The text in pieces of UTF-8, for a charset that ``detect`` has found. Raises NulBytes."""
    decoder = codecs.getincrementaldecoder(charset.name)("strict")
    line = 1
    with path.open("rb") as source:
        source.seek(charset.bom)
        while piece := source.read(PIECE):
            if charset.name != "utf-8":
                piece = decoder.decode(piece).encode()
            if b"\0" in piece:
                raise refusals.NulBytes(file=file, line=line + piece[: piece.index(b"\0")].count(b"\n"))
            line += piece.count(b"\n")
            yield piece


def _trial(path: Path, charset: Charset) -> Failure | None:
    decoder = codecs.getincrementaldecoder(charset.name)("strict")
    line = 1
    with path.open("rb") as source:
        source.seek(charset.bom)
        while True:
            piece = source.read(PIECE)
            seen = source.tell()
            try:
                text = decoder.decode(piece, not piece)
                # A pair of halves that a codec lets through cannot be written as UTF-8 either.
                text.encode()
            except UnicodeDecodeError as fault:
                before = fault.object[: fault.start].decode(charset.name, "replace").count("\n")
                source.seek(max(0, seen - len(fault.object) + fault.start - WINDOW))
                return Failure(line + before, not piece, source.read(2 * WINDOW))
            except UnicodeEncodeError as fault:
                return Failure(line + text[: fault.start].count("\n"), False, b"")
            if not piece:
                return None
            line += text.count("\n")


def _refuse_nul(path: Path, file: str) -> None:
    line = 1
    with path.open("rb") as source:
        while piece := source.read(PIECE):
            at = piece.find(b"\0")
            if at >= 0:
                raise refusals.NulBytes(file=file, line=line + piece[:at].count(b"\n"))
            line += piece.count(b"\n")


def _mostly_utf8(around: bytes) -> bool:
    """Whether broken UTF-8 is likelier than GB18030: Chinese read as the wrong one of the two gives either
    many broken places and few characters, or the reverse."""
    text = around.decode("utf-8", "replace")
    return sum("\u2e80" <= letter <= "\uffee" for letter in text) > 4 * text.count("\ufffd")


def _refusal(failure: Failure, file: str, damaged: type[refusals.FileRefusal]) -> refusals.FileRefusal:
    if failure.truncated:
        return refusals.CutOff(file=file)
    return damaged(file=file, line=failure.line)
