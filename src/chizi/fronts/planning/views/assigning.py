"""Giving a task to parties: chosen by place, level, kind and words, with their loads before anything is sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext
from django.views.decorators.http import require_http_methods

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.fronts.kit.formats import count
from chizi.fronts.kit.refusing import blame
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.planning.fields import PlanForm
from chizi.fronts.planning.forms import BeyondForm, GiveForm, PassForm
from chizi.fronts.planning.pages import assignments as one_page
from chizi.fronts.planning.pages import tasks as task_pages
from chizi.fronts.planning.pages.assignments import window_text
from chizi.fronts.planning.pages.picking import picked, picker
from chizi.fronts.planning.views.stepping import FORM
from chizi.org.abilities import Actor
from chizi.org.queries import parties_by_code
from chizi.org.refusals import NotAllowed
from chizi.plan.actions import assign_beyond_cap, assign_task, cascade_task
from chizi.plan.campaign_refusals import AlreadySettled, CapReached, SamePerson, TaskGone, TaskWaits
from chizi.plan.queries import TaskPage, assignment_page, task_page


@dataclass(frozen=True)
class Giving:
    """What is given out: its page, its words, and the action, which takes the parties and what was typed."""

    title: str
    lead: str
    back: str
    counted: bool
    home: str
    without: str
    give: Callable[[Sequence[Any], dict[str, Any]], object]
    context: dict[str, Any]


def _given(
    request: HttpRequest, viewer: Actor, now: datetime, form: PlanForm, giving: Giving
) -> HttpResponse:
    """Look for parties as often as one likes; only "send" does anything."""
    status, refusal = 200, None
    if request.method == "POST" and request.POST.get("do") == "send":
        status = 400
        if form.is_valid():
            codes = picked(request, viewer, now, home=giving.home, without=giving.without)
            found = parties_by_code(codes)
            try:
                rows = giving.give([found[code] for code in codes if code in found], form.cleaned_data)
            except (Forbidden, Missing):
                raise
            except Refusal as error:
                status, refusal = blame(form, error), error
            else:
                messages.success(request, _done(rows))
                return redirect(giving.back)
    elif request.method == "POST":
        form.errors.clear()  # looking for parties asks for nothing yet
    context = {
        "rail_section": "planning",
        "tab": "assignments",
        "title": giving.title,
        "lead": giving.lead,
        "back": giving.back,
        "form": form,
        "picker": picker(
            request, viewer, now, counted=giving.counted, home=giving.home, without=giving.without
        ),
        "capped": isinstance(refusal, CapReached),
        **giving.context,
    }
    return render(request, "planning/assign.html", context, status=status)


def _done(rows: Any) -> str:
    words = ngettext(
        "Given to %(count)s party, which is told.", "Given to %(count)s parties, which are told.", len(rows)
    )
    return words % {"count": count(len(rows))}


def _context(found: TaskPage, title: str) -> dict[str, Any]:
    return {
        "trail": task_pages.trail(found, (title, "")),
        "texts": task_pages.texts(found),
        "beside": task_pages.summary(found),
    }


def _may_give(found: TaskPage) -> None:
    """Why a task cannot be given out by the viewer, said before he chooses anybody."""
    if found.may_assign:
        return
    if found.may_withdraw or found.may_approve:
        raise TaskWaits
    raise TaskGone if found.task.state == "withdrawn" else NotAllowed


@require_http_methods(FORM)
@login_required
def assign(request: HttpRequest, number: int) -> HttpResponse:
    """Give a task to parties, each shown with its load against its cap (R-08)."""
    viewer, now = viewer_of(request), timezone.now()
    found = task_page(viewer, number, now=now, limit=1)
    if request.method != "POST":
        _may_give(found)
    title = gettext("Give it to parties")

    def give(parties: Sequence[Any], typed: dict[str, Any]) -> object:
        return assign_task(actor=viewer, now=now, task_id=number, parties=parties, **typed)

    giving = Giving(
        title=title,
        lead=gettext("“%(title)s”, %(window)s. Nobody is asked twice for the same facts in the same days.")
        % {"title": found.task.title, "window": window_text(found.task.opens, found.task.due)},
        back=reverse("planning:task", args=[number]),
        counted=found.task.kind == "prescribed",
        home="",
        without="",
        give=give,
        context={**_context(found, title), "beyond": reverse("planning:beyond", args=[number])},
    )
    return _given(request, viewer, now, GiveForm(request.POST or None, viewer=viewer, now=now), giving)


@require_http_methods(FORM)
@login_required
def beyond(request: HttpRequest, number: int) -> HttpResponse:
    """The same by a second person with a reason, where somebody's cap would be passed."""
    viewer, now = viewer_of(request), timezone.now()
    found = task_page(viewer, number, now=now, limit=1)
    if request.method != "POST" and not found.may_exceed:
        _may_give(found)
        raise SamePerson
    title = gettext("Give it beyond a cap")

    def give(parties: Sequence[Any], typed: dict[str, Any]) -> object:
        return assign_beyond_cap(actor=viewer, now=now, task_id=number, parties=parties, **typed)

    giving = Giving(
        title=title,
        lead=gettext(
            "You are the second person. Your reason is written into the journal and stands on every assignment."
        ),
        back=reverse("planning:task", args=[number]),
        counted=found.task.kind == "prescribed",
        home="",
        without="",
        give=give,
        context=_context(found, title),
    )
    return _given(request, viewer, now, BeyondForm(request.POST or None, viewer=viewer, now=now), giving)


@require_http_methods(FORM)
@login_required
def pass_down(request: HttpRequest, number: int) -> HttpResponse:
    """Pass an assignment down to parties below, word for word (S2-06): nothing can be added here (R-06)."""
    viewer, now = viewer_of(request), timezone.now()
    found = assignment_page(viewer, number, now=now)
    if request.method != "POST" and not found.may_cascade:
        raise NotAllowed if found.line.state in ("open", "submitted", "returned") else AlreadySettled
    title = pgettext("step", "Pass down")

    def give(parties: Sequence[Any], _typed: dict[str, Any]) -> object:
        return cascade_task(actor=viewer, now=now, assignment_id=number, parties=parties)

    own = ""
    if found.measure is not None:
        own = f"{reverse('planning:new_task')}?measure={found.measure.pk}"
    giving = Giving(
        title=title,
        lead=gettext(
            "It goes down word for word and with the same days: nothing can be added on the way. If your level needs"
            " more, make a task of your own with a basis and a day on which it ends."
        ),
        back=reverse("planning:assignment", args=[number]),
        counted=found.assignment.kind == "prescribed",
        home=found.assignment.region.code,
        without=found.assignment.party.code,
        give=give,
        context={
            "trail": one_page.trail(found, (title, "")),
            "texts": one_page.whole_texts(found),
            "beside": one_page.summary(found),
            "own_task": own or reverse("planning:new_task"),
        },
    )
    return _given(request, viewer, now, PassForm(request.POST or None, viewer=viewer, now=now), giving)
