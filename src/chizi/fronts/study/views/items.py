"""What a task asks to be learned: put in, taken out, put in order."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from chizi.core.refusals import Refusal
from chizi.fronts.kit.context import address
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import blame
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.study.abilities import Offer
from chizi.fronts.study.forms import AddItemForm
from chizi.fronts.study.pages import items as pages
from chizi.fronts.study.views.stepping import FORM, frame
from chizi.learn import actions, queries
from chizi.learn.actions import ItemDraft
from chizi.learn.refusals.items import NotYourTask

MOST = 200


@require_http_methods(FORM)
@login_required
def items(request: HttpRequest, number: int) -> HttpResponse:
    """The learning items of a task, seen by all who see it, set by the issuer's side."""
    viewer, now = viewer_of(request), timezone.now()
    insist(Offer(viewer, now).see)
    found = queries.task_items(viewer, number, now=now)
    form, status = None, 200
    if request.method == "POST" and not found.may_set:
        raise NotYourTask
    lines = pages.item_lines(found, request.POST if request.method == "POST" else None)
    if found.may_set:
        papers = (
            queries.papers(viewer, now=now, state="published", limit=MOST).papers
            if Offer(viewer, now).papers
            else ()
        )
        materials = queries.materials(viewer, now=now, state="published", limit=MOST)
        form = AddItemForm(
            request.POST if request.method == "POST" else None,
            materials=pages.material_choices(materials),
            papers=[(f"paper:{one.id}", one.title) for one in papers],
        )
    if request.method == "POST" and form is not None:
        status = 400
        if form.is_valid():
            try:
                drafts = [*pages.kept(lines), *_added(form.cleaned_data)]
                actions.set_items(actor=viewer, now=now, task_id=number, items=drafts)
            except Refusal as refusal:
                status = blame(form, refusal)
            else:
                messages.success(request, gettext("What the task asks to be learned is kept."))
                return redirect("study:items", number)
    title = gettext("What “%(title)s” asks to be learned") % {"title": found.task.title}
    context = {
        **frame(
            "study:home",
            title,
            (found.task.title, address("planning:task", number)),
            (gettext("Learning"), ""),
        ),
        "one": found,
        "lines": lines,
        "form": form,
    }
    return render(request, "study/items.html", context, status=status)


def _added(typed: dict[str, Any]) -> list[ItemDraft]:
    chosen = [typed[name] for name in ("material", "paper") if typed[name]]
    return [ItemDraft(one, typed["minutes"]) for one in chosen]
