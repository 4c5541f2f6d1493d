"""Files on their way from a form to an action."""

from datetime import datetime

from django.http import HttpRequest

from chizi.core.workflow import Enclosure
from chizi.fronts.kit import drafts
from chizi.fronts.kit.drafts import UPLOADS
from chizi.fronts.ledger.forms import FilesForm
from chizi.matters.rules.matters import MOST_FILES, Attached

__all__ = ["UPLOADS", "attached", "take_files"]


def take_files(request: HttpRequest, form: FilesForm, now: datetime) -> None:
    """Keep what was uploaded and what came back as drafts, where the step takes files at all."""
    if form.enclosure is not Enclosure.NONE:
        form.drafts = drafts.take_files(request, form, now, MOST_FILES)


def attached(form: FilesForm) -> list[Attached]:
    """The form's files as the action takes them."""
    dated = form.cleaned_data.get("dated_on")
    older = form.cleaned_data.get("replaces") or ""
    replaces = int(older) if older.isdecimal() else None
    return [
        Attached(one.digest, one.name, dated, replaces if at == 0 else None)
        for at, one in enumerate(form.drafts)
    ]
