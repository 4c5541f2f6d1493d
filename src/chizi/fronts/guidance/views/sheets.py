"""Bringing a sheet: the template, the dry run, the confirmation, and lists to take away."""

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
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chizi.core.imports import ImportReport
from chizi.core.refusals import Refusal
from chizi.fronts.guidance.abilities import Offer
from chizi.fronts.guidance.pages import bodies, deployments, imports, meetings, regulations
from chizi.fronts.guidance.sheets import KINDS, Kind, table_of
from chizi.fronts.guidance.views.stepping import FORM
from chizi.fronts.kit import aside
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.exporting import FORMS, send_table
from chizi.fronts.kit.formats import count
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import blame
from chizi.fronts.kit.viewers import viewer_of
from chizi.ground.exchange.rejects import returned, write_rejects
from chizi.ground.exchange.writing import write_template
from chizi.org.refusals import NotAllowed
from chizi.plan import queries

MOST_EXPORTED = 5000


class SheetForm(forms.Form):
    """A sheet to look at first."""

    file = forms.FileField(
        label=_("File"), help_text=_("CSV or Excel (.xlsx), as in the template."), allow_empty_file=True
    )


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


@require_http_methods(FORM)
@login_required
def bring(request: HttpRequest, kind: str) -> HttpResponse:
    """Choose a sheet; then a dry run says what would change, and stores nothing."""
    now, viewer = timezone.now(), viewer_of(request)
    chosen = _kind(kind)
    insist(Offer(viewer, now).manage)
    form = SheetForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            sheet = aside.keep(request, kind, form.cleaned_data["file"])
            try:
                report = _run(request, chosen, sheet, now, dry_run=True)
                return _outlook(request, chosen, sheet, report)
            except Refusal as refusal:
                aside.drop(request, sheet)
                status = blame(form, refusal)
    return render(request, "guidance/import.html", {**_frame(chosen), "form": form}, status=status)


def _frame(kind: Kind) -> dict[str, Any]:
    return {
        "rail_section": "guidance",
        "tab": "bodies",
        "trail": [(pgettext("tab", "Bodies"), reverse("guidance:bodies")), (gettext(kind.title), "")],
        "title": gettext(kind.title),
        "lead": gettext(kind.lead),
        "kind": kind.name,
        "columns": [
            (one.name, gettext(one.title), gettext(one.meaning), one.name in kind.required)
            for one in kind.columns
        ],
    }


def _run(
    request: HttpRequest, kind: Kind, sheet: aside.Aside, now: datetime, *, dry_run: bool
) -> ImportReport:
    table = table_of(kind, sheet.path, sheet.name)
    return kind.store(actor=viewer_of(request), now=now, table=table, source=sheet.source, dry_run=dry_run)


def _outlook(
    request: HttpRequest, kind: Kind, sheet: aside.Aside, report: ImportReport, *, again: bool = False
) -> HttpResponse:
    context = {
        **_frame(kind),
        "sheet": sheet,
        "report": report,
        "summary": imports.summary(report),
        "changes": imports.change_list(report),
        "faults": imports.fault_list(report) if report.rejected else None,
        "seen": aside.fingerprint(report),
        "form": SheetForm(),
    }
    status = 422 if report.rejected else 400 if again else 200
    return render(request, "guidance/outlook.html", context, status=status)


@require_POST
@login_required
def confirm(request: HttpRequest, kind: str, token: UUID) -> HttpResponse:
    """Store the sheet that was looked at, whole; if the register has changed meanwhile, look again."""
    now, viewer = timezone.now(), viewer_of(request)
    chosen = _kind(kind)
    insist(Offer(viewer, now).manage)
    sheet = aside.fetch(request, kind, token)
    if sheet is None:
        messages.warning(request, gettext("This sheet is no longer kept. Please choose the file again."))
        return redirect("guidance:import", kind)
    report = _run(request, chosen, sheet, now, dry_run=True)
    if report.rejected or request.POST.get("seen") != aside.fingerprint(report):
        messages.warning(request, gettext("Something changed meanwhile. Please look once more."))
        return _outlook(request, chosen, sheet, report, again=True)
    report = _run(request, chosen, sheet, now, dry_run=False)
    aside.drop(request, sheet)
    done = ngettext("%(number)s line is stored.", "%(number)s lines are stored.", report.accepted)
    messages.success(request, done % {"number": count(report.accepted)})
    return redirect("guidance:bodies")


@require_safe
@login_required
def rejects(request: HttpRequest, kind: str, token: UUID) -> HttpResponse:
    """The rows that went back, with their reasons, for the session that sent the sheet."""
    now = timezone.now()
    chosen = _kind(kind)
    insist(Offer(viewer_of(request), now).manage)
    sheet = aside.fetch(request, kind, token)
    if sheet is None:
        raise Http404
    table = table_of(chosen, sheet.path, sheet.name)
    report = _run(request, chosen, sheet, now, dry_run=True)
    columns = [name for name in table.column_names if name != "line"]
    with tempfile.TemporaryDirectory(prefix="rejects-") as folder:
        path = Path(folder) / "returned-rows.csv"
        write_rejects(path, columns, returned(table, report.rejected, gettext), translate=gettext)
        answer = HttpResponse(path.read_bytes(), content_type=FORMS["csv"])
    answer["Content-Disposition"] = 'attachment; filename="returned-rows.csv"'
    return answer


@require_safe
@login_required
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty sheet with every column explained."""
    chosen = _kind(kind)
    insist(Offer(viewer_of(request), timezone.now()).manage)
    with tempfile.TemporaryDirectory(prefix="template-") as folder:
        path = Path(folder) / f"{chosen.name}.xlsx"
        write_template(path, chosen.columns, required=chosen.required, translate=gettext)
        answer = HttpResponse(path.read_bytes(), content_type=FORMS["xlsx"])
    answer["Content-Disposition"] = f'attachment; filename="{chosen.name}.xlsx"'
    return answer


@require_safe
@login_required
def export(request: HttpRequest, what: str, form: str) -> HttpResponse:
    """A list as CSV or Excel, with the filter of its page."""
    now, viewer = timezone.now(), viewer_of(request)
    insist(Offer(viewer, now).see)
    code, kind = asked(request, "body", 40), asked(request, "kind", 20)
    if what == "bodies":
        return send_table(
            bodies.body_data(queries.bodies(viewer, now=now, kind=kind, limit=MOST_EXPORTED)), form
        )
    if what == "members":
        return send_table(bodies.member_data(queries.body_page(viewer, code, now=now)), form)
    if what == "stations":
        return send_table(deployments.station_data(queries.board(viewer, now=now)), form)
    if what == "grants":
        if not queries.body_page(viewer, code, now=now).may_manage:
            raise NotAllowed
        rows = queries.grant_sheet(viewer, code, now=now)
        return send_table(deployments.grants_data(rows), form, titles=False)
    if what == "meetings":
        held = queries.meetings(viewer, now=now, kind=kind, limit=MOST_EXPORTED)
        return send_table(meetings.meeting_data(held), form)
    if what == "instructions":
        said = queries.instructions(viewer, now=now, limit=MOST_EXPORTED)
        return send_table(meetings.instruction_data(said), form)
    if what == "regulations":
        status = asked(request, "status", 20)
        found = queries.library(viewer, now=now, status=status, limit=MOST_EXPORTED)
        return send_table(regulations.library_data(found), form)
    raise Http404
