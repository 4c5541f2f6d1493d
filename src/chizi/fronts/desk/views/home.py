"""Today, and the search."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from chizi.fronts.desk.abilities import Offer
from chizi.fronts.desk.pages import home as pages
from chizi.fronts.desk.pages.my_day import lots
from chizi.fronts.desk.pages.searching import found_rows
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.lists import Blank, Column, ListPage
from chizi.fronts.kit.viewers import viewer_of
from chizi.overview import queries
from chizi.overview.queries import decisions, find, my_day


@require_safe
@login_required
def today(request: HttpRequest) -> HttpResponse:
    """What waits for a person. How the zeros stand is asked for by the page itself, once it is drawn."""
    now, viewer = timezone.now(), viewer_of(request)
    found, day = decisions(viewer, now=now), my_day(viewer, now=now)
    context = {
        "rail_section": "today",
        "place": found.region.name if found.region else "",
        "lots": lots(day),
        "more": day.more,
        "nothing_waits": day.empty and not (found.to_approve or found.proposed or found.objections),
        "waiting": pages.waiting(found),
        "objections": pages.objections(found),
        "offer": Offer(viewer, now),
    }
    return render(request, "desk/home.html", context)


@require_safe
@login_required
def standing(request: HttpRequest) -> HttpResponse:
    """How the three zeros stand for the viewer: figures, what is missing, what came in. A page, or a part of Today."""
    now, viewer = timezone.now(), viewer_of(request)
    found = queries.standing(viewer, now=now)
    context = {
        "rail_section": "today",
        "place": found.region.name if found.region else "",
        "board_href": reverse("boards:board", args=[found.region.code]) if found.region and found.run else "",
        "figures": pages.headline_figures(found),
        "gaps": pages.gaps(found),
        "last": pages.last_deliveries(found),
        "offer": Offer(viewer, now),
    }
    part = bool(getattr(request, "htmx", False))
    return render(request, "desk/standing_part.html" if part else "desk/standing.html", context)


@require_safe
@login_required
def search(request: HttpRequest) -> HttpResponse:
    """Over all rooms, within what the viewer may see."""
    text = asked(request, "q", 60)
    found = find(viewer_of(request), text, now=timezone.now())
    page = ListPage(
        title=gettext("What was found"),
        columns=[Column(gettext("Name")), Column(gettext("What and where")), Column(gettext("Code"))],
        rows=found_rows(found),
        sentence=[text] if text else [],
        blank=Blank(
            gettext("Nothing was found"),
            gettext(
                "Search matters, measures, tasks and documents by words of two signs or more, a place by a part of"
                " its name or its code, a unit by its whole code."
            ),
        ),
        ident="found",
    )
    return render(request, "desk/list.html", {"title": gettext("Search"), "page": page})
