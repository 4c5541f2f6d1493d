"""Bodies: the list, one of them, and the steps that change it."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from chizi.fronts.guidance.abilities import Offer
from chizi.fronts.guidance.forms import (
    BodyForm,
    BranchForm,
    ChangeForm,
    EndForm,
    MemberForm,
    ReasonForm,
    TrainingForm,
)
from chizi.fronts.guidance.pages import bodies as pages
from chizi.fronts.guidance.pages import deployments as sent
from chizi.fronts.guidance.pages.meetings import meeting_list
from chizi.fronts.guidance.views.stepping import FORM, by_form
from chizi.fronts.guidance.words import BODY_KINDS, options
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.lists import with_query
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.org.abilities import local_day
from chizi.org.refusals import NotAllowed
from chizi.plan.actions import (
    add_member,
    change_body,
    close_body,
    end_member,
    found_body,
    found_branch,
    record_training,
)
from chizi.plan.queries import (
    BodyPage,
    bodies,
    body_deployments,
    body_page,
    branch_coverage,
    grant_sheet,
    meetings,
)
from chizi.plan.queries.bodies import training_people
from chizi.plan.refusals.bodies import UnknownMember

PAGE = 50


@require_safe
@login_required
def body_list(request: HttpRequest) -> HttpResponse:
    """Bodies the viewer may see, with the coverage of temporary branches."""
    now, viewer = timezone.now(), viewer_of(request)
    offer = Offer(viewer, now)
    insist(offer.see)
    kind, after = asked(request, "kind", 20), asked(request, "after", 40)
    kind = kind if kind in BODY_KINDS else ""
    found = bodies(viewer, now=now, kind=kind, after=after, limit=PAGE + 1)
    context = {
        "rail_section": "guidance",
        "tab": "bodies",
        "title": gettext("Who leads and guides the campaign?"),
        "offer": offer,
        "coverage": pages.coverage_text(branch_coverage(viewer, now=now)),
        "kinds": options(BODY_KINDS, kind, gettext("all campaign bodies")),
        "page": pages.body_list(
            found[:PAGE],
            kind=kind,
            next_href=with_query(request, after=found[PAGE - 1].code) if len(found) > PAGE else "",
            first_href=with_query(request, after="") if after else "",
            clear_href=with_query(request, kind="", after=""),
            may_manage=offer.manage,
        ),
    }
    return render(request, "guidance/bodies.html", context)


@require_safe
@login_required
def body(request: HttpRequest, code: str) -> HttpResponse:
    """One body: people, branch, trainings, deployments, meetings, and what may be done with it."""
    now, viewer = timezone.now(), viewer_of(request)
    found = body_page(viewer, code, now=now)
    roles = grant_sheet(viewer, code, now=now) if found.may_manage else ()
    context = {
        **_frame(found),
        "title": found.body.name,
        "one": found,
        "facts": pages.facts(found),
        "members": pages.member_list(found),
        "trainings": pages.training_list(found),
        "deployments": sent.deployment_list(
            body_deployments(viewer, code, now=now, limit=PAGE), may_manage=found.may_manage, with_body=False
        ),
        "grants": sent.grants_list(roles, code) if roles else None,
        "below": [(one.name, pages.body_href(one.code)) for one in found.children],
        "meetings": meeting_list(meetings(viewer, now=now, body_code=code, limit=10), kind=""),
    }
    return render(request, "guidance/body.html", context)


def _frame(found: BodyPage, *more: str) -> dict[str, Any]:
    trail = [(pgettext("tab", "Bodies"), reverse("guidance:bodies"))]
    trail += [(found.body.name, pages.body_href(found.body.code))]
    return {
        "rail_section": "guidance",
        "tab": "bodies",
        "trail": [*trail, *((name, "") for name in more)],
    }


def _managed(request: HttpRequest, code: str, now: datetime) -> BodyPage:
    found = body_page(viewer_of(request), code, now=now)
    if not found.may_manage:
        raise NotAllowed
    return found


@require_http_methods(FORM)
@login_required
def body_new(request: HttpRequest) -> HttpResponse:
    """Set up a body."""
    now, viewer = timezone.now(), viewer_of(request)
    insist(Offer(viewer, now).manage)
    form = BodyForm(request.POST or None, viewer=viewer, now=now)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        parent = typed.pop("parent")
        made = found_body(actor=viewer, now=now, parent_code=parent, **typed)
        return pages.body_href(made.code), gettext("%(name)s is set up.") % {"name": made.name}

    context = {
        "tab": "bodies",
        "title": gettext("Set up a body"),
        "trail": [(pgettext("tab", "Bodies"), reverse("guidance:bodies")), (gettext("New"), "")],
        "lead": gettext("From that day on it can be addressed: tasks can be assigned to it."),
        "button": gettext("Set up the body"),
    }
    return by_form(request, form, step, context)


@require_http_methods(FORM)
@login_required
def body_change(request: HttpRequest, code: str) -> HttpResponse:
    """Another name, number or place in the tree."""
    now, viewer = timezone.now(), viewer_of(request)
    found = _managed(request, code, now)
    parent = found.body.parent.code if found.body.parent else ""
    initial = {"name": found.body.name, "number": found.body.number, "parent": parent}
    form = ChangeForm(request.POST or None, viewer=viewer, now=now, initial=initial)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        above = typed.pop("parent")
        made = change_body(actor=viewer, now=now, code=code, parent_code=above, **typed)
        return pages.body_href(code), gettext("%(name)s is changed.") % {"name": made.name}

    words = {"title": gettext("Change the body"), "button": gettext("Keep the change")}
    return by_form(request, form, step, {**_frame(found, gettext("Change the body")), **words})


@require_http_methods(FORM)
@login_required
def body_close(request: HttpRequest, code: str) -> HttpResponse:
    """Close a body, with everything that belongs to it."""
    now, viewer = timezone.now(), viewer_of(request)
    found = _managed(request, code, now)
    form = ReasonForm(request.POST or None)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        made = close_body(actor=viewer, now=now, code=code, reason=typed["reason"])
        return pages.body_href(code), gettext("%(name)s is closed.") % {"name": made.name}

    words = {
        "title": gettext("Close the body"),
        "lead": gettext(
            "Today becomes the last day of its %(number)s members, their deployments and its temporary branch. It"
            " stays readable, and nothing new can be addressed to it."
        )
        % {"number": len(found.current)},
        "button": gettext("Close the body"),
    }
    return by_form(request, form, step, {**_frame(found, gettext("Close the body")), **words})


@require_http_methods(FORM)
@login_required
def branch_new(request: HttpRequest, code: str) -> HttpResponse:
    """Set up the temporary party branch."""
    now, viewer = timezone.now(), viewer_of(request)
    found = _managed(request, code, now)
    members = [(one.username, one.name) for one in found.current]
    initial = {"founded_on": local_day(now)}
    form = BranchForm(request.POST or None, members=members, initial=initial)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        made = found_branch(actor=viewer, now=now, body_code=code, **typed)
        return pages.body_href(code), gettext("%(name)s is set up.") % {"name": made.name}

    words = {
        "title": gettext("Set up the temporary branch"),
        "button": gettext("Set up the branch"),
    }
    return by_form(request, form, step, {**_frame(found, gettext("Temporary branch")), **words})


@require_http_methods(FORM)
@login_required
def member_new(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody joins."""
    now, viewer = timezone.now(), viewer_of(request)
    found = _managed(request, code, now)
    form = MemberForm(request.POST or None, viewer=viewer, now=now)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        made = add_member(actor=viewer, now=now, body_code=code, **typed)
        return pages.body_href(code), gettext("%(name)s is a member now.") % {"name": made.person.name}

    words = {
        "title": gettext("Add a member"),
        "lead": gettext("Membership gives no role in this system; the security administrator grants those."),
        "button": gettext("Add the member"),
    }
    return by_form(request, form, step, {**_frame(found, gettext("Members")), **words})


@require_http_methods(FORM)
@login_required
def member_end(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Somebody leaves the body."""
    now, viewer = timezone.now(), viewer_of(request)
    found = _managed(request, code, now)
    form = EndForm(request.POST or None)
    name = next((one.name for one in found.members if one.id == number), None)
    if name is None:
        raise UnknownMember(name=str(number)[:18])

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        made = end_member(actor=viewer, now=now, member_id=number, **typed)
        return pages.body_href(code), gettext("The membership of %(name)s ends.") % {"name": made.person.name}

    words = {
        "title": gettext("End the membership of %(name)s") % {"name": name},
        "button": gettext("End the membership"),
    }
    return by_form(request, form, step, {**_frame(found, gettext("Members")), **words})


@require_http_methods(FORM)
@login_required
def training_new(request: HttpRequest, code: str) -> HttpResponse:
    """Record a training that was held."""
    now, viewer = timezone.now(), viewer_of(request)
    found = _managed(request, code, now)
    people = [(one.username, f"{one.name} · {one.username}") for one in training_people(found.body)]
    form = TrainingForm(request.POST or None, people=people, initial={"held_on": local_day(now)})

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        record_training(actor=viewer, now=now, body_code=code, **typed)
        return pages.body_href(code), gettext("The training is recorded.")

    words = {
        "title": gettext("Record a training"),
        "lead": gettext("Its own people can take part, and those of the bodies directly below it."),
        "button": gettext("Record the training"),
    }
    return by_form(request, form, step, {**_frame(found, gettext("Trainings")), **words})
