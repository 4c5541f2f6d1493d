"""One's own record: visible, explained, correctable, to be taken along (S1-07; PIPL art. 44 to 46)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chizi.core.refusals import Refusal
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.exporting import send_table
from chizi.fronts.kit.lists import with_query
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import blame
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.progress.forms import VoidForm
from chizi.fronts.progress.offers import may_learn
from chizi.fronts.progress.pages import mine as pages
from chizi.fronts.progress.sending import home_of, send_statements
from chizi.fronts.progress.views.boards import frame
from chizi.learn.actions import export_own_learning, restore_outcome, void_outcome
from chizi.learn.queries import (
    my_applications_by_state,
    my_learning,
    my_objectives,
    my_record,
    own_dataset,
    own_outcome,
)


def _person(request: HttpRequest) -> Any:
    """The viewer as the person he is: whoever is signed in is one."""
    return viewer_of(request)


@require_safe
@login_required
def record(request: HttpRequest) -> HttpResponse:
    """What is kept of the viewer himself."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_learn(viewer))
    found = my_record(viewer, now=now, after=asked(request, "after", 20))
    next_href = with_query(request, after=found.after) if found.after else ""
    first_href = with_query(request, after="") if request.GET.get("after") else ""
    context = {
        **frame("mine", [(pgettext("tab", "My record"), "")]),
        "title": gettext("What is kept of my learning?"),
        "figures": pages.figures(
            my_learning(viewer, now=now), my_objectives(viewer), my_applications_by_state(viewer)
        ),
        "record": pages.record_list(found, next_href, first_href),
    }
    return render(request, "progress/mine.html", context)


@require_safe
@login_required
def export(request: HttpRequest, form: str) -> HttpResponse:
    """One's own record as CSV or Excel."""
    viewer = viewer_of(request)
    insist(may_learn(viewer))
    return send_table(own_dataset(_person(request), now=timezone.now()), form)


@require_POST
@login_required
def xapi(request: HttpRequest) -> HttpResponse:
    """One's own record as xAPI statements, under one's own name."""
    viewer = viewer_of(request)
    insist(may_learn(viewer))
    told = export_own_learning(actor=viewer, now=timezone.now(), home=home_of(request))
    return send_statements(told, "my-xapi")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def void(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a result of one's own back, with a reason; it can be undone."""
    viewer = _person(request)
    insist(may_learn(viewer))
    own_outcome(viewer, key)
    form, status = VoidForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                void_outcome(actor=viewer, now=timezone.now(), key=key, **form.cleaned_data)
            except Refusal as refusal:
                status = blame(form, refusal)
            else:
                messages.success(
                    request, gettext("Taken back: it counts no more. You can undo this in your record.")
                )
                return redirect("progress:mine")
    title = gettext("What is not right?")
    context = {
        **frame("mine", [(pgettext("tab", "My record"), reverse("progress:mine")), (title, "")]),
        "title": title,
        "lead": gettext(
            "The result stays in your record with your reason, and counts no more. You can undo this."
        ),
        "form": form,
        "button": gettext("Take it back"),
        "back": reverse("progress:mine"),
    }
    return render(request, "progress/form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def restore(request: HttpRequest, key: UUID) -> HttpResponse:
    """Undo that a result was taken back."""
    viewer = _person(request)
    insist(may_learn(viewer))
    own_outcome(viewer, key)
    if request.method == "POST":
        restore_outcome(actor=viewer, now=timezone.now(), key=key)
        messages.success(request, gettext("It counts again, as before."))
        return redirect("progress:mine")
    title = gettext("Undo the correction")
    context = {
        **frame("mine", [(pgettext("tab", "My record"), reverse("progress:mine")), (title, "")]),
        "title": title,
        "lead": gettext("The result counts again, as before you took it back."),
        "button": title,
        "back": reverse("progress:mine"),
    }
    return render(request, "progress/confirm.html", context)
