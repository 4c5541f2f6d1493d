"""Films as the boxes (MP4) and elements (WebM) that they are: looked at from outside, never played here.

A film is whole when its boxes fill the file to its end, which a cut-off one never does. What a phone writes beside
the pictures (where it stood, its number) is painted over in place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from chizi.ground.files import refusals
from chizi.ground.files.rules import HEIC_BRANDS

MP4, WEBM = "video/mp4", "video/webm"
BRANDS = (b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash",
          b"MSNV", b"mmp4", b"3gp4", b"3gp5", b"3gp6")  # fmt: skip
HOLDERS = {b"moov", b"trak", b"mdia", b"minf", b"dinf"}
TELLTALE = {b"udta", b"meta", b"uuid"}
MOST_BOXES = 20_000
EBML, DOC_TYPE, SEGMENT = 0x1A45DFA3, 0x4282, 0x18538067
TRACKS, TRACK, TRACK_TYPE, CLUSTER = 0x1654AE6B, 0xAE, 0x83, 0x1F43B675
TAGS, ATTACHMENTS, VOID = 0x1254C367, 0x1941A469, 0xEC
DOC_TYPE_LENGTH = 32
PIECE = 1 << 20


class _Broken(Exception):
    """The structure does not hold."""


@dataclass(frozen=True)
class _Part:
    """A box or element: ``kind``, where it begins, where its content begins and where it ends."""

    kind: bytes | int
    start: int
    body: int
    end: int


def check_film(path: Path, name: str) -> str:
    """The media type of a whole film with pictures in it; what tells of its maker is painted over.

    Raises Film for another kind of film, BrokenFile where it is cut off or damaged, UnsafeFile where it fetches from
    elsewhere or carries files.
    """
    size = path.stat().st_size
    try:
        with path.open("r+b") as file:
            head = file.read(12)
            if head[4:8] == b"ftyp":
                return _mp4(file, size, name)
            if not head.startswith(EBML.to_bytes(4)):
                raise refusals.OtherFilm(name=name)
            return _webm(file, size, name)
    except _Broken as fault:
        raise refusals.BrokenFile(name=name) from fault


def _mp4(file: BinaryIO, size: int, name: str) -> str:
    file.seek(8)
    brand = file.read(4)
    if brand in HEIC_BRANDS or brand not in BRANDS:
        raise refusals.OtherFilm(name=name)
    kinds: set[bytes | int] = set()
    shown = False
    for count, box in enumerate(_boxes(file, 0, size)):
        if count > MOST_BOXES:
            raise _Broken
        kinds.add(box.kind)
        if box.kind == b"hdlr":
            file.seek(box.body + 8)
            shown = shown or file.read(4) == b"vide"
        elif box.kind == b"dref" and _fetches(file, box):
            raise refusals.UnsafeFile(name=name, what="external")
        elif box.kind in TELLTALE:
            _paint_over(file, box, b"free")
    if b"moov" not in kinds or b"mdat" not in kinds:
        raise _Broken
    if not shown:
        raise refusals.OtherFilm(name=name)
    return MP4


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[_Part]:
    """Every box between two places, those inside of holders too. Raises _Broken where one reaches too far."""
    while start < end:
        file.seek(start)
        head = file.read(16)
        if len(head) < 8 or end - start < 8:
            raise _Broken
        length, kind, body = int.from_bytes(head[:4]), head[4:8], start + 8
        if length == 1 and len(head) == 16:
            length, body = int.from_bytes(head[8:16]), start + 16
        elif length == 0:
            length = end - start
        if start + length > end or length < body - start:
            raise _Broken
        yield _Part(kind, start, body, start + length)
        if kind in HOLDERS:
            yield from _boxes(file, body, start + length)
        start += length


def _fetches(file: BinaryIO, box: _Part) -> bool:
    """Whether the references to data lead out of the file: the flag "self-contained" is not set."""
    for one in _boxes(file, box.body + 8, box.end):
        file.seek(one.body)
        if not int.from_bytes(file.read(4)) & 1:
            return True
    return False


def _paint_over(file: BinaryIO, box: _Part, kind: bytes) -> None:
    file.seek(box.start + 4)
    file.write(kind)
    _blank(file, box.body, box.end)


def _blank(file: BinaryIO, start: int, end: int) -> None:
    file.seek(start)
    while start < end:
        piece = min(PIECE, end - start)
        file.write(bytes(piece))
        start += piece


def _webm(file: BinaryIO, size: int, name: str) -> str:
    head = _element(file, 0, size)
    if head is None or head.kind != EBML:
        raise refusals.OtherFilm(name=name)
    kinds = {one.kind: one for one in _elements(file, head.body, head.end)}
    told = kinds.get(DOC_TYPE)
    if told is None or told.end - told.body > DOC_TYPE_LENGTH:
        raise refusals.OtherFilm(name=name)
    file.seek(told.body)
    if file.read(told.end - told.body).rstrip(b"\0") != b"webm":
        raise refusals.OtherFilm(name=name)
    segment = _element(file, head.end, size)
    if segment is None or segment.kind != SEGMENT:
        raise _Broken
    shown = False
    for count, one in enumerate(_elements(file, segment.body, segment.end)):
        if count > MOST_BOXES:
            raise _Broken
        if one.kind == ATTACHMENTS:
            raise refusals.UnsafeFile(name=name, what="attachments")
        if one.kind == TRACKS:
            shown = shown or _has_pictures(file, one)
        elif one.kind == TAGS and one.end - one.start >= 9:
            file.seek(one.start)
            file.write(bytes([VOID]) + ((1 << 56) | (one.end - one.start - 9)).to_bytes(8))
            _blank(file, one.start + 9, one.end)
    if not shown:
        raise refusals.OtherFilm(name=name)
    return WEBM


def _has_pictures(file: BinaryIO, tracks: _Part) -> bool:
    for track in _elements(file, tracks.body, tracks.end):
        if track.kind == TRACK:
            for one in _elements(file, track.body, track.end):
                file.seek(one.body)
                if one.kind == TRACK_TYPE and file.read(one.end - one.body) == b"\1":
                    return True
    return False


def _elements(file: BinaryIO, start: int, end: int) -> Iterator[_Part]:
    """The elements between two places, one after another. One of unknown length, as live recordings have, is the
    last."""
    while start < end:
        one = _element(file, start, end)
        if one is None:
            raise _Broken
        yield one
        start = one.end


def _element(file: BinaryIO, start: int, end: int) -> _Part | None:
    file.seek(start)
    head = file.read(12)
    if not head or head[0] == 0:
        return None
    long = 9 - head[0].bit_length()  # how many bytes: the zeros before the first one, and it
    if long > 4 or len(head) < long + 1 or head[long] == 0:
        return None
    wide = 9 - head[long].bit_length()
    told = head[long : long + wide]
    if len(told) < wide:
        return None
    bare = int.from_bytes(told) & ((1 << (7 * wide)) - 1)
    body = start + long + wide
    unknown = bare == (1 << (7 * wide)) - 1
    kind = int.from_bytes(head[:long])
    if unknown and kind not in (SEGMENT, CLUSTER):
        raise _Broken
    stop = end if unknown else body + bare
    if stop > end:
        raise _Broken
    return _Part(kind, start, body, stop)
