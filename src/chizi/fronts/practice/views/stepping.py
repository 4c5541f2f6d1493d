"""One step by a form: shown, filled in, refused or done. What was typed stays, and a stale page can be sent again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from chizi.core.refusals import Refusal
from chizi.fronts.kit.refusing import blame
from chizi.fronts.practice.refusals import NotNow
from chizi.plan.campaign_refusals import StalePage

FORM = ["GET", "HEAD", "POST"]
Step = Callable[[dict[str, Any]], tuple[str, str]]


def by_form(
    request: HttpRequest, form: Form, step: Step, context: dict[str, Any], *, version: int | None = None
) -> HttpResponse:
    """Show the form, or do the step with what was typed; ``step`` gives where to go and what to say.

    ``version`` is that of the object now: after a stale page the form carries it, so that it can be sent again.
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
        sent = request.POST.copy()
        sent["version"] = str(version)
        form.data = sent
    return render(request, "practice/form.html", framed(form=form, **context), status=status)


def only(request: HttpRequest, allowed: bool) -> None:
    """Nobody fills in a form that he cannot send. What is sent, the action judges. Raises NotNow."""
    if request.method != "POST" and not allowed:
        raise NotNow


def framed(sub_tab: str, **context: Any) -> dict[str, Any]:
    """What every page of practice sets: its place in the rail and in both rows of tabs."""
    tabs = {"rail_section": "planning", "tab": "practice:home", "sub_section": "practice"}
    return {**tabs, "sub_tab": sub_tab, **context}


def whole_number(text: str) -> int:
    """A version out of a form; 0 for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
