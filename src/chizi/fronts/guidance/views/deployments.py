"""The board of cities, sending a body, calling back, and where one person has been."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from chizi.core.refusals import Missing, Refusal
from chizi.fronts.guidance.abilities import Offer
from chizi.fronts.guidance.forms import DeployForm, EndForm
from chizi.fronts.guidance.pages import deployments as pages
from chizi.fronts.guidance.pages.bodies import body_href
from chizi.fronts.guidance.views.stepping import FORM, by_form
from chizi.fronts.kit.formats import count
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import blame
from chizi.fronts.kit.viewers import viewer_of
from chizi.org.abilities import local_day
from chizi.org.refusals import NotAllowed
from chizi.plan.actions import deploy_body, end_deployment
from chizi.plan.actions.deployments import DeploymentReport
from chizi.plan.policy import policy
from chizi.plan.queries import BodyPage, board, body_page, conflicted_deployments, person_deployments
from chizi.plan.queries.deployments import deployment_line


@require_safe
@login_required
def stations(request: HttpRequest) -> HttpResponse:
    """All cities at a glance: which group stands where, and what is missing."""
    now, viewer = timezone.now(), viewer_of(request)
    offer = Offer(viewer, now)
    insist(offer.see)
    found = board(viewer, now=now)
    doubts = conflicted_deployments(viewer, now) if offer.manage else ()
    context = {
        "rail_section": "guidance",
        "tab": "deployments",
        "title": gettext("Which group stands in which city?"),
        "page": pages.board_list(found),
        "nowhere": [(name, body_href(code)) for code, name in found.nowhere],
        "doubts": pages.doubt_list(doubts) if doubts else None,
        "policy": policy(),
    }
    return render(request, "guidance/board.html", context)


@require_safe
@login_required
def person(request: HttpRequest, username: str) -> HttpResponse:
    """Where one person has been sent."""
    now, viewer = timezone.now(), viewer_of(request)
    offer = Offer(viewer, now)
    insist(offer.see)
    found = person_deployments(viewer, username[:40], now=now)
    name = found[0].name if found else username[:40].replace("\0", "")
    context = {
        "rail_section": "guidance",
        "tab": "deployments",
        "trail": [(gettext("Deployments"), reverse("guidance:deployments")), (name, "")],
        "title": gettext("Where has %(name)s been sent?") % {"name": name},
        "page": pages.deployment_list(found, may_manage=offer.manage, with_body=True),
    }
    return render(request, "guidance/list.html", context)


@require_http_methods(FORM)
@login_required
def deploy(request: HttpRequest, code: str) -> HttpResponse:
    """Send a body: first what would happen to each member, then the step itself."""
    now, viewer = timezone.now(), viewer_of(request)
    found = body_page(viewer, code, now=now)
    if not found.may_manage:
        raise NotAllowed
    people = [(one.username, f"{one.name} · {one.username}") for one in found.current]
    initial = {"from_date": local_day(now)}
    form = DeployForm(request.POST or None, people=people, viewer=viewer, now=now, initial=initial)
    status, report = 200, None
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                report = _deploy(request, form.cleaned_data, code, now)
                status = 200
            except Missing:
                raise
            except Refusal as refusal:
                status = blame(form, refusal)
                report = _looked_at(request, form, code, now)
    if report is not None and report.stored:
        sent = ngettext("%(number)s person is sent.", "%(number)s people are sent.", len(report.going))
        messages.success(request, sent % {"number": count(len(report.going))})
        return redirect(body_href(code))
    return render(request, "guidance/deploy.html", _context(found, form, report), status=status)


def _deploy(request: HttpRequest, typed: dict[str, Any], code: str, now: datetime) -> DeploymentReport:
    return deploy_body(
        actor=viewer_of(request),
        now=now,
        body_code=code,
        region=typed["region"],
        party=typed["party"],
        from_date=typed["from_date"],
        until=typed["until"],
        basis=typed["basis"],
        usernames=typed["people"],
        whole=typed["whole"],
        only_who_may=typed["only_who_may"],
        dry_run=request.POST.get("step") != "send",
    )


def _looked_at(request: HttpRequest, form: DeployForm, code: str, now: datetime) -> DeploymentReport | None:
    """The dry run beside a refusal, so that everybody who may not go is named; None where it too is refused."""
    typed = {name: value for name, value in form.cleaned_data.items() if name != "people"}
    wanted = form.data.getlist("people") if hasattr(form.data, "getlist") else []
    try:
        return deploy_body(
            actor=viewer_of(request),
            now=now,
            body_code=code,
            region=typed["region"],
            party=typed["party"],
            from_date=typed["from_date"],
            until=typed["until"],
            basis=typed["basis"],
            usernames=wanted,
            whole=typed["whole"],
            dry_run=True,
        )
    except (Refusal, KeyError):
        return None


def _context(found: BodyPage, form: DeployForm, report: DeploymentReport | None) -> dict[str, Any]:
    name = found.body.name
    return {
        "rail_section": "guidance",
        "tab": "bodies",
        "trail": [
            (pgettext("tab", "Bodies"), reverse("guidance:bodies")),
            (name, body_href(found.body.code)),
            (gettext("Deployment"), ""),
        ],
        "title": gettext("Send %(name)s") % {"name": name},
        "form": form,
        "report": report,
        "page": pages.dry_run_list(report) if report is not None else None,
        "policy": policy(),
    }


@require_http_methods(FORM)
@login_required
def deployment_end(request: HttpRequest, number: int) -> HttpResponse:
    """Call back a person, or a group with its people."""
    now, viewer = timezone.now(), viewer_of(request)
    found = deployment_line(viewer, number, now=now)
    form = EndForm(request.POST or None)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        ended = end_deployment(actor=viewer, now=now, deployment_id=number, **typed)
        done = ngettext("%(number)s deployment ends.", "%(number)s deployments end.", ended)
        return body_href(found.body_code), done % {"number": count(ended)}

    words = {"name": found.name or found.body, "region": found.region}
    context = {
        "tab": "deployments",
        "trail": [(found.body, body_href(found.body_code)), (gettext("End"), "")],
        "title": gettext("End the deployment of %(name)s to %(region)s") % words,
        "lead": ""
        if found.username
        else gettext("The people of the group who are there are called back too."),
        "button": gettext("End the deployment"),
    }
    return by_form(request, form, step, context)
