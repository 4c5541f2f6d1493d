"""One step by a form: shown, filled in, refused or done. What was typed stays."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext

from chizi.core.refusals import Refusal
from chizi.fronts.kit.context import address
from chizi.fronts.kit.refusing import blame

FORM = ["GET", "HEAD", "POST"]
Trail = list[tuple[str, str]]


def frame(sub_tab: str, title: str, *more: tuple[str, str]) -> dict[str, Any]:
    """What every page of study sets: where it stands in the rail, the tabs and the trail."""
    names = {
        "study:home": pgettext("tab", "Learning"),
        "study:questions": pgettext("tab", "Questions"),
        "study:papers": pgettext("tab", "Papers"),
        "study:judging": pgettext("tab", "Answers in words"),
    }
    above: Trail = [(names[sub_tab], address(sub_tab)), *more] if more else []
    return {
        "rail_section": "planning",
        "tab": "study:home",
        "sub_section": "learning",
        "sub_tab": sub_tab,
        "trail": above,
        "title": title,
    }


def by_form(
    request: HttpRequest,
    form: Form,
    step: Callable[[dict[str, Any]], tuple[str, str]],
    context: dict[str, Any],
    template: str = "study/form.html",
) -> HttpResponse:
    """Show the form, or do the step with what was typed; ``step`` gives where to go and what to say."""
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                where, done = step(form.cleaned_data)
            except Refusal as refusal:
                status = blame(form, refusal)
            else:
                messages.success(request, done)
                return redirect(where)
    return render(request, template, {"form": form, **context}, status=status)
