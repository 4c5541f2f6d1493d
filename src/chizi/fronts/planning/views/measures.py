"""One measure: what it asks for and what became of it; added, changed, withdrawn."""

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
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.planning.fields import DOT
from chizi.fronts.planning.forms import MeasureForm, ReasonForm
from chizi.fronts.planning.pages import measures as pages
from chizi.fronts.planning.pages.campaigns import campaign_href, trail_to
from chizi.fronts.planning.views.stepping import FORM, by_form
from chizi.org.abilities import Actor
from chizi.org.refusals import NotAllowed
from chizi.plan.actions import put_measure, withdraw_measure
from chizi.plan.campaign_refusals import WithdrawnAlready
from chizi.plan.queries import MeasurePage, PartPage, measure_page, part_page


@require_safe
@login_required
def measure(request: HttpRequest, number: int) -> HttpResponse:
    """One measure with its place in the tree, its evidence rule and its tasks."""
    found = measure_page(viewer_of(request), number, now=timezone.now())
    one = found.measure
    context = {
        "rail_section": "planning",
        "tab": "home",
        "title": one.title,
        "trail": trail_to(one.campaign.code, one.campaign.title, (one.code, "")),
        "one": found,
        "new_task": pages.new_task_href(found),
        "facts": pages.facts(found),
        "tasks": pages.task_list(found),
    }
    return render(request, "planning/measure.html", context)


def _managed(viewer: Actor, number: int, now: datetime) -> MeasurePage:
    found = measure_page(viewer, number, now=now)
    if not found.may_manage:
        raise NotAllowed
    if found.measure.withdrawn_at is not None:
        raise WithdrawnAlready
    return found


def _plans(found: PartPage) -> list[tuple[str, str]]:
    return [(code, f"{title} ({code})") for code, title in found.parents]


def _put(viewer: Actor, now: datetime, code: str, typed: dict[str, Any]) -> tuple[str, str]:
    typed["owner"] = typed["owner"].code
    made = put_measure(actor=viewer, now=now, campaign=code, **typed)
    done = gettext("“%(title)s” is stored.") % {"title": made.title}
    return reverse("planning:measure", args=[made.pk]), done


@require_http_methods(FORM)
@login_required
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Add a measure to a plan; ``?plan=`` says to which."""
    now, viewer = timezone.now(), viewer_of(request)
    found = part_page(viewer, code, "", now=now)
    if not found.may_manage:
        raise NotAllowed
    initial = {"version": 0, "plan": asked(request, "plan", 40)}
    form = MeasureForm(request.POST or None, viewer=viewer, now=now, parents=_plans(found), initial=initial)
    form.fields.pop("reason")

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        return _put(viewer, now, code, typed)

    context = {
        "tab": "home",
        "title": gettext("Add a measure"),
        "trail": trail_to(code, found.campaign, (gettext("New measure"), "")),
        "lead": gettext("A measure says who answers for it, on what basis, by when, and what shows it."),
        "button": gettext("Add the measure"),
    }
    return by_form(request, form, step, context)


@require_http_methods(FORM)
@login_required
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Change a measure, or move it to another plan."""
    now, viewer = timezone.now(), viewer_of(request)
    found = _managed(viewer, number, now)
    one, code = found.measure, found.measure.campaign.code
    names = ("version", "code", "title", "text", "basis", "evidence_rule", "starts", "due")
    initial: dict[str, Any] = {name: getattr(one, name) for name in names}
    initial |= {"plan": one.node.code, "owner": f"{one.owner.name}{DOT}{one.owner.code}"}
    parents = _plans(part_page(viewer, code, "", now=now))
    form = MeasureForm(request.POST or None, viewer=viewer, now=now, parents=parents, initial=initial)
    form.fields["code"].disabled = True
    if not one.campaign.edition:
        form.fields.pop("reason")

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        return _put(viewer, now, code, typed)

    context = {
        "tab": "home",
        "title": gettext("Change “%(title)s”") % {"title": one.title},
        "trail": trail_to(code, one.campaign.title, (one.code, reverse("planning:measure", args=[number])),
                          (pgettext("step", "Change"), "")),
        "lead": gettext("Once the plan is issued, each change needs its reason and binds with the next edition.")
        if one.campaign.edition
        else "",
        "button": gettext("Store the change"),
        "other": (gettext("Withdraw this measure"), reverse("planning:measure_withdraw", args=[number])),
    }  # fmt: skip
    return by_form(request, form, step, context, version=one.version, stands=pages.facts(found))


@require_http_methods(FORM)
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take a measure out of its plan, with what of it is not settled."""
    now, viewer = timezone.now(), viewer_of(request)
    found = _managed(viewer, number, now)
    one, code = found.measure, found.measure.campaign.code
    form = ReasonForm(request.POST or None, viewer=viewer, now=now, initial={"version": one.version})

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        withdraw_measure(actor=viewer, now=now, campaign=code, code=one.code, **typed)
        return campaign_href(code), gettext("“%(title)s” is withdrawn.") % {"title": one.title}

    waiting = found.asked - found.done
    context = {
        "tab": "home",
        "title": gettext("Withdraw “%(title)s”") % {"title": one.title},
        "trail": trail_to(code, one.campaign.title, (one.code, reverse("planning:measure", args=[number])),
                          (gettext("Withdraw"), "")),
        "lead": gettext(
            "Its tasks and %(count)s assignments that are not settled go with it, and those asked are told."
        )
        % {"count": waiting},
        "button": gettext("Withdraw the measure"),
    }  # fmt: skip
    return by_form(request, form, step, context, version=one.version, stands=pages.facts(found))
