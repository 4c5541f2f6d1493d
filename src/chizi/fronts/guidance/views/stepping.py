"""One step by a form: shown, filled in, refused or done. What was typed stays."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from chizi.core.refusals import Refusal
from chizi.fronts.kit.refusing import blame

FORM = ["GET", "HEAD", "POST"]
Trail = list[tuple[str, str]]


def by_form(
    request: HttpRequest,
    form: Form,
    step: Callable[[dict[str, Any]], tuple[str, str]],
    context: dict[str, Any],
    template: str = "guidance/form.html",
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
    shown = {"rail_section": "guidance", "form": form, **context}
    return render(request, template, shown, status=status)
