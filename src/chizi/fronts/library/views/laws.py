"""A folder of laws: brought, looked at, and only then stored, all files or none."""

import json
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from chizi.core.refusals import Missing, Refusal
from chizi.core.words import N_
from chizi.fronts.kit import aside
from chizi.fronts.kit.lists import Column, ListPage, Row
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import blame, sentence
from chizi.fronts.kit.uploads import takes_uploads, uploaded
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.library.forms import LawsForm
from chizi.fronts.library.offers import may_keep
from chizi.fronts.library.taking import UPLOADS
from chizi.fronts.library.views.lists import frame
from chizi.fronts.library.words import BAD_FATES, FATES
from chizi.ground.exchange.prose import read_prose
from chizi.ground.exchange.refusals import FileRefusal
from chizi.learn import queries
from chizi.learn.actions import LawFate, LawFile, LawReport, import_laws

KIND = "laws"
FORM = ["GET", "HEAD", "POST"]
MOST_NAME = 120
BETWEEN = "、"  # numbers of articles are Chinese in every language


class LawsGone(Missing):
    text = N_(
        "These files are no longer here: they are kept for a day, for the window that sent them. Bring them again."
    )


@takes_uploads(UPLOADS)
@require_http_methods(FORM)
@login_required
def bring(request: HttpRequest) -> HttpResponse:
    """Take the files in and keep them aside: nothing is stored before the next page is confirmed."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_keep(viewer))
    owners = [(one.code, one.name) for one in queries.owners_for(viewer, now=now)]
    form = LawsForm(request.POST or None, owners=owners)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            owner = form.cleaned_data["owner"]
            try:
                files = _read(uploaded(request, "files"))
                import_laws(actor=viewer, now=now, owner=owner, files=files, dry_run=True)
            except Refusal as refusal:
                status = blame(form, refusal)
            else:
                return redirect("library:review_laws", _keep(request, owner, files))
    title = gettext("Import laws")
    return render(request, "library/laws.html", {**frame(title, (title, "")), "form": form}, status=status)


def _read(uploads: list[Any]) -> list[LawFile]:
    found = []
    with TemporaryDirectory(prefix="laws-") as folder:
        for number, one in enumerate(uploads):
            path = Path(folder) / str(number)
            with path.open("wb") as file:
                for piece in one.chunks():
                    file.write(piece)
            name = Path(str(one.name)).name[:MOST_NAME]
            try:
                found.append(LawFile(name, read_prose(path, name=name)))
            except FileRefusal:
                found.append(LawFile(name, None))
    return found


def _keep(request: HttpRequest, owner: str, files: list[LawFile]) -> str:
    kept = json.dumps({"owner": owner, "files": [[one.name, one.text] for one in files]}).encode()
    name = gettext("%(count)s files") % {"count": len(files)}
    return aside.keep(request, KIND, UploadedFile(BytesIO(kept), name, size=len(kept))).token


@require_http_methods(FORM)
@login_required
def review(request: HttpRequest, token: UUID) -> HttpResponse:
    """What the files would do to the library as it stands; storing them is a second, separate step."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_keep(viewer))
    sheet = aside.fetch(request, KIND, token)
    if sheet is None:
        raise LawsGone
    kept = json.loads(sheet.path.read_text("utf-8"))
    given: dict[str, Any] = {
        "actor": viewer,
        "now": now,
        "owner": kept["owner"],
        "files": [LawFile(name, text) for name, text in kept["files"]],
    }
    report = import_laws(dry_run=True, **given)
    refused = ""
    if request.method == "POST":
        try:
            import_laws(expected=request.POST.get("seen", "")[:64] or "-", **given)
        except Refusal as refusal:
            refused = sentence(refusal)
        else:
            aside.drop(request, sheet)
            messages.success(
                request, gettext("Stored as drafts. Somebody else publishes them, under “What waits”.")
            )
            return redirect("library:waiting")
    title = gettext("What would these files do?")
    context = {
        **frame(title, (gettext("Import laws"), reverse("library:import_laws")), (title, "")),
        "report": report,
        "page": _list(report),
        "summary": _summary(report),
        "refused": refused,
        "may_store": not report.rejected and bool(report.counted(LawFate.NEW, LawFate.NEWER)),
    }
    return render(request, "library/review_laws.html", context, status=400 if refused else 200)


def _summary(report: LawReport) -> str:
    if report.rejected:
        told = gettext(
            "%(rejected)s of %(total)s files have faults, so nothing can be stored. Put them right, or leave them out."
        )
        return told % {"rejected": report.rejected, "total": len(report.lines)}
    told = gettext("%(new)s new laws, %(newer)s newer texts, %(same)s unchanged.")
    counts = {"new": LawFate.NEW, "newer": LawFate.NEWER, "same": LawFate.SAME}
    return told % {name: report.counted(fate) for name, fate in counts.items()}


def _list(report: LawReport) -> ListPage:
    rows = []
    for one in sorted(report.lines, key=lambda line: line.fate not in BAD_FATES):
        notes = []
        if one.missing:
            notes.append(gettext("left out: %(articles)s") % {"articles": BETWEEN.join(one.missing)})
        if one.double:
            notes.append(gettext("twice: %(articles)s") % {"articles": BETWEEN.join(one.double)})
        counts = [str(one.chapters or "–"), str(one.articles or "–")]
        rows.append(Row("", one.title or one.name, [gettext(FATES[one.fate]), *counts, "; ".join(notes)]))
    columns = [
        Column(gettext("Law")),
        Column(gettext("What happens")),
        Column(gettext("Chapters"), number=True, wide=True),
        Column(gettext("Articles"), number=True),
        Column(gettext("Numbers to look at"), wide=True),
    ]
    return ListPage(gettext("Laws"), columns, rows, ident="laws")
