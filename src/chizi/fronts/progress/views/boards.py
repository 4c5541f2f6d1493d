"""The progress board (S1-08): which parties have come how far, and where it stalls."""

from typing import Any

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
from chizi.fronts.progress.offers import may_see
from chizi.fronts.progress.pages import boards as pages
from chizi.learn.queries import board_dataset, progress_board
from chizi.org.abilities import local_day

MOST_EXPORTED = 5_000


def frame(tab: str, trail: list[tuple[str, str]]) -> dict[str, Any]:
    """Where a page of this front stands."""
    return {
        "rail_section": "planning",
        "tab": "study:home",
        "sub_section": "learning",
        "sub_tab": f"progress:{tab}",
        "trail": trail,
    }


@require_safe
@login_required
def board(request: HttpRequest) -> HttpResponse:
    """A place in a campaign: figures, the places or parties below it, what is asked, what is mastered."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_see(viewer))
    found = progress_board(
        viewer,
        now=now,
        campaign=asked(request, "campaign", 40),
        region=asked(request, "region", 12),
        after=asked(request, "after", 60),
    )
    next_href = with_query(request, after=found.after) if found.after else ""
    first_href = with_query(request, after="") if request.GET.get("after") else ""
    context = {
        **frame("home", [(pgettext("tab", "Progress"), "")]),
        "title": gettext("How far have the parties come, and where does it stall?"),
        "found": found,
        "above": pages.above(found),
        "figures": pages.figures(found),
        "places": pages.place_list(found),
        "parties": pages.party_list(found, next_href, first_href),
        "items": pages.item_list(found, local_day(now)),
        "objectives": pages.objective_list(found.objectives),
    }
    return render(request, "progress/board.html", context)


@require_safe
@login_required
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The board of a place as CSV or Excel."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_see(viewer))
    found = progress_board(
        viewer,
        now=now,
        campaign=asked(request, "campaign", 40),
        region=asked(request, "region", 12),
        limit=MOST_EXPORTED,
    )
    return send_table(board_dataset(found, now), form)
