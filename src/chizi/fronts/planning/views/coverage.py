"""Coverage of a plan, place by place, never ranked."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.exporting import send_table
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.planning.pages import campaigns as frames
from chizi.fronts.planning.pages import coverage as pages
from chizi.plan.queries import coverage_board


@require_safe
@login_required
def board(request: HttpRequest, code: str) -> HttpResponse:
    """The places directly below one, and the parties that stand in it."""
    found = coverage_board(viewer_of(request), code, now=timezone.now(), region=asked(request, "region", 12))
    context = {
        "rail_section": "planning",
        "tab": "home",
        "title": gettext("How much of the plan is carried out in %(place)s?") % {"place": found.region.name},
        "trail": frames.trail_to(code, found.campaign.title, (gettext("Coverage"), "")),
        "code": code,
        "above": pages.above(found, code),
        "totals": frames.totals(found.campaign),
        "places": pages.place_list(found, code),
        "parties": pages.party_list(found, code),
    }
    return render(request, "planning/coverage.html", context)


@require_safe
@login_required
def export(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The board as a file, with the place it is of."""
    found = coverage_board(viewer_of(request), code, now=timezone.now(), region=asked(request, "region", 12))
    return send_table(pages.coverage_data(found), form)
