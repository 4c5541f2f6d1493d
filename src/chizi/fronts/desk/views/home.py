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
from chizi.fronts.desk.pages.register import place_line
from chizi.fronts.desk.words import said_level
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row
from chizi.fronts.kit.viewers import viewer_of
from chizi.overview.queries import desk_home, find, my_day


@require_safe
@login_required
def today(request: HttpRequest) -> HttpResponse:
    """What a person's day needs: figures, what waits, what is missing, what came in."""
    now = timezone.now()
    found = desk_home(viewer_of(request), now=now)
    day = my_day(viewer_of(request), now=now)
    context = {
        "rail_section": "today",
        "place": found.region.name if found.region else "",
        "board_href": reverse("boards:board", args=[found.region.code]) if found.region and found.run else "",
        "figures": pages.headline_figures(found),
        "run": found.run,
        "lots": lots(day),
        "more": day.more,
        "nothing_waits": day.empty and not (found.to_approve or found.proposed or found.objections),
        "waiting": pages.waiting(found),
        "objections": pages.objections(found),
        "gaps": pages.gaps(found),
        "last": pages.last_deliveries(found),
        "offer": Offer(viewer_of(request), now),
    }
    return render(request, "desk/home.html", context)


@require_safe
@login_required
def search(request: HttpRequest) -> HttpResponse:
    """Places by name or code, units by code, within what the viewer may see."""
    text = asked(request, "q", 60)
    found = find(viewer_of(request), text, now=timezone.now())
    places = [
        Row(reverse("boards:board", args=[one.code]), one.name, [said_level(one.level), one.code], one.code)
        for one in found.regions
    ]
    units = [
        Row(reverse("boards:unit", args=[one.code]), one.name, [place_line(one), one.code], one.code)
        for one in found.units
    ]
    page = ListPage(
        title=gettext("What was found"),
        columns=[Column(gettext("Name")), Column(gettext("What and where")), Column(gettext("Code"))],
        rows=[*units, *places],
        sentence=[text] if text else [],
        blank=Blank(
            gettext("Nothing was found"),
            gettext("Search a place by a part of its name or by its code, or a unit by its whole code."),
        ),
        ident="found",
    )
    return render(request, "desk/list.html", {"title": gettext("Search"), "page": page})
