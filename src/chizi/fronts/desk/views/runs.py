"""Runs: the list and one of them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from chizi.evaluation.queries import run_page as page_of
from chizi.evaluation.queries import runs
from chizi.fronts.desk.abilities import Offer
from chizi.fronts.desk.pages import runs as pages
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.lists import with_query
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.org.queries import home_region, names_of_people

PAGE = 50


@require_safe
@login_required
def run_list(request: HttpRequest) -> HttpResponse:
    """Runs, newest first, keyset-paged."""
    now = timezone.now()
    offer = Offer(viewer_of(request), now)
    insist(offer.figures)
    before = asked(request, "before")
    found = runs(viewer_of(request), now=now, before=before, limit=PAGE + 1)
    shown = found[:PAGE]
    place = None if offer.runs else home_region(viewer_of(request), now=now)
    page = pages.run_list(
        shown,
        next_href=with_query(request, before=str(shown[-1].id)) if len(found) > PAGE else "",
        first_href=with_query(request, before="") if before else "",
        whole=offer.runs,
        home=place.code if place else "",
        names=names_of_people({one.created_by for one in shown}),
    )
    context = {
        "rail_section": "evaluation",
        "tab": "runs",
        "offer": offer,
        "page": page,
        "title": gettext("Runs"),
    }
    return render(request, "desk/runs.html", context)


@require_safe
@login_required
def run_page(request: HttpRequest, number: int) -> HttpResponse:
    """One run with its counts by period."""
    now = timezone.now()
    found = page_of(viewer_of(request), number, now=now)
    offer = Offer(viewer_of(request), now)
    context = {
        "rail_section": "evaluation",
        "tab": "runs",
        "title": gettext("Run %(run)s") % {"run": found.run.id},
        "trail": [(gettext("Runs"), reverse("desk:runs")), (str(found.run.id), "")],
        "facts": pages.facts(found.run, found.delivery_count, names_of_people([found.run.created_by])),
        "page": pages.counts(found.counts, found.region.code, found.run.id),
        "board_href": reverse("boards:board", args=[found.region.code]) + f"?run={found.run.id}",
        "propose_href": reverse("desk:propose", args=[found.run.id]) if offer.propose else "",
    }
    return render(request, "desk/run.html", context)
