"""Sheets of people, roles and bodies: brought, looked at, and only then stored."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from chizi.core.imports import ImportReport
from chizi.core.refusals import Refusal
from chizi.fronts.kit import aside
from chizi.fronts.kit.aside import Aside
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import sentence
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.office.abilities import Offer
from chizi.fronts.office.forms import SheetForm
from chizi.fronts.office.pages import imports as pages
from chizi.fronts.office.refusals import SheetGone
from chizi.fronts.office.sheets import KINDS, Kind, table_of
from chizi.ground.exchange.rejects import returned, write_rejects
from chizi.ground.exchange.writing import write_template
from chizi.org.abilities import Actor
from chizi.org.rules import Ability

FORM = ["GET", "HEAD", "POST"]
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABS = {"people": "people", "grants": "grants", "agencies": "parties"}


def _open(request: HttpRequest, kind: str) -> tuple[Kind, Actor, datetime]:
    """The kind of sheet, for somebody who may bring it. Raises NotForYou."""
    chosen, viewer, now = KINDS[kind], viewer_of(request), timezone.now()
    offer = Offer(viewer, now)
    open_to = {
        Ability.IMPORT_PEOPLE: offer.keep,
        Ability.IMPORT_REGISTER: offer.register,
        Ability.GIVE_GRANTS: offer.give,
    }
    insist(open_to[chosen.ability])
    return chosen, viewer, now


def _frame(kind: Kind, title: str) -> dict[str, Any]:
    words = {"people": gettext("People"), "grants": gettext("Roles"), "agencies": gettext("Public bodies")}
    return {
        "rail_section": "settings",
        "tab": TABS[kind.name],
        "title": title,
        "trail": [(words[kind.name], reverse(kind.back)), (gettext(kind.title), "")],
        "kind": kind,
        "template_href": reverse(f"office:template_{kind.name}"),
        "bring_href": reverse(f"office:import_{kind.name}"),
        "columns": [
            (column.name, gettext(column.title), gettext(column.meaning), column.name in kind.required)
            for column in kind.columns
        ],
    }


@require_http_methods(FORM)
@login_required
def bring(request: HttpRequest, kind: str) -> HttpResponse:
    """Take a sheet in and keep it aside: nothing is stored before the next page is confirmed."""
    chosen, _viewer, _now = _open(request, kind)
    form = SheetForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            draft = aside.keep(request, kind, form.cleaned_data["file"])
            try:
                table_of(chosen, draft.path, draft.name)
                return redirect(f"office:review_{kind}", draft.token)
            except Refusal as refusal:
                aside.drop(request, draft)
                form.add_error("file", sentence(refusal))
                status = refusal.status
    context = {**_frame(chosen, gettext(chosen.title)), "lead": gettext(chosen.lead), "form": form}
    return render(request, "office/import.html", context, status=status)


def _dry_run(kind: Kind, draft: Aside, viewer: Actor, now: datetime) -> tuple[ImportReport, Any]:
    table = table_of(kind, draft.path, draft.name)
    return kind.store(actor=viewer, now=now, table=table, source=draft.source, dry_run=True), table


def _draft(request: HttpRequest, kind: str, token: UUID) -> Aside:
    draft = aside.fetch(request, kind, token)
    if draft is None:
        raise SheetGone
    return draft


@require_http_methods(FORM)
@login_required
def review(request: HttpRequest, kind: str, token: UUID) -> HttpResponse:
    """What the sheet would do, as the house stands at this moment; storing it is a second, separate step."""
    chosen, viewer, now = _open(request, kind)
    draft = _draft(request, kind, token)
    if draft.stored:
        return render(request, "office/imported.html", _done(chosen, draft))
    report, table = _dry_run(chosen, draft, viewer, now)
    seen = aside.fingerprint(report)
    changed_meanwhile = False
    if request.method == "POST" and not report.rejected:
        changed_meanwhile = request.POST.get("seen") != seen
        if not changed_meanwhile:
            stored = chosen.store(actor=viewer, now=now, table=table, source=draft.source)
            draft.settled(pages.made(stored) if kind == "people" else ())
            messages.success(request, gettext("The sheet is stored."))
            return redirect(f"office:review_{kind}", token)
    context = {
        **_frame(chosen, gettext("What would this sheet change?")),
        "draft": draft,
        "sum": pages.summed(report),
        "changes": pages.change_list(report.changes) if report.changes else None,
        "faults": pages.fault_list(report.rejected) if report.rejected else None,
        "rejects_href": reverse(f"office:rejects_{kind}", args=[token]) if report.rejected else "",
        "seen": seen,
        "changed_meanwhile": changed_meanwhile,
        "button": gettext(chosen.button),
    }
    refused = bool(report.rejected) and request.method == "POST"
    return render(request, "office/review.html", context, status=400 if changed_meanwhile or refused else 200)


def _done(kind: Kind, draft: Aside) -> dict[str, Any]:
    return {
        **_frame(kind, gettext("The sheet is stored")),
        "draft": draft,
        "made": draft.made,
        "back_href": reverse(kind.back),
    }


@require_safe
@login_required
def rejects(request: HttpRequest, kind: str, token: UUID) -> HttpResponse:
    """The lines with faults, each with its reason, to be corrected and brought again."""
    chosen, viewer, now = _open(request, kind)
    draft = _draft(request, kind, token)
    report, table = _dry_run(chosen, draft, viewer, now)
    columns = [name for name in table.column_names if name != "line"]
    with TemporaryDirectory(prefix="chizi-rejects-") as folder:
        path = Path(folder) / "rejects.csv"
        write_rejects(path, columns, returned(table, report.rejected, gettext), translate=gettext)
        answer = HttpResponse(path.read_bytes(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{kind}-rejects.csv"'
    return answer


@require_safe
@login_required
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty sheet with its columns explained."""
    chosen, _viewer, _now = _open(request, kind)
    with TemporaryDirectory(prefix="chizi-template-") as folder:
        path = Path(folder) / f"{kind}.xlsx"
        write_template(path, chosen.columns, required=chosen.required, translate=gettext)
        answer = HttpResponse(path.read_bytes(), content_type=WORKBOOK)
    answer["Content-Disposition"] = f'attachment; filename="{kind}.xlsx"'
    return answer
