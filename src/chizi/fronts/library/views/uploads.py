"""Large files in pieces: announced, sent, gone on with after a cut, checked against their hash at the end.

The answers are JSON for the page's script; a browser without script sends files of up to CHIZI_FILE_MB with the form.
"""

import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import sentence
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.library.offers import may_keep
from chizi.fronts.library.taking import draft_of
from chizi.ground.files.actions import append_upload, begin_upload, drop_upload, finish_upload
from chizi.ground.files.queries import upload_state
from chizi.ground.files.refusals import WrongOffset

OFFSET = "X-Offset"
PIECE = 4 << 20
"""Bytes that the script sends at once: small enough for slow lines and the limits of proxies."""
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
View = Callable[..., HttpResponse]


def _answers(view: View) -> View:
    """A refusal as JSON: its name, its sentence, and how many bytes are here where that helps."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        insist(may_keep(viewer_of(request)))
        try:
            return view(request, *args, **kwargs)
        except (Forbidden, Missing):
            raise
        except Refusal as refusal:
            told: dict[str, Any] = {"code": refusal.code, "text": sentence(refusal)}
            if isinstance(refusal, WrongOffset):
                told["offset"] = refusal.params["offset"]
            return JsonResponse(told, status=refusal.status)
        except UnreadablePostError:  # the line broke: what came is kept
            return JsonResponse({"code": "Cut"}, status=400)

    return answer


def _told(request: HttpRequest) -> dict[str, Any]:
    try:
        found = json.loads(request.body[:10_000])
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


@require_POST
@login_required
@_answers
def begin(request: HttpRequest) -> HttpResponse:
    """Announce a file, or find how far the same one had come."""
    told = _told(request)
    size = told.get("size")
    one = begin_upload(
        actor=viewer_of(request).ref,
        now=timezone.now(),
        name=str(told.get("name", ""))[:300],
        size=size if isinstance(size, int) and 0 <= size < 2**50 else 0,
        mark=str(told.get("mark", ""))[:80],
    )
    state = upload_state(viewer_of(request).ref, one.pk)
    return JsonResponse({"id": str(one.pk), "offset": state.arrived, "size": one.size, "piece": PIECE})


@require_http_methods(["GET", "POST", "DELETE"])
@login_required
@_answers
def piece(request: HttpRequest, token: UUID) -> HttpResponse:
    """GET: how many bytes are here. POST: the bytes that follow, as the body. DELETE: give it up."""
    viewer, now = viewer_of(request), timezone.now()
    if request.method == "DELETE":
        drop_upload(actor=viewer.ref, now=now, upload_id=token)
        return HttpResponse(status=204)
    if request.method == "POST":
        text = request.headers.get(OFFSET, "")[:18]
        offset = int(text) if text.isascii() and text.isdecimal() else -1
        arrived = append_upload(
            actor=viewer.ref, now=now, upload_id=token, offset=offset, stream=cast(Any, request)
        )
        return JsonResponse({"offset": arrived})
    state = upload_state(viewer.ref, token)
    return JsonResponse({"offset": state.arrived, "size": state.size})


@require_POST
@login_required
@_answers
def finish(request: HttpRequest, token: UUID) -> HttpResponse:
    """Check the whole and keep it; the answer is what the form then carries."""
    viewer, now = viewer_of(request), timezone.now()
    digest = str(_told(request).get("digest", ""))
    kept = finish_upload(
        actor=viewer.ref, now=now, upload_id=token, digest=digest if _DIGEST.fullmatch(digest) else ""
    )
    draft = draft_of(viewer, kept.digest, kept.name)
    return JsonResponse({"name": draft.name, "token": draft.token, "size": kept.size})
