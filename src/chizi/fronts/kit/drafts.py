"""Files of a form on their way to an action. What came with a form that was turned down is kept, so that nobody has to
choose it again.

A draft is a digest with its name, signed for one person, so that nobody can attach a file he only knows the hash of.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, cast

from django import forms
from django.core import signing
from django.http import HttpRequest

from chizi.core.refusals import Refusal
from chizi.fronts.kit.refusing import sentence
from chizi.fronts.kit.viewers import viewer_of
from chizi.ground.files.actions import keep_file
from chizi.org.abilities import Actor

SALT = "kit.draft"
OLDEST = 24 * 3600
MOST = 20
UPLOADS = 64 << 20
"""Bytes that one form takes at once, all files together."""
ACCEPTED = ".jpg,.jpeg,.png,.webp,.gif,.pdf,.docx,.xlsx,.csv,.txt"


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"

    def __init__(self) -> None:
        super().__init__(attrs={"multiple": True, "accept": ACCEPTED, "class": "file-input"})


@dataclass(frozen=True)
class Draft:
    """A kept file that no step names yet; ``token`` brings it back with the form."""

    digest: str
    name: str
    token: str


def keep_draft(actor: Actor, stream: BinaryIO, name: str, now: datetime) -> Draft:
    """Check and keep an uploaded file. Raises what ground.files refuses."""
    kept = keep_file(actor=actor.ref, now=now, stream=stream, name=name)
    token = signing.dumps([actor.ref, kept.digest, kept.name], salt=SALT)
    return Draft(kept.digest, kept.name, token)


def drafts_of(actor: Actor, tokens: Iterable[str], most: int = MOST) -> list[Draft]:
    """The drafts that came back with a form; what is not this person's, or older than a day, is left out."""
    found: dict[str, Draft] = {}
    for token in list(tokens)[:most]:
        try:
            ref, digest, name = signing.loads(token, salt=SALT, max_age=OLDEST)
        except (signing.BadSignature, ValueError, TypeError):
            continue
        if ref == actor.ref:
            found[digest] = Draft(digest, name, token)
    return list(found.values())


def take_files(request: HttpRequest, form: forms.Form, now: datetime, most: int = MOST) -> list[Draft]:
    """Keep what was uploaded as "files" and what came back as "kept"; a refused file is said at its field, the
    others stay. Called before the form is asked whether it is valid."""
    viewer = viewer_of(request)
    found: dict[str, Draft] = {
        one.digest: one for one in drafts_of(viewer, request.POST.getlist("kept"), most)
    }
    for upload in request.FILES.getlist("files")[:most]:
        try:
            draft = keep_draft(viewer, cast(BinaryIO, upload), upload.name or "", now)
        except Refusal as refusal:
            form.add_error("files", sentence(refusal))
        else:
            found[draft.digest] = draft
    return list(found.values())
