"""Giving out files that people handed in, so that nothing in them can act in a browser."""

from typing import BinaryIO, TypeVar

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase

from chizi.ground.files.queries import KeptFile

Answer = TypeVar("Answer", bound=HttpResponseBase)
# The page's own policy is for our pages; a file gets one that lets it do nothing at all.
POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"


def send_file(kept: KeptFile, stream: BinaryIO, *, attachment: bool = False) -> FileResponse:
    """A kept file under its cleaned name. Only pictures and plain text open in the browser; anything else is a
    download, whatever is asked. The caller has checked that the viewer may see it."""
    shown = kept.is_picture or kept.media_type == "text/plain"
    words = "text/plain; charset=utf-8"
    answer = FileResponse(
        stream,
        as_attachment=attachment or not shown,
        filename=kept.name or f"{kept.digest[:12]}",
        content_type=words if kept.media_type == "text/plain" else kept.media_type,
    )
    return _guarded(answer)


def send_preview(preview: tuple[str, bytes]) -> HttpResponse:
    """A page of a file as it is shown in place: what `ground.files.queries.preview` gave."""
    media_type, content = preview
    return _guarded(HttpResponse(content, content_type=media_type))


def _guarded(answer: Answer) -> Answer:
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = POLICY
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    # A right that was withdrawn must not live on in a cache that others share.
    answer["Cache-Control"] = "private, no-cache"
    return answer
