"""Tasks: one in full, written down, chosen freely, approved or declined by a second person, withdrawn."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.planning.fields import DOT, PlanForm
from chizi.fronts.planning.forms import ChooseForm, ReasonForm, TaskForm, VersionForm
from chizi.fronts.planning.offers import may_assign, parties_of
from chizi.fronts.planning.pages import tasks as pages
from chizi.fronts.planning.views.stepping import FORM, by_form
from chizi.org.abilities import Actor, local_day
from chizi.org.queries import names_of_people, parties_by_code
from chizi.org.refusals import NotAllowed
from chizi.plan.actions import approve_task, choose_task, create_task, decline_task, withdraw_task
from chizi.plan.campaign_refusals import SamePerson, TaskDecided
from chizi.plan.queries import MeasurePage, TaskPage, askables, measure_page, origin_of, task_page


@require_safe
@login_required
def task(request: HttpRequest, number: int) -> HttpResponse:
    """What is asked, why, of whom, and how far it is."""
    viewer, now = viewer_of(request), timezone.now()
    found = task_page(viewer, number, now=now, after=asked(request, "after", 20))
    names = names_of_people(pages.refs(found))
    context = {
        "rail_section": "planning",
        "tab": "assignments",
        "title": found.task.title,
        "trail": pages.trail(found),
        "texts": pages.texts(found),
        "facts": pages.facts(found, names, origin_of(viewer, found.task.origin, now=now)),
        "states": pages.states(found),
        "ways": pages.ways(found, parties_of(viewer)),
        "page": pages.assignment_list(request, found, local_day(now)),
        "waiting": found.task.state == "waiting",
        "mine": found.task.created_by == getattr(viewer, "ref", ""),
    }
    return render(request, "planning/task.html", context)


@require_http_methods(FORM)
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """A task of a measure (``?measure=``), or one outside the plan, which a second person approves."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_assign(viewer))
    measure = _measure(request, viewer, now)
    initial = {"issuer": _usual_issuer(viewer, measure, now)}
    if measure is not None:
        one = measure.measure
        initial |= {"title": one.title, "text": one.text, "basis": one.basis, "due": str(one.due)}
    form = TaskForm(request.POST or None, viewer=viewer, now=now, initial=initial)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        number = measure.measure.pk if measure is not None else None
        made = create_task(actor=viewer, now=now, measure_id=number, **typed)
        if measure is not None:
            return reverse("planning:assign", args=[made.pk]), gettext(
                "The task is written. Now choose who is asked."
            )
        done = gettext("The task is written. It waits for a second person.")
        return reverse("planning:task", args=[made.pk]), done

    lead = gettext(
        "This stands outside the plan, so a second person must approve it before anybody is asked. A task of the plan"
        " is made from its measure."
    )
    if measure is not None:
        lead = gettext("For the measure “%(title)s” of %(campaign)s.") % {
            "title": measure.measure.title,
            "campaign": measure.measure.campaign.title,
        }
    context = {
        "tab": "assignments",
        "title": gettext("A new task"),
        "trail": _trail(gettext("A new task")),
        "lead": lead,
        "outside": measure is None,
        "button": gettext("Write it down, then choose who is asked")
        if measure is not None
        else gettext("Write it down for approval"),
    }
    return by_form(request, form, step, context, "planning/task_new.html")


def _trail(last: str) -> list[tuple[str, str]]:
    return [(pgettext("tab", "Assignments"), reverse("planning:assignments")), (last, "")]


def _measure(request: HttpRequest, viewer: Actor, now: datetime) -> MeasurePage | None:
    said = asked(request, "measure", 20)
    if not said:
        return None
    number = int(said) if said.isascii() and said.isdecimal() else 0
    return measure_page(viewer, number, now=now)


def _usual_issuer(viewer: Any, measure: MeasurePage | None, now: datetime) -> str:
    """The first in whose name he may ask: his own body, the campaign's issuer, who answers for the measure."""
    agency = getattr(viewer, "agency", None)
    wanted = [f"agency:{agency.code}"] if agency is not None else []
    if measure is not None:
        wanted += [measure.measure.campaign.issuer.code, measure.measure.owner.code]
    open_to = {one.code: one.name for one in askables(viewer, wanted, now=now)}
    return next((f"{open_to[code]}{DOT}{code}" for code in wanted if code in open_to), "")


@require_http_methods(FORM)
@login_required
def choose(request: HttpRequest) -> HttpResponse:
    """A party chooses an action of its own (S1-14): never compulsory, never counted."""
    viewer, now = viewer_of(request), timezone.now()
    own = parties_of(viewer)
    insist(bool(own))
    measure = _measure(request, viewer, now)
    first = parties_by_code(own[:1]).get(own[0])
    initial = {"party": f"{first.name}{DOT}{first.code}" if first is not None else ""}
    form = ChooseForm(request.POST or None, viewer=viewer, now=now, initial=initial)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        number = measure.measure.pk if measure is not None else None
        row = choose_task(actor=viewer, now=now, measure_id=number, **typed)
        done = gettext("Chosen. It is yours alone to do or to leave.")
        return reverse("planning:assignment", args=[row.pk]), done

    context = {
        "tab": "assignments",
        "title": gettext("Choose an action of your own"),
        "trail": _trail(gettext("Choose an action of your own")),
        "lead": gettext(
            "What you choose yourself is never compulsory. It enters no denominator and no load, and its colour never"
            " turns yellow or red."
        ),
        "button": gettext("Choose it"),
    }
    return by_form(request, form, step, context, "planning/task_new.html")


def _decided(
    request: HttpRequest,
    number: int,
    kind: type[PlanForm],
    step: Callable[[Actor, datetime, dict[str, Any]], str],
    *,
    title: str,
    lead: str,
    allowed: Callable[[TaskPage], bool],
) -> HttpResponse:
    """A step on a task by a form; ``step`` gives what is said afterwards."""
    viewer, now = viewer_of(request), timezone.now()
    found = task_page(viewer, number, now=now, limit=1)
    if request.method != "POST" and not allowed(found):
        raise NotAllowed
    form = kind(request.POST or None, viewer=viewer, now=now, initial={"version": found.task.version})
    at = reverse("planning:task", args=[number])

    def done(typed: dict[str, Any]) -> tuple[str, str]:
        return at, step(viewer, now, typed)

    context = {
        "tab": "assignments",
        "title": title,
        "trail": pages.trail(found, (title, "")),
        "lead": lead,
        "button": title,
        "back": at,
        "texts": pages.texts(found),
        "beside": pages.summary(found),
    }
    version = found.task.version
    stands = pages.summary(found)
    return by_form(request, form, done, context, "planning/act.html", version=version, stands=stands)


def _may_decide(found: TaskPage) -> bool:
    if not found.may_approve and found.may_withdraw:
        raise SamePerson if found.task.state == "waiting" else TaskDecided
    return found.may_approve


@require_http_methods(FORM)
@login_required
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """A second person lets a task outside the plan be given out (S2-26)."""

    def step(viewer: Actor, now: datetime, typed: dict[str, Any]) -> str:
        approve_task(actor=viewer, now=now, task_id=number, **typed)
        return gettext("Approved. It can be given to parties now.")

    lead = gettext("You are the second person: with your approval the task can be given to parties.")
    title = gettext("Approve the task")
    return _decided(request, number, VersionForm, step, title=title, lead=lead, allowed=_may_decide)


@require_http_methods(FORM)
@login_required
def decline(request: HttpRequest, number: int) -> HttpResponse:
    """A second person turns down a task outside the plan."""

    def step(viewer: Actor, now: datetime, typed: dict[str, Any]) -> str:
        decline_task(actor=viewer, now=now, task_id=number, **typed)
        return gettext("Declined. Nobody will be asked.")

    lead = gettext("Nobody will be asked. The reason stays with the task.")
    title = gettext("Decline the task")
    return _decided(request, number, ReasonForm, step, title=title, lead=lead, allowed=_may_decide)


@require_http_methods(FORM)
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take back a task with everything of it that is not settled."""

    def step(viewer: Actor, now: datetime, typed: dict[str, Any]) -> str:
        withdraw_task(actor=viewer, now=now, task_id=number, **typed)
        return gettext("Withdrawn, with every assignment that was not settled.")

    lead = gettext("Everything of it that is not settled goes with it. What was accepted stays.")
    title = gettext("Withdraw the task")
    return _decided(
        request, number, ReasonForm, step, title=title, lead=lead, allowed=lambda found: found.may_withdraw
    )
