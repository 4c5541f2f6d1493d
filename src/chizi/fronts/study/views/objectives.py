"""Objectives: what can be mastered."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from chizi.core.refusals import Refusal
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import sentence
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.study.abilities import Offer
from chizi.fronts.study.forms import ObjectiveForm, RenameForm
from chizi.fronts.study.pages.objectives import objective_rows
from chizi.fronts.study.views.stepping import FORM, by_form, frame
from chizi.learn import actions, queries
from chizi.learn.refusals.objectives import NoSuchObjective


@require_http_methods(FORM)
@login_required
def objective_list(request: HttpRequest) -> HttpResponse:
    """All objectives with the size of their bank; a new one is added below."""
    viewer, now = viewer_of(request), timezone.now()
    insist(Offer(viewer, now).manage)
    form = ObjectiveForm(request.POST or None)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        actions.create_objective(actor=viewer, now=now, code=typed["code"], title=typed["title"])
        return reverse("study:objectives"), gettext("The objective is written down.")

    context = {
        **frame("study:questions", gettext("What is to be mastered?"), (gettext("Objectives"), "")),
        "page": objective_rows(queries.objectives(viewer, now=now, all_of_them=True)),
        "button": gettext("Write it down"),
    }
    return by_form(request, form, step, context, "study/objectives.html")


@require_http_methods(FORM)
@login_required
def rename(request: HttpRequest, number: int) -> HttpResponse:
    """Better words for an objective; from here it can be withdrawn or taken back too."""
    viewer, now = viewer_of(request), timezone.now()
    insist(Offer(viewer, now).manage)
    found = {one.id: one for one in queries.objectives(viewer, now=now, all_of_them=True)}.get(number)
    if found is None:
        raise NoSuchObjective(number=number)
    form = RenameForm(request.POST or None, initial={"title": found.title})

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        actions.rename_objective(actor=viewer, now=now, objective_id=number, title=typed["title"])
        return reverse("study:objectives"), gettext("The objective has its new words.")

    above = (gettext("Objectives"), reverse("study:objectives"))
    context = {
        **frame("study:questions", gettext("Change the objective"), above, (found.code, "")),
        "button": gettext("Keep the new words"),
        "objective": found,
    }
    return by_form(request, form, step, context, "study/objective.html")


@require_POST
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take an objective out of use."""
    viewer, now = viewer_of(request), timezone.now()
    insist(Offer(viewer, now).manage)
    try:
        actions.withdraw_objective(actor=viewer, now=now, objective_id=number)
    except Refusal as refusal:
        if refusal.status != 400:
            raise
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, gettext("The objective is withdrawn. It can be taken back into use."))
    return redirect("study:objectives")


@require_POST
@login_required
def restore(request: HttpRequest, number: int) -> HttpResponse:
    """Take an objective back into use."""
    viewer, now = viewer_of(request), timezone.now()
    insist(Offer(viewer, now).manage)
    actions.restore_objective(actor=viewer, now=now, objective_id=number)
    messages.success(request, gettext("The objective is in use again."))
    return redirect("study:objectives")
