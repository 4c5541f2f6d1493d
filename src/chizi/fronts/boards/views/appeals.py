"""Raising and answering objections; both end on the page of the unit."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from chizi.core.refusals import Refusal
from chizi.evaluation.actions import answer_appeal, raise_appeal
from chizi.fronts.boards.choice import Choice
from chizi.fronts.boards.forms import AnswerForm, AppealForm
from chizi.fronts.boards.pages.appeals import answer_id, raise_id
from chizi.fronts.boards.views.units import story_page
from chizi.fronts.kit.refusing import sentence
from chizi.fronts.kit.viewers import viewer_of


@require_POST
@login_required
def raise_one(request: HttpRequest, code: str) -> HttpResponse:
    """Object to an event of the unit. A fault comes back with the page and what was typed."""
    zero, event = request.POST.get("zero", ""), request.POST.get("event", "")
    try:
        raise_appeal(
            actor=viewer_of(request),
            now=timezone.now(),
            unit_code=code,
            zero=zero,
            event_id=event,
            reason=request.POST.get("reason", ""),
        )
    except Refusal as refusal:
        ident = raise_id(zero, event)
        return _again(request, code, refusal, ident, AppealForm(request.POST, auto_id=f"{ident}-%s"))
    messages.success(request, gettext("The objection is raised. The lead department has to answer it."))
    return _back(request, code)


@require_POST
@login_required
def answer_one(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Uphold or reject an objection. A fault comes back with the page and what was typed."""
    try:
        answer_appeal(
            actor=viewer_of(request),
            now=timezone.now(),
            appeal_id=number,
            outcome=request.POST.get("outcome", ""),
            answer=request.POST.get("answer", ""),
        )
    except Refusal as refusal:
        ident = answer_id(number)
        return _again(request, code, refusal, ident, AnswerForm(request.POST, auto_id=f"{ident}-%s"))
    messages.success(request, gettext("The objection is answered. The status changes only by a delivery."))
    return _back(request, code)


def _again(
    request: HttpRequest, code: str, refusal: Refusal, ident: str, form: AppealForm | AnswerForm
) -> HttpResponse:
    """The page with the form and its fault. What belongs to no field is said on a page of its own, which keeps
    what was typed as well."""
    if refusal.field not in form.fields:
        raise refusal
    if refusal.field not in form.errors:
        form.add_error(refusal.field, sentence(refusal))
    return story_page(request, code, typed=(ident, form), status=refusal.status)


def _back(request: HttpRequest, code: str) -> HttpResponse:
    return redirect(Choice.read("", request.GET).unit(code))
