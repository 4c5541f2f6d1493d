"""Plans of a tree: added, changed, moved, withdrawn."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.formats import day_text
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.planning.forms import PartForm, ReasonForm
from chizi.fronts.planning.pages.campaigns import campaign_href, trail_to
from chizi.fronts.planning.views.stepping import FORM, by_form
from chizi.fronts.planning.words import NODE_KINDS
from chizi.org.abilities import Actor
from chizi.org.refusals import NotAllowed
from chizi.plan.actions import put_plan, withdraw_plan
from chizi.plan.queries import PartPage, part_page
from chizi.plan.rules.campaigns import NodeKind


def _managed(viewer: Actor, code: str, part: str, now: datetime) -> PartPage:
    found = part_page(viewer, code, part, now=now)
    if not found.may_manage:
        raise NotAllowed
    return found


def _stored(request: HttpRequest, found: PartPage, form: PartForm, context: dict[str, Any]) -> HttpResponse:
    viewer, now = form.viewer, form.now

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        made = put_plan(actor=viewer, now=now, campaign=found.campaign_code, **typed)
        return campaign_href(found.campaign_code), gettext("“%(title)s” is stored.") % {"title": made.title}

    if not found.edition and "reason" in form.fields:
        del form.fields["reason"]  # a draft needs none
    return by_form(request, form, step, context, version=found.version, stands=_stands(found))


def _stands(found: PartPage) -> list[tuple[str, str]]:
    return [
        (gettext("Kind"), said(NODE_KINDS, found.kind)),
        (gettext("Title"), found.title),
        (gettext("Belongs to"), dict(found.parents).get(found.parent, "–")),
        (gettext("First day"), day_text(found.starts) if found.starts else "–"),
        (gettext("Last day"), day_text(found.due) if found.due else "–"),
    ]


@require_http_methods(FORM)
@login_required
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Add a plan below another; ``?parent=`` says where."""
    now, viewer = timezone.now(), viewer_of(request)
    found = _managed(viewer, code, "", now)
    kind = NodeKind.SUB if found.parents else NodeKind.OVERALL
    initial = {
        "version": 0,
        "parent": asked(request, "parent", 40),
        "kind": asked(request, "kind", 20) or kind,
    }
    form = PartForm(request.POST or None, viewer=viewer, now=now, parents=_titled(found), initial=initial)
    form.fields.pop("reason")
    context = {
        "tab": "home",
        "title": gettext("Add a plan"),
        "trail": trail_to(code, found.campaign, (gettext("New plan"), "")),
        "lead": gettext(
            "One overall plan stands on top. Phases belong to it and may overlap; a sub-plan belongs to exactly one"
            " phase, or to the overall plan and is cross-phase."
        ),
        "button": gettext("Add the plan"),
    }
    return _stored(request, found, form, context)


def _titled(found: PartPage) -> list[tuple[str, str]]:
    return [(part, f"{title} ({part})") for part, title in found.parents]


@require_http_methods(FORM)
@login_required
def change(request: HttpRequest, code: str, part: str) -> HttpResponse:
    """Change a plan, or hang it elsewhere."""
    now, viewer = timezone.now(), viewer_of(request)
    found = _managed(viewer, code, part, now)
    names = ("version", "code", "kind", "title", "parent", "cross_phase", "starts", "due")
    initial = {name: getattr(found, name) for name in names}
    form = PartForm(request.POST or None, viewer=viewer, now=now, parents=_titled(found), initial=initial)
    form.fields["code"].disabled = True
    context = {
        "tab": "home",
        "title": gettext("Change “%(title)s”") % {"title": found.title},
        "trail": trail_to(code, found.campaign, (found.title, "")),
        "lead": gettext(
            "Once the plan is issued, each change needs its reason and binds with the next edition."
        )
        if found.edition
        else "",
        "button": gettext("Store the change"),
        "other": (
            gettext("Withdraw this plan"),
            reverse("planning:part_withdraw", args=[code, part]),
        ),
    }
    return _stored(request, found, form, context)


@require_http_methods(FORM)
@login_required
def withdraw(request: HttpRequest, code: str, part: str) -> HttpResponse:
    """Take an empty plan out of its tree."""
    now, viewer = timezone.now(), viewer_of(request)
    found = _managed(viewer, code, part, now)
    form = ReasonForm(request.POST or None, viewer=viewer, now=now, initial={"version": found.version})

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        gone = withdraw_plan(actor=viewer, now=now, campaign=code, code=part, **typed)
        return campaign_href(code), gettext("“%(title)s” is withdrawn.") % {"title": gone.title}

    held = [*found.plans, *found.measures]
    context = {
        "tab": "home",
        "title": gettext("Withdraw “%(title)s”") % {"title": found.title},
        "trail": trail_to(code, found.campaign, (found.title, "")),
        "lead": gettext("It stays in the editions that were issued.")
        if not held
        else gettext("Below it still stand: %(names)s. Move or withdraw those first.")
        % {"names": gettext(", ").join(title for _code, title in held)},
        "button": gettext("Withdraw the plan"),
    }
    return by_form(request, form, step, context, version=found.version, stands=_stands(found))
