"""Files of a matter: whoever may see the matter may see them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from chizi.fronts.kit.serving import send_file, send_preview
from chizi.fronts.kit.viewers import viewer_of
from chizi.ground.files.queries import file as kept_file
from chizi.ground.files.queries import open_file, preview
from chizi.matters.queries import evidence_of


@require_safe
@login_required
def content(request: HttpRequest, number: int, file: int) -> HttpResponseBase:
    """The sanitised file itself."""
    found = evidence_of(viewer_of(request), number, file, now=timezone.now())
    kept = kept_file(found.digest, name=found.name)
    return send_file(kept, open_file(found.digest), attachment=True)


@require_safe
@login_required
def shown(request: HttpRequest, number: int, file: int, page: int) -> HttpResponse:
    """One page of it as a picture or as plain text: nothing active reaches a browser."""
    found = evidence_of(viewer_of(request), number, file, now=timezone.now())
    return send_preview(preview(found.digest, page))
