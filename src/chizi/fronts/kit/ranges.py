"""Parts of a file (RFC 9110, section 14): films are seen from the middle, and fetched again where they broke off."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from chizi.fronts.kit.serving import send_file
from chizi.ground.files.queries import KeptFile

PIECE = 64 * 1024
UNSATISFIABLE = 416
_RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})", re.ASCII)


def span_of(header: str, size: int) -> tuple[int, int] | None:
    """(first, last) of a single range, both included; None where the whole is meant, as for several ranges.

    Raises ValueError where nothing of the file lies within.
    """
    found = _RANGE.fullmatch(header.replace(" ", ""))
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        first, last = max(0, size - int(found[2])), size - 1
    else:
        first, last = int(found[1]), min(int(found[2]) if found[2] else size - 1, size - 1)
        if found[2] and int(found[2]) < first:
            return None
    if first > last or first >= size:
        raise ValueError(header)
    return first, last


def send_ranges(
    request: HttpRequest, kept: KeptFile, stream: BinaryIO, media_type: str = ""
) -> HttpResponseBase:
    """The file, or the part of it that is asked for, so that nothing in it can act. ``media_type`` says it more
    exactly where the room knows (captions). The caller has checked that the viewer may see it."""
    tag = f'"{kept.digest}"'
    whole = send_file(kept, stream)
    whole["Accept-Ranges"], whole["ETag"] = "bytes", tag
    if media_type:
        whole["Content-Type"] = media_type
    if request.headers.get("If-None-Match", "") == tag:
        stream.close()  # closing the answer would end the request for the database too
        return HttpResponse(status=304, headers={"ETag": tag})
    asked = request.headers.get("Range", "")
    if request.headers.get("If-Range", tag) != tag:
        asked = ""
    try:
        span = span_of(asked, kept.size)
    except ValueError:
        stream.close()
        return HttpResponse(status=UNSATISFIABLE, headers={"Content-Range": f"bytes */{kept.size}"})
    if span is None:
        return whole
    first, last = span
    stream.seek(first)
    part = StreamingHttpResponse(_pieces(stream, last - first + 1), status=206)
    for name, value in whole.items():
        part[name] = value
    part["Content-Range"] = f"bytes {first}-{last}/{kept.size}"
    part["Content-Length"] = str(last - first + 1)
    return part


def _pieces(stream: BinaryIO, left: int) -> Iterator[bytes]:
    with stream:
        while left > 0 and (piece := stream.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
