"""Plans in files: brought, looked at against the plan as it stands, and only then stored."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from chizi.core.refusals import Refusal
from chizi.fronts.kit import aside
from chizi.fronts.kit.aside import Aside
from chizi.fronts.kit.exporting import FORMS, send_bytes
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import sentence
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.planning.forms import PlanFileForm
from chizi.fronts.planning.offers import may_manage
from chizi.fronts.planning.pages import imports as pages
from chizi.fronts.planning.pages.campaigns import campaign_href
from chizi.fronts.planning.pages.editions import difference_list
from chizi.fronts.planning.refusals import PlanFileGone
from chizi.fronts.planning.sheets import PlanFile, plan_columns, read_plan
from chizi.fronts.planning.views.stepping import FORM
from chizi.ground.exchange.rejects import Reject, returned, write_rejects
from chizi.ground.exchange.writing import write_template
from chizi.plan.actions import PlanReport, import_plan
from chizi.plan.plan_files import SAMPLE
from chizi.plan.rules.trees import REQUIRED

KIND = "plan"


def _frame(title: str) -> dict[str, Any]:
    return {
        "rail_section": "planning",
        "tab": "home",
        "title": title,
        "trail": [(pgettext("tab", "Campaigns"), reverse("planning:home")), (gettext("Import a plan"), "")],
        "columns": [
            (one.name, gettext(one.title), gettext(one.meaning), one.name in REQUIRED)
            for one in plan_columns()
        ],
    }


@require_http_methods(FORM)
@login_required
def bring(request: HttpRequest) -> HttpResponse:
    """Take a plan in and keep it aside: nothing is stored before the next page is confirmed."""
    viewer = viewer_of(request)
    insist(may_manage(viewer))
    form = PlanFileForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            draft = aside.keep(request, KIND, form.cleaned_data["file"])
            try:
                read_plan(draft.path, draft.name)
                return redirect("planning:import_review", draft.token)
            except Refusal as refusal:
                aside.drop(request, draft)
                form.add_error("file", sentence(refusal))
                status = refusal.status
    context = {**_frame(gettext("Import a plan")), "form": form}
    return render(request, "planning/import.html", context, status=status)


def _draft(request: HttpRequest, token: UUID) -> Aside:
    insist(may_manage(viewer_of(request)))
    draft = aside.fetch(request, KIND, token)
    if draft is None:
        raise PlanFileGone
    return draft


def _run(request: HttpRequest, draft: Aside, now: datetime, *, dry_run: bool) -> tuple[PlanReport, PlanFile]:
    file = read_plan(draft.path, draft.name)
    report = import_plan(
        actor=viewer_of(request),
        now=now,
        rows=file.rows,
        source=draft.source,
        dry_run=dry_run,
        form_faults=file.faults,
    )
    return report, file


@require_http_methods(FORM)
@login_required
def review(request: HttpRequest, token: UUID) -> HttpResponse:
    """What the file would do to the plan as it stands; storing it is a second, separate step."""
    now = timezone.now()
    draft = _draft(request, token)
    report, _file = _run(request, draft, now, dry_run=True)
    seen = pages.fingerprint(report)
    changed_meanwhile = False
    if request.method == "POST" and not report.rejected:
        changed_meanwhile = request.POST.get("seen") != seen
        if not changed_meanwhile:
            _run(request, draft, now, dry_run=False)
            aside.drop(request, draft)
            messages.success(request, gettext("The plan is stored."))
            return redirect(campaign_href(report.campaign))
    context = {
        **_frame(gettext("What would this file change?")),
        "draft": draft,
        "summary": pages.summary(report),
        "differences": None if report.rejected else difference_list(report.differences),
        "faults": pages.fault_list(report.rejected) if report.rejected else None,
        "may_store": bool(report.differences) and not report.rejected,
        "campaign": report.campaign,
        "seen": seen,
        "changed_meanwhile": changed_meanwhile,
    }
    refused = changed_meanwhile or (bool(report.rejected) and request.method == "POST")
    return render(request, "planning/review_file.html", context, status=400 if refused else 200)


@require_safe
@login_required
def rejects(request: HttpRequest, token: UUID) -> HttpResponse:
    """The lines with faults, each with its reason, to be corrected and brought again."""
    draft = _draft(request, token)
    report, file = _run(request, draft, timezone.now(), dry_run=True)
    if file.table is not None:
        columns = [name for name in file.table.column_names if name != "line"]
        rows = returned(file.table, report.rejected, gettext)
    else:
        columns = ["value"]
        rows = (
            Reject(one.line, (one.value,), one.column, gettext(one.reason)) for one in report.rejected
        )  # TOML has no lines to return
    with TemporaryDirectory(prefix="chizi-rejects-") as folder:
        path = Path(folder) / "rejects.csv"
        write_rejects(path, columns, rows, translate=gettext)
        return send_bytes(path.read_bytes(), "plan-rejects", "csv")


@require_safe
@login_required
def template(request: HttpRequest, form: str) -> HttpResponse:
    """An empty plan with everything explained: Excel, CSV or TOML."""
    insist(may_manage(viewer_of(request)))
    if form not in FORMS:
        raise Http404
    if form == "toml":
        return send_bytes(SAMPLE.encode(), "plan", form)
    with TemporaryDirectory(prefix="chizi-template-") as folder:
        path = Path(folder) / f"plan.{form}"
        write_template(path, plan_columns(), required=REQUIRED, translate=gettext)
        return send_bytes(path.read_bytes(), "plan", form)
