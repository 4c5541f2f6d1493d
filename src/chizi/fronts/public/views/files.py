"""Files that are downloaded: the publication file, its parts, and the public key."""

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from chizi.fronts.public.answers import Page, Reader, public_page
from chizi.fronts.public.offers import key_name, saved_as
from chizi.publish.queries import published_view
from chizi.publish.refusals import UnknownPublication
from chizi.publish.rules import State

KEPT = 300  # seconds; the bytes of a version never change, but it may be withdrawn


@public_page
def part(reader: Reader, code: str, version: int, name: str) -> Page | HttpResponseBase:
    """A part of a publication file, or the whole. 410 once it was withdrawn."""
    view = published_view(code, version)
    if view.card.state is State.WITHDRAWN:
        return HttpResponse(status=410)
    found = view.parts.get(name)
    if found is None:
        raise UnknownPublication(code=name[:60])
    response = FileResponse(found.open(), content_type=found.content_type)
    response.headers["Content-Length"] = str(found.size)
    _keep(response, saved_as(view, found), found.sha256)
    return response


@public_page
def key(reader: Reader, code: str, version: int) -> Page | HttpResponseBase:
    """The public key that checks a publication file; it stays when the file is withdrawn."""
    view = published_view(code, version)
    response = HttpResponse(view.public_key, content_type="text/plain; charset=utf-8")
    _keep(response, key_name(view), view.key_id)
    return response


def _keep(response: HttpResponseBase, name: str, tag: str) -> None:
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["ETag"] = f'"{tag}"'
    response.headers["Cache-Control"] = f"public, max-age={KEPT}"
