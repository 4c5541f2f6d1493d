"""Pictures and films of materials: whoever may read the material may see them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from chizi.fronts.kit.ranges import send_ranges
from chizi.fronts.kit.viewers import viewer_of
from chizi.ground.files.queries import file as kept_file
from chizi.ground.files.queries import open_file
from chizi.learn.queries import readable_media


@require_safe
@login_required
def media(request: HttpRequest, digest: str) -> HttpResponseBase:
    """One file, whole or in part."""
    found = readable_media(viewer_of(request), digest, now=timezone.now())
    return send_ranges(request, kept_file(found.digest, name=found.name), open_file(found.digest))
