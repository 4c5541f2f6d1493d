"""Taking a step on a matter, and taking one back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.fronts.kit.refusing import sentence
from chizi.fronts.kit.uploads import takes_uploads
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.ledger.forms import StepForm
from chizi.fronts.ledger.pages import matters as pages
from chizi.fronts.ledger.taking import UPLOADS, attached, take_files
from chizi.matters.actions import take_step, undo_step
from chizi.matters.queries import MatterPage, matter_page
from chizi.matters.refusals import StaleMatter, UnknownStep
from chizi.matters.rules.kinds import one_side


@takes_uploads(UPLOADS)
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def take(request: HttpRequest, number: int, step: str) -> HttpResponse:
    """The form of a step; a fault comes back with all that was typed and with the files that came."""
    now = timezone.now()
    found = matter_page(viewer_of(request), number, now=now)
    rule = next((one for one in found.kind.flow.steps if one.name == step), None)
    if rule is None:
        raise UnknownStep(step=step[:24])
    if request.method != "POST":
        _insist(found, step)
        return _form_page(request, found, _form(found, rule), 200)
    form = _form(found, rule, request.POST)
    take_files(request, form, now)
    if not form.is_valid():
        return _form_page(request, found, form, 400)
    try:
        take_step(
            actor=viewer_of(request),
            now=now,
            matter_id=number,
            version=form.cleaned_data["version"],
            step=step,
            fields=form.written(),
            files=attached(form),
            key=form.cleaned_data["key"],
        )
    except (Forbidden, Missing):
        raise
    except Refusal as refusal:
        return _again(request, number, step, form, refusal)
    messages.success(request, gettext("Done: %(step)s") % {"step": gettext(rule.title)})
    return redirect("ledger:matter", number)


def _form(found: MatterPage, rule: Any, data: Any = None) -> StepForm:
    own = [one for one in found.story if one_side(found.kind, one.name, rule.name)]
    current = [file for one in own for file in one.files if file.current]
    return StepForm(data, rule=rule, version=found.matter.version, current=current)


def _insist(found: MatterPage, step: str) -> None:
    """Nobody fills in a form that he cannot send: why not is said at once."""
    for one in found.next:
        if one.rule.name == step and one.why_not is not None:
            raise one.why_not


def _again(request: HttpRequest, number: int, step: str, form: StepForm, refusal: Refusal) -> HttpResponse:
    """The form with its fault; after somebody else's step it carries the new version and shows what is new."""
    found = matter_page(viewer_of(request), number, now=timezone.now())
    if isinstance(refusal, StaleMatter):
        sent = request.POST.copy()
        sent["version"] = str(found.matter.version)
        form.data = sent
    name = form.own_name(refusal.field) if refusal.field else ""
    form.add_error(name or None, sentence(refusal))
    return _form_page(request, found, form, refusal.status)


def _form_page(request: HttpRequest, found: MatterPage, form: StepForm, status: int) -> HttpResponse:
    title = gettext(form.rule.title)
    context = {
        "rail_section": "ledger",
        "tab": "home",
        "title": title,
        "trail": [
            (gettext("Ledger"), reverse("ledger:home")),
            (found.matter.code, reverse("ledger:matter", args=[found.matter.pk])),
            (title, ""),
        ],
        "matter": found.matter,
        "form": form,
        "texts": pages.texts(found),
        "story": pages.story(found)[1:],
        "undo_minutes": form.rule.undo_minutes,
    }
    return render(request, "ledger/step.html", context, status=status)


@require_POST
@login_required
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take the last step back, while nobody acted since."""
    text = request.POST.get("version", "")
    version = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    undo_step(actor=viewer_of(request), now=timezone.now(), matter_id=number, version=version)
    messages.success(request, gettext("The step is taken back. Both stay in the story."))
    return redirect("ledger:matter", number)
