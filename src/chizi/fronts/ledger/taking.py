"""Files on their way from a form to an action."""

from datetime import datetime
from typing import BinaryIO, cast

from django.http import HttpRequest

from chizi.core.refusals import Refusal
from chizi.core.workflow import Enclosure
from chizi.fronts.kit.refusing import sentence
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.ledger.drafts import Draft, drafts_of, keep_draft
from chizi.fronts.ledger.forms import FilesForm
from chizi.matters.rules.matters import MOST_FILES, Attached

UPLOADS = 64 << 20
"""Bytes that one form takes at once, all files together."""


def take_files(request: HttpRequest, form: FilesForm, now: datetime) -> None:
    """Keep what was uploaded and what came back as drafts; a refused file is said at its field, the others stay."""
    if form.enclosure is Enclosure.NONE:
        return
    viewer = viewer_of(request)
    found: dict[str, Draft] = {one.digest: one for one in drafts_of(viewer, request.POST.getlist("kept"))}
    for upload in request.FILES.getlist("files")[:MOST_FILES]:
        try:
            draft = keep_draft(viewer, cast(BinaryIO, upload), upload.name or "", now)
        except Refusal as refusal:
            form.add_error("files", sentence(refusal))
        else:
            found[draft.digest] = draft
    form.drafts = list(found.values())


def attached(form: FilesForm) -> list[Attached]:
    """The form's files as the action takes them."""
    dated = form.cleaned_data.get("dated_on")
    older = form.cleaned_data.get("replaces") or ""
    replaces = int(older) if older.isdecimal() else None
    return [
        Attached(one.digest, one.name, dated, replaces if at == 0 else None)
        for at, one in enumerate(form.drafts)
    ]
