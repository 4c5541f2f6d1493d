"""The plan map of a campaign, and its tree as a file."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.exporting import send_bytes, send_table
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.planning.offers import may_publish
from chizi.fronts.planning.pages import campaigns as frames
from chizi.fronts.planning.pages import tree as pages
from chizi.fronts.planning.pages.coverage import assignments_href
from chizi.fronts.planning.pages.lights import colours_html
from chizi.org.abilities import local_day
from chizi.plan.plan_files import toml_of
from chizi.plan.queries import edition, plan_map
from chizi.plan.rules.campaigns import CampaignState


@require_safe
@login_required
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """The whole tree with counts and colours; ``?open=all`` opens all of it, as print does."""
    now, viewer = timezone.now(), viewer_of(request)
    found = plan_map(viewer, code, now=now)
    one = found.campaign
    everything = asked(request, "open", 8) == "all"
    may_edit = one.may_manage and one.state != CampaignState.CLOSED
    editing = ("1",) if one.edition else ("1", "")  # a draft opens for editing, what binds opens for reading
    context = {
        "rail_section": "planning",
        "tab": "home",
        "title": one.title,
        "trail": frames.trail_to(code, one.title),
        "one": one,
        "facts": frames.facts(one),
        "totals": frames.totals(one),
        "colours": colours_html(pages.colour_sums(found)),
        "boxes": pages.boxes(found, everything=everything),
        "timeline": pages.timeline(found, local_day(now)),
        "everything": everything,
        "may_edit": may_edit,
        "may_publish": may_publish(viewer) and one.state != CampaignState.DRAFT,
        "assignments_href": assignments_href(one.code) if one.edition else "",
        "editing": may_edit and asked(request, "edit", 1) in editing,
    }
    return render(request, "planning/campaign.html", context)


@require_safe
@login_required
def export(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The tree as it stands, in the formats that can be brought again: Excel, CSV, TOML."""
    content = edition(viewer_of(request), code, 0, now=timezone.now())
    if form == "toml":
        return send_bytes(toml_of(content).encode(), f"plan-{content['campaign']['code']}", form)
    if form not in ("csv", "xlsx"):
        raise Http404
    return send_table(pages.tree_data(content), form, titles=False)
