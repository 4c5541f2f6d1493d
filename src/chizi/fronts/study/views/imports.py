"""Bringing questions in a file: the template, the dry run, the confirmation, and what goes back."""

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chizi.core.imports import ImportReport
from chizi.core.refusals import Refusal
from chizi.fronts.kit import aside
from chizi.fronts.kit.exporting import send_bytes
from chizi.fronts.kit.formats import count
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import blame
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.study import sheets
from chizi.fronts.study.abilities import Offer
from chizi.fronts.study.forms import PlaceForm
from chizi.fronts.study.pages import imports as pages
from chizi.fronts.study.views.stepping import FORM, frame
from chizi.ground.exchange.rejects import returned, write_rejects
from chizi.ground.exchange.writing import write_template
from chizi.learn import queries
from chizi.learn.rules.questions_sheet import REQUIRED
from chizi.org.queries.places import visible_region
from chizi.org.rules import Ability


class FileForm(PlaceForm):
    """A file to look at first, and where its questions go."""

    objective = forms.ChoiceField(label=_("Objective"), required=False)
    file = forms.FileField(label=_("File"), allow_empty_file=True)

    def __init__(self, *args: Any, kind: str, objectives: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = (
            gettext("CSV or Excel (.xlsx), as in the template.")
            if kind == "table"
            else gettext("A text file (.txt).")
        )
        field = self.fields["objective"]
        if kind == "table":
            del self.fields["objective"]
        elif isinstance(field, forms.ChoiceField):
            field.choices = [("", gettext("Please choose")), *objectives]
            field.required = kind == "aiken"
            field.help_text = gettext("What these questions ask for.")


def _known(kind: str) -> str:
    if kind not in sheets.FORMS:
        raise Http404
    return kind


def _form(request: HttpRequest, kind: str, now: datetime, *, sent: bool) -> FileForm:
    viewer = viewer_of(request)
    objectives = [(one.code, one.title) for one in queries.objectives(viewer, now=now)]
    places = [(one.code, one.name) for one in queries.banks_of(viewer, now=now)]
    data, files = (request.POST, request.FILES) if sent else (None, None)
    return FileForm(data, files, kind=kind, objectives=objectives, places=places)


@require_http_methods(FORM)
@login_required
def bring(request: HttpRequest, kind: str) -> HttpResponse:
    """Choose a file; then a dry run says what would change, and stores nothing."""
    now, viewer = timezone.now(), viewer_of(request)
    _known(kind)
    insist(Offer(viewer, now).manage)
    form = _form(request, kind, now, sent=request.method == "POST")
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            typed = form.cleaned_data
            terms = {"region": typed["region"], "objective": typed.get("objective", "")}
            sheet = aside.keep(request, _aside(kind), typed["file"])
            try:
                report = _run(request, kind, sheet, terms, now, dry_run=True)
                return _outlook(request, kind, sheet, terms, report, now)
            except Refusal as refusal:
                aside.drop(request, sheet)
                status = blame(form, refusal)
    return render(request, "study/import.html", {**_frame(kind), "form": form}, status=status)


def _aside(kind: str) -> str:
    return f"questions-{kind}"


def _frame(kind: str) -> dict[str, Any]:
    title, lead = sheets.FORMS[kind]
    return {
        **frame("study:questions", gettext(title), (gettext("Import"), "")),
        "lead": gettext(lead),
        "kind": kind,
        "others": [(name, gettext(words[0])) for name, words in sheets.FORMS.items() if name != kind],
        "columns": [
            (one.name, one.title, gettext(one.meaning), one.name in REQUIRED) for one in sheets.columns()
        ]
        if kind == "table"
        else [],
    }


def _run(
    request: HttpRequest,
    kind: str,
    sheet: aside.Aside,
    terms: dict[str, str],
    now: datetime,
    *,
    dry_run: bool,
) -> ImportReport:
    viewer = viewer_of(request)
    region = visible_region(viewer, terms["region"], now=now, ability=Ability.MANAGE_LEARNING)
    file = sheets.brought(kind, sheet.path, sheet.name, terms["objective"])
    return sheets.store(file, actor=viewer, now=now, region=region, source=sheet.source, dry_run=dry_run)


def _outlook(
    request: HttpRequest,
    kind: str,
    sheet: aside.Aside,
    terms: dict[str, str],
    report: ImportReport,
    now: datetime,
    *,
    again: bool = False,
) -> HttpResponse:
    context = {
        **_frame(kind),
        "sheet": sheet,
        "terms": terms,
        "report": report,
        "summary": pages.summary(report),
        "changes": pages.change_list(report),
        "faults": pages.fault_list(report) if report.rejected else None,
        "seen": aside.fingerprint(report),
        "form": _form(request, kind, now, sent=False),
    }
    status = 422 if report.rejected else 400 if again else 200
    return render(request, "study/outlook.html", context, status=status)


def _terms(sent: Any) -> dict[str, str]:
    """Where the questions go, as it came back with the confirmation."""
    return {name: sent.get(name, "").replace("\0", "")[:40] for name in ("region", "objective")}


@require_POST
@login_required
def confirm(request: HttpRequest, kind: str, token: UUID) -> HttpResponse:
    """Store the file that was looked at, whole; if the bank has changed meanwhile, look again."""
    now, viewer = timezone.now(), viewer_of(request)
    _known(kind)
    insist(Offer(viewer, now).manage)
    sheet = aside.fetch(request, _aside(kind), token)
    if sheet is None:
        messages.warning(request, gettext("This file is no longer kept. Please choose it again."))
        return redirect("study:import", kind)
    terms = _terms(request.POST)
    report = _run(request, kind, sheet, terms, now, dry_run=True)
    if report.rejected or request.POST.get("seen") != aside.fingerprint(report):
        messages.warning(request, gettext("Something changed meanwhile. Please look once more."))
        return _outlook(request, kind, sheet, terms, report, now, again=True)
    report = _run(request, kind, sheet, terms, now, dry_run=False)
    aside.drop(request, sheet)
    done = ngettext("%(number)s question is stored.", "%(number)s questions are stored.", report.accepted)
    messages.success(request, done % {"number": count(report.accepted)})
    return redirect("study:questions")


@require_safe
@login_required
def rejects(request: HttpRequest, kind: str, token: UUID) -> HttpResponse:
    """The questions that went back, with their reasons, for the session that sent the file."""
    now = timezone.now()
    _known(kind)
    insist(Offer(viewer_of(request), now).manage)
    sheet = aside.fetch(request, _aside(kind), token)
    if sheet is None:
        raise Http404
    terms = _terms(request.GET)
    file = sheets.brought(kind, sheet.path, sheet.name, terms["objective"])
    report = _run(request, kind, sheet, terms, now, dry_run=True)
    with tempfile.TemporaryDirectory(prefix="rejects-") as folder:
        path = Path(folder) / "returned.csv"
        write_rejects(path, file.columns, returned(file.table, report.rejected, gettext), translate=gettext)
        return send_bytes(path.read_bytes(), "returned-questions", "csv")


@require_safe
@login_required
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty table with every column explained."""
    if _known(kind) != "table":
        raise Http404
    insist(Offer(viewer_of(request), timezone.now()).manage)
    with tempfile.TemporaryDirectory(prefix="template-") as folder:
        path = Path(folder) / "questions.xlsx"
        write_template(path, sheets.columns(), required=REQUIRED, translate=gettext)
        return send_bytes(path.read_bytes(), "questions", "xlsx")
