"""Files of a material: whoever may read the material may see them. Nothing of them runs."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.ranges import send_ranges
from chizi.fronts.kit.serving import send_preview
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.library.offers import may_see
from chizi.ground.files.queries import file as kept_file
from chizi.ground.files.queries import open_file, preview
from chizi.learn.queries import media_in

CAPTIONS = "text/vtt; charset=utf-8"


@require_safe
@login_required
def content(request: HttpRequest, number: int, digest: str) -> HttpResponseBase:
    """The file itself, or the part of it that a player asks for."""
    insist(may_see(viewer_of(request)))
    found = media_in(viewer_of(request), number, digest, now=timezone.now())
    kept = kept_file(found.digest, name=found.name)
    return send_ranges(request, kept, open_file(found.digest), CAPTIONS if found.part == "captions" else "")


@require_safe
@login_required
def shown(request: HttpRequest, number: int, digest: str, page: int) -> HttpResponse:
    """One page of it as a picture or as plain text."""
    insist(may_see(viewer_of(request)))
    found = media_in(viewer_of(request), number, digest, now=timezone.now())
    return send_preview(preview(found.digest, page))
