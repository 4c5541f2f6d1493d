"""Ending a survey: closing it with results, or withdrawing it with a reason."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from chizi.core.refusals import Forbidden, Refusal
from chizi.fronts.kit.refusing import blame
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.surveying.forms import ReasonForm
from chizi.fronts.surveying.pages import surveys as pages
from chizi.org.abilities import require
from chizi.org.rules import Ability
from chizi.surveys.actions import close_survey, withdraw_survey
from chizi.surveys.queries import survey_page


@require_POST
@login_required
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Compute the results, for good."""
    close_survey(actor=viewer_of(request), now=timezone.now(), survey_id=number)
    messages.success(request, gettext("Closed. The results stand below and never change."))
    return redirect("surveying:survey", number)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """End it without results, and say why."""
    viewer, now = viewer_of(request), timezone.now()
    found = survey_page(viewer, number, now=now)
    require(viewer, Ability.MANAGE_SURVEYS, found.survey, now=now)
    form = ReasonForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                withdraw_survey(actor=viewer, now=now, survey_id=number, reason=form.cleaned_data["reason"])
            except Forbidden:
                raise
            except Refusal as refusal:
                status = blame(form, refusal)
            else:
                messages.success(request, gettext("Withdrawn. Its codes are worth nothing now."))
                return redirect("surveying:survey", number)
    title = gettext("Withdraw the survey")
    context = {
        "rail_section": "evaluation",
        "tab": "surveying:home",
        "title": title,
        "trail": pages.trail(title, number, found.survey.title),
        "survey": found.survey,
        "form": form,
    }
    return render(request, "surveying/withdraw.html", context, status=status)
