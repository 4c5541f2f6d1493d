"""The second person: what waits, publishing, words that may mean a secret; and taking a material back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from chizi.core.refusals import Forbidden, Refusal
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import blame
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.library.forms import ReasonForm, SecrecyForm
from chizi.fronts.library.offers import may_keep
from chizi.fronts.library.views.lists import frame
from chizi.fronts.library.words import kind_word
from chizi.learn import queries
from chizi.learn.actions import (
    decide_secrecy,
    publish_material,
    publish_materials,
    withdraw_material,
)

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@login_required
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for a second person; several can be published at once, as after an import of laws."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_keep(viewer))
    if request.method == "POST":
        chosen = [
            text for text in request.POST.getlist("material")[:500] if text.isascii() and text.isdecimal()
        ]
        done = publish_materials(actor=viewer, now=now, material_ids=[int(text[:18]) for text in chosen])
        said = ngettext("%(count)s material is published.", "%(count)s materials are published.", len(done))
        messages.success(request, said % {"count": len(done)})
        return redirect("library:waiting")
    found = queries.waiting_materials(viewer, now=now)
    title = gettext("What waits for a second person?")
    rows = [(one, kind_word(one.row.kind)) for one in found]
    context = {
        **frame(title, (title, "")),
        "ready": [pair for pair in rows if not pair[0].own and not pair[0].undecided],
        "undecided": [pair for pair in rows if not pair[0].own and pair[0].undecided],
        "own": [pair for pair in rows if pair[0].own],
    }
    return render(request, "library/waiting.html", context)


@require_POST
@login_required
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Let learners read the newest version."""
    viewer = viewer_of(request)
    insist(may_keep(viewer))
    publish_material(actor=viewer, now=timezone.now(), material_id=number)
    messages.success(request, gettext("Published. It can be withdrawn at any time, with a reason."))
    return redirect("library:material", number)


@require_http_methods(FORM)
@login_required
def secrecy(request: HttpRequest, number: int) -> HttpResponse:
    """Decide about words that may mean a secret, with the words in their places."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_keep(viewer))
    shown = queries.material_page(viewer, number, now=now)
    newest = queries.material_page(viewer, number, now=now, version=shown.latest) if shown.keeper else shown
    insist("edit" in newest.may)
    form = SecrecyForm(request.POST or None)

    def step() -> str:
        secret = form.cleaned_data["verdict"] == "secret"
        decide_secrecy(
            actor=viewer, now=now, material_id=number, secret=secret, reason=form.cleaned_data["reason"]
        )
        return gettext("Held back.") if secret else gettext("Decided: no secret. It can be published now.")

    title = gettext("Does it hold a secret?")
    told = gettext("These words were found: %(words)s. Read the text and the files before you decide.")
    context = {
        "material": newest,
        "lead": told % {"words": gettext("; ").join(newest.marks)} if newest.marks else "",
        "button": gettext("Decide"),
    }
    return _by_form(request, form, step, title, newest, context)


@require_http_methods(FORM)
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take a published material from the learners, with a reason."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_keep(viewer))
    shown = queries.material_page(viewer, number, now=now)
    insist("edit" in shown.may)
    form = ReasonForm(request.POST or None)

    def step() -> str:
        withdraw_material(actor=viewer, now=now, material_id=number, reason=form.cleaned_data["reason"])
        return gettext("Withdrawn. A new version brings it back.")

    lead = gettext(
        "Learners no longer see it. What they have learned stays theirs, and those who audit can still read it."
    )
    context = {"material": shown, "lead": lead, "button": gettext("Withdraw")}
    return _by_form(request, form, step, gettext("Withdraw the material"), shown, context)


def _by_form(
    request: HttpRequest,
    form: Form,
    step: Any,
    title: str,
    shown: queries.MaterialPage,
    context: dict[str, Any],
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                said = step()
            except Forbidden:
                raise
            except Refusal as refusal:
                status = blame(form, refusal)
            else:
                messages.success(request, said)
                return redirect("library:material", shown.id)
    address = reverse("library:material", args=[shown.id])
    page = {**frame(title, (shown.title, address), (title, "")), **context, "form": form}
    return render(request, "library/step.html", page, status=status)
