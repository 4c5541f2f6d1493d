"""One step by a form: shown, filled in, refused or done. What was typed stays, and a stale page can be sent again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from chizi.core.refusals import Refusal
from chizi.fronts.kit.refusing import blame
from chizi.plan.campaign_refusals import StalePage

FORM = ["GET", "HEAD", "POST"]
Trail = list[tuple[str, str]]


def by_form(
    request: HttpRequest,
    form: Form,
    step: Callable[[dict[str, Any]], tuple[str, str]],
    context: dict[str, Any],
    template: str = "planning/form.html",
    *,
    version: int | None = None,
    stands: list[tuple[str, Any]] | None = None,
) -> HttpResponse:
    """Show the form, or do the step with what was typed; ``step`` gives where to go and what to say.

    ``version`` is that of the object now: after a stale page the form carries it, so that it can be sent again,
    and ``stands`` (term, value) is shown beside it: what somebody else has made of it.
    """
    status, stale = 200, False
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                where, done = step(form.cleaned_data)
            except Refusal as refusal:
                status = blame(form, refusal)
                stale = isinstance(refusal, StalePage)
            else:
                messages.success(request, done)
                return redirect(where)
    if stale and version is not None:
        typed = request.POST.copy()
        typed["version"] = str(version)
        form.data = typed
    shown = {
        "rail_section": "planning",
        "form": form,
        "stale": stale,
        "stands": stands if stale else None,
        **context,
    }
    return render(request, template, shown, status=status)
