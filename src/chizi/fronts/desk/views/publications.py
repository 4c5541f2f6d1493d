"""Publications: the list, one version, and the steps of the two people."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chizi.core.refusals import Refusal
from chizi.evaluation.queries import run_for
from chizi.fronts.desk.abilities import Offer
from chizi.fronts.desk.forms import CorrectionForm, ProposalForm, ReasonForm
from chizi.fronts.desk.pages import publications as pages
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import sentence
from chizi.fronts.kit.viewers import viewer_of
from chizi.org.queries import names_of_people
from chizi.plan.queries import campaign_page
from chizi.publish.actions import (
    approve_publication,
    correct_publication,
    decline_publication,
    propose_publication,
    withdraw_publication,
)
from chizi.publish.queries import draft_stated, publication, publications, published_file
from chizi.publish.rules import State

PUBLIC = (State.PUBLISHED, State.CORRECTED)


@require_safe
@login_required
def publication_list(request: HttpRequest) -> HttpResponse:
    """All versions in any state, newest first."""
    now = timezone.now()
    offer = Offer(viewer_of(request), now)
    insist(offer.publications)
    page = pages.publication_list(publications(viewer_of(request), now=now), may_propose=offer.propose)
    context = {"rail_section": "publication", "title": gettext("Publications"), "page": page, "offer": offer}
    return render(request, "desk/publications.html", context)


@require_safe
@login_required
def publication_page(request: HttpRequest, number: int) -> HttpResponse:
    """One version: what it states, what is left out of it, and who may do what next."""
    return _page(request, number)


def _page(request: HttpRequest, number: int, status: int = 200, **forms_shown: forms.Form) -> HttpResponse:
    now = timezone.now()
    offer = Offer(viewer_of(request), now)
    one = publication(viewer_of(request), number, now=now)
    people = [ref for ref in (one.proposed_by, one.decided_by, one.withdrawn_by) if ref]
    mine = one.proposed_by == viewer_of(request).ref
    proposed, public = one.state == State.PROPOSED, one.state in PUBLIC
    context = {
        "rail_section": "publication",
        "title": pages.title_of({"zh-Hans": one.title, "en": one.title_en or one.title}),
        "trail": [(gettext("Publications"), reverse("desk:publications")), (one.code, "")],
        "one": one,
        "facts": pages.facts(
            one,
            names_of_people(people),
            reverse("desk:run", args=[one.run_id]) if offer.runs and one.run_id else "",
        ),
        "preview": pages.preview(draft_stated(viewer_of(request), number, now=now)),
        "mine": mine,
        "may_approve": proposed and offer.approve and not mine,
        "may_decline": proposed and (mine or offer.approve),
        "may_withdraw": public and offer.approve,
        "may_correct": one.state == State.PUBLISHED and offer.propose,
        "is_public": public,
        "decline": forms_shown.get("decline") or ReasonForm(prefix="decline"),
        "withdraw": forms_shown.get("withdraw") or ReasonForm(prefix="withdraw"),
        "correct": forms_shown.get("correct") or _correction(one)(prefix="correct"),
    }
    return render(request, "desk/publication.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def propose(request: HttpRequest, number: int) -> HttpResponse:
    """Give a run a title and propose it; freezing and redacting happen then."""
    now = timezone.now()
    insist(Offer(viewer_of(request), now).propose)
    run = run_for(number)
    form = ProposalForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = propose_publication(actor=viewer_of(request), now=now, run_id=run.id, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, sentence(refusal))
            status = refusal.status
        else:
            messages.success(request, gettext("Proposed. Another person has to approve it now."))
            return redirect("desk:publication", made.id)
    elif request.method == "POST":
        status = 400
    name = gettext("Run %(run)s") % {"run": run.id}
    context = {
        "rail_section": "publication",
        "title": gettext("Propose a publication"),
        "trail": [(name, reverse("desk:run", args=[run.id])), (gettext("Propose"), "")],
        "run": run,
        "periods": pages.periods_text(run.periods),
        "form": form,
    }
    return render(request, "desk/propose.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def propose_results(request: HttpRequest, code: str) -> HttpResponse:
    """Give what the parties of a campaign have come to a title and propose it, as it stands now (S1-10)."""
    now = timezone.now()
    viewer = viewer_of(request)
    insist(Offer(viewer, now).propose)
    campaign = campaign_page(viewer, code, now=now)
    form = ProposalForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = propose_publication(actor=viewer, now=now, campaign=code, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, sentence(refusal))
            status = refusal.status
        else:
            messages.success(request, gettext("Proposed. Another person has to approve it now."))
            return redirect("desk:publication", made.id)
    elif request.method == "POST":
        status = 400
    context = {
        "rail_section": "publication",
        "title": gettext("Propose a publication"),
        "trail": [(campaign.title, reverse("planning:campaign", args=[code])), (gettext("Propose"), "")],
        "campaign": campaign.title,
        "form": form,
    }
    return render(request, "desk/propose.html", context, status=status)


def _correction(one: Any) -> type[ReasonForm]:
    """What is asked for: a campaign is read again as it stands, a run is named."""
    return ReasonForm if one.campaign else CorrectionForm


@require_POST
@login_required
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """Sign and publish exactly what was proposed."""
    publication(viewer_of(request), number, now=timezone.now())
    approve_publication(actor=viewer_of(request), now=timezone.now(), publication_id=number)
    messages.success(request, gettext("Published. Readers find it on the public pages."))
    return redirect("desk:publication", number)


@require_POST
@login_required
def decline(request: HttpRequest, number: int) -> HttpResponse:
    """Turn a proposal down, with a reason."""
    return _with_reason(request, number, "decline", ReasonForm, decline_publication, gettext("Declined."))


@require_POST
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take a published version back, with a reason that readers see."""
    return _with_reason(request, number, "withdraw", ReasonForm, withdraw_publication, gettext("Withdrawn."))


def _with_reason(
    request: HttpRequest,
    number: int,
    prefix: str,
    kind: type[ReasonForm],
    action: Callable[..., Any],
    done: str,
) -> HttpResponse:
    """A step that needs a reason; a bad one comes back with the page and what was typed."""
    now = timezone.now()
    publication(viewer_of(request), number, now=now)
    form = kind(request.POST, prefix=prefix)
    if not form.is_valid():
        return _page(request, number, status=400, **{prefix: form})
    action(actor=viewer_of(request), now=now, publication_id=number, **form.cleaned_data)
    messages.success(request, done)
    return redirect("desk:publication", number)


@require_POST
@login_required
def correct(request: HttpRequest, number: int) -> HttpResponse:
    """Propose a new version from another run, or of a campaign as it stands now; the old one stays until that is
    approved."""
    now = timezone.now()
    one = publication(viewer_of(request), number, now=now)
    form = _correction(one)(request.POST, prefix="correct")
    if not form.is_valid():
        return _page(request, number, status=400, correct=form)
    made = correct_publication(
        actor=viewer_of(request),
        now=now,
        code=one.code,
        run_id=form.cleaned_data.get("run"),
        reason=form.cleaned_data["reason"],
    )
    messages.success(request, gettext("The correction is proposed. Another person has to approve it now."))
    return redirect("desk:publication", made.id)


@require_safe
@login_required
def signed_file(request: HttpRequest, number: int) -> HttpResponse:
    """The signed file of a version that was published."""
    one = publication(viewer_of(request), number, now=timezone.now())
    data, _key = published_file(one.id)
    return _attached(data, one.file_name, "application/zip")


@require_safe
@login_required
def public_key(request: HttpRequest, number: int) -> HttpResponse:
    """The public key that checks the file."""
    one = publication(viewer_of(request), number, now=timezone.now())
    _data, key = published_file(one.id)
    return _attached(key.encode("ascii"), f"{one.file_name}.pub", "text/plain; charset=utf-8")


def _attached(data: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(
        data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
