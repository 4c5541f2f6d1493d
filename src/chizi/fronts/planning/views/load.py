"""Load: how much is asked of whom (R-08), open to everybody who may see the plan (R-33)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.exporting import send_table
from chizi.fronts.kit.lists import with_query
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.planning.offers import may_see
from chizi.fronts.planning.pages import loads as pages
from chizi.plan.queries import load_board, load_dataset

MOST_EXPORTED = 5_000


@require_safe
@login_required
def board(request: HttpRequest) -> HttpResponse:
    """Places and parties in the order of codes, each party against its cap."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_see(viewer))
    found = load_board(
        viewer, now=now, region=asked(request, "region", 12), after=asked(request, "after", 60)
    )
    context = {
        "rail_section": "planning",
        "tab": "load",
        "title": gettext("How much is asked of whom at the same time?"),
        "trail": [(pgettext("tab", "Load"), "")],
        "above": pages.above(found),
        "whole": pages.whole_text(found),
        "caps": pages.cap_text(found),
        "places": pages.place_list(found),
        "parties": pages.party_list(
            found,
            with_query(request, after=found.after) if found.after else "",
            with_query(request, after="") if request.GET.get("after") else "",
        ),
        "everything": pages.whole_link(),
    }
    return render(request, "planning/load.html", context)


@require_safe
@login_required
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The board of a place as CSV or Excel."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_see(viewer))
    found = load_board(viewer, now=now, region=asked(request, "region", 12), limit=MOST_EXPORTED)
    return send_table(pages.dataset(found, now), form)


@require_safe
@login_required
def data(request: HttpRequest, form: str) -> HttpResponse:
    """Every city and county in one file; no party, no person (R-33)."""
    insist(may_see(viewer_of(request)))
    return send_table(load_dataset(now=timezone.now()), form)
