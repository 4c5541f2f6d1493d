"""Files on their way from a form or a piecewise upload to a material."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core import signing
from django.http import HttpRequest

from chizi.core.refusals import Refusal
from chizi.fronts.kit.drafts import SALT, UPLOADS, Draft, drafts_of, keep_draft
from chizi.fronts.kit.refusing import sentence
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.library.forms import MaterialForm
from chizi.ground.files.actions import append_upload, begin_upload, finish_upload
from chizi.ground.files.queries import upload_state
from chizi.ground.files.rules import HEAD, Kind, kind_of
from chizi.learn.rules.materials import MOST_FILES
from chizi.org.abilities import Actor

__all__ = ["UPLOADS", "carried", "draft_of", "take_files"]


def draft_of(actor: Actor, digest: str, name: str) -> Draft:
    """A kept file as a form carries it: signed for one person."""
    return Draft(digest, name, signing.dumps([actor.ref, digest, name], salt=SALT))


def carried(actor: Actor, files: Mapping[str, str]) -> list[Draft]:
    """The files that a version has already, for the form that goes on with it."""
    return [draft_of(actor, digest, name) for digest, name in files.items()]


def take_files(request: HttpRequest, form: MaterialForm, now: datetime) -> list[Draft]:
    """Keep what was uploaded as "files" and what came back as "kept"; a refused file is said at its field, the others
    stay. A small film may come this way too, for browsers without script."""
    viewer = viewer_of(request)
    found = {one.digest: one for one in drafts_of(viewer, request.POST.getlist("kept"), MOST_FILES)}
    for upload in request.FILES.getlist("files")[:MOST_FILES]:
        try:
            one = _taken(viewer, upload, now)
        except Refusal as refusal:
            form.add_error("files", sentence(refusal))
        else:
            found[one.digest] = one
    return list(found.values())


def _taken(viewer: Actor, upload: Any, now: datetime) -> Draft:
    head = upload.read(HEAD)
    upload.seek(0)
    if kind_of(head) is not Kind.FILM:
        return keep_draft(viewer, upload, upload.name or "", now)
    told = hashlib.sha256()
    for piece in upload.chunks():
        told.update(piece)
    upload.seek(0)
    who: dict[str, Any] = {"actor": viewer.ref, "now": now}
    begun = begin_upload(name=upload.name or "", size=upload.size, mark=told.hexdigest(), **who)
    # What a broken attempt left is gone on with, as a browser with script would.
    from_here = upload_state(viewer.ref, begun.pk).arrived
    upload.seek(from_here)
    append_upload(upload_id=begun.pk, offset=from_here, stream=upload, **who)
    kept = finish_upload(upload_id=begun.pk, digest=told.hexdigest(), **who)
    return draft_of(viewer, kept.digest, kept.name)
