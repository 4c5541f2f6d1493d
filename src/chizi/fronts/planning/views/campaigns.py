"""Campaigns: the list, a new draft, an edition issued, the end."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.exporting import send_table
from chizi.fronts.kit.formats import day_text
from chizi.fronts.kit.lists import with_query
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.planning.forms import CampaignForm, IssueForm, NoteForm
from chizi.fronts.planning.offers import may_manage, may_see
from chizi.fronts.planning.pages import campaigns as pages
from chizi.fronts.planning.pages.editions import difference_list
from chizi.fronts.planning.views.stepping import FORM, by_form
from chizi.org.abilities import Actor
from chizi.org.refusals import NotAllowed
from chizi.plan.actions import close_campaign, draft_campaign, issue_plan
from chizi.plan.queries import CampaignLine, campaign_page, campaigns, compare_editions, edition, plan_map
from chizi.plan.rules.campaigns import special_span

PAGE = 50
MOST_EXPORTED = 5000


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Campaigns that bind what the viewer may see."""
    now, viewer = timezone.now(), viewer_of(request)
    insist(may_see(viewer))
    after, manages = asked(request, "after", 40), may_manage(viewer)
    found = campaigns(viewer, now=now, after=after, limit=PAGE)
    context = {
        "rail_section": "planning",
        "tab": "home",
        "title": gettext("What is under way, and how far is it?"),
        "may_manage": manages,
        "page": pages.campaign_list(
            found,
            may_manage=manages,
            next_href=with_query(request, after=found.after) if found.after else "",
            first_href=with_query(request, after="") if after else "",
        ),
    }
    return render(request, "planning/campaigns.html", context)


@require_safe
@login_required
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The list as a file."""
    viewer = viewer_of(request)
    insist(may_see(viewer))
    found = campaigns(viewer, now=timezone.now(), limit=MOST_EXPORTED)
    return send_table(pages.campaign_data(found.campaigns), form)


@require_http_methods(FORM)
@login_required
def draft(request: HttpRequest) -> HttpResponse:
    """Begin a campaign. What is computed of a special one is shown before anything is stored."""
    now, viewer = timezone.now(), viewer_of(request)
    insist(may_manage(viewer))
    form = CampaignForm(request.POST or None, viewer=viewer, now=now)
    context = {
        "tab": "home",
        "title": gettext("Draft a campaign"),
        "trail": [(pgettext("tab", "Campaigns"), reverse("planning:home")), (gettext("New"), "")],
        "lead": gettext(
            "A draft is seen by those who plan only. Give either a last day or, for a special campaign, months."
        ),
        "button": gettext("Store the draft"),
    }
    if request.method == "POST" and form.is_valid():
        months, starts = form.cleaned_data["months"], form.cleaned_data["starts"]
        if months is not None and form.cleaned_data["ends"] is None:
            seen = f"{starts} {months}"
            if request.POST.get("seen") != seen:
                return render(request, "planning/form.html", _preview(context, form, starts, months, seen))
            context["seen"] = seen

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        made = draft_campaign(actor=viewer, now=now, **typed)
        done = gettext("“%(title)s” is drafted. Add its overall plan first.") % {"title": made.title}
        return pages.campaign_href(made.code), done

    return by_form(request, form, step, context)


def _preview(
    context: dict[str, Any], form: CampaignForm, starts: date, months: int, seen: str
) -> dict[str, Any]:
    check_on, ends = special_span(starts, months)
    computed = [
        (gettext("First day"), day_text(starts)),
        (gettext("Mid-term check"), day_text(check_on)),
        (gettext("Last day"), day_text(ends)),
    ]
    return {"rail_section": "planning", **context, "form": form, "computed": computed, "seen": seen}


def managed(viewer: Actor, code: str, now: datetime) -> CampaignLine:
    """The campaign, for somebody who may change it. Raises UnknownCampaign, NotAllowed."""
    found = campaign_page(viewer, code, now=now)
    if not found.may_manage:
        raise NotAllowed
    return found


@require_http_methods(FORM)
@login_required
def issue(request: HttpRequest, code: str) -> HttpResponse:
    """Issue the plan as its next edition; what changed since the last one is shown first."""
    now, viewer = timezone.now(), viewer_of(request)
    found = managed(viewer, code, now)
    form = IssueForm(request.POST or None, viewer=viewer, now=now, initial={"version": found.version})

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        made = issue_plan(actor=viewer, now=now, campaign=code, **typed)
        done = gettext("Edition %(number)s is issued; from now on it binds.") % {"number": made.number}
        return pages.campaign_href(code), done

    number = found.edition + 1
    context = {
        "tab": "home",
        "title": gettext("Issue edition %(number)s?") % {"number": number},
        "trail": pages.trail_to(code, found.title, (gettext("Issue the plan"), "")),
        "lead": _before_issue(viewer, found, now),
        "page": difference_list(compare_editions(viewer, code, found.edition, 0, now=now))
        if found.edition
        else None,
        "button": gettext("Issue edition %(number)s") % {"number": number},
    }
    return by_form(request, form, step, context, version=found.version)


def _before_issue(viewer: Actor, found: CampaignLine, now: datetime) -> str:
    if found.edition:
        return gettext(
            "Below stands what changed since edition %(number)s. An edition is frozen; later changes need a reason"
            " and another edition."
        ) % {"number": found.edition}
    content = edition(viewer, found.code, 0, now=now)
    return gettext(
        "The first edition: %(plans)s plans and %(measures)s measures. From then on the plan binds those below, and"
        " its measures can become tasks."
    ) % {"plans": len(content["plans"]), "measures": len(content["measures"])}


@require_http_methods(FORM)
@login_required
def close(request: HttpRequest, code: str) -> HttpResponse:
    """End a campaign whose phases have all passed."""
    now, viewer = timezone.now(), viewer_of(request)
    found = managed(viewer, code, now)
    form = NoteForm(request.POST or None, viewer=viewer, now=now, initial={"version": found.version})

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        made = close_campaign(actor=viewer, now=now, campaign=code, **typed)
        return pages.campaign_href(code), gettext("“%(title)s” is closed.") % {"title": made.title}

    whole = plan_map(viewer, code, now=now)
    waiting = [
        (one.title, reverse("planning:review", args=[code, one.code]))
        for one in whole.plans
        if one.kind == "phase" and one.gate != "passed"
    ]
    context = {
        "tab": "home",
        "title": gettext("Close the campaign"),
        "trail": pages.trail_to(code, found.title, (gettext("Close the campaign"), "")),
        "lead": gettext("A closed campaign stays readable; nothing in it can be changed any more."),
        "waiting": waiting,
        "button": gettext("Close the campaign"),
    }
    return by_form(request, form, step, context, version=found.version)
