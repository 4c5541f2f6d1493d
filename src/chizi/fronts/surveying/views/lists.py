"""The list of surveys, and its export."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.exporting import send_table
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.surveying.offers import may_ask, may_see
from chizi.fronts.surveying.pages import lists as pages
from chizi.surveys.queries import my_surveys_to_close, surveys

MOST_EXPORTED = 5_000


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Surveys within sight, newest first; on top what the viewer himself has to close."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_see(viewer))
    filters = pages.read_filters(request)
    found = surveys(
        viewer, now=now, state=filters["state"], source=filters["source"], after=asked(request, "after", 20)
    )
    asks = may_ask(viewer)
    context = {
        "rail_section": "evaluation",
        "tab": "surveying:home",
        "title": gettext("Surveys"),
        "page": pages.list_page(request, found, filters, may_ask=asks),
        "controls": pages.controls(filters),
        "may_ask": asks,
        "to_close": my_surveys_to_close(viewer, now=now) if asks else (),
    }
    return render(request, "surveying/home.html", context)


@require_safe
@login_required
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The surveys of the filter as CSV or Excel, with the filter written on it."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_see(viewer))
    filters = pages.read_filters(request)
    found = surveys(viewer, now=now, state=filters["state"], source=filters["source"], limit=MOST_EXPORTED)
    return send_table(pages.dataset(found, pages.sentence(filters), now), form, name="surveys")
