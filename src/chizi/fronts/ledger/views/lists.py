"""The list of matters, the ratios by place, and the export."""

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
from chizi.fronts.ledger.offers import may_raise, may_see
from chizi.fronts.ledger.pages import lists as pages
from chizi.fronts.ledger.pages.trails import trail_of
from chizi.matters.queries import Filters, PlaceRatios, ledger, ratios, ratios_below
from chizi.org.queries import home_region, party, visible_region
from chizi.org.rules import Ability

MOST_EXPORTED = 5_000


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Matters, newest first, with the three ratios of the place or party above them."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_see(viewer))
    filters = pages.read_filters(request)
    found = ledger(viewer, now=now, filters=filters, after=asked(request, "after", 20))
    about = party(viewer, filters.party, now=now) if filters.party else None
    region = found.region or home_region(viewer, now=now, ability=Ability.SEE_MATTERS)
    figures = []
    if about is not None or region is not None:
        counted = ratios(viewer, now=now, region=None if about else region, party=about)
        figures = pages.ratio_figures(counted, filters)
    context = {
        "rail_section": "ledger",
        "tab": "home",
        "title": gettext("Ledger"),
        "trail": trail_of(viewer, region, now, "ledger:home") if region is not None else [],
        "page": pages.list_page(
            request,
            filters,
            found,
            place=region.name if region is not None else "",
            party=about.name if about else "",
            may_raise=may_raise(viewer),
        ),
        "figures": figures,
        "controls": pages.controls(filters),
        "filters": filters,
        "may_raise": may_raise(viewer),
    }
    return render(request, "ledger/home.html", context)


@require_safe
@login_required
def places(request: HttpRequest) -> HttpResponse:
    """The three ratios of the places below, in code order."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_see(viewer))
    wanted = asked(request, "region", 12)
    region = (
        visible_region(viewer, wanted, now=now, ability=Ability.SEE_MATTERS)
        if wanted
        else home_region(viewer, now=now, ability=Ability.SEE_MATTERS)
    )
    insist(region is not None)
    assert region is not None  # noqa: S101 - for the type checker
    whole = PlaceRatios(region.code, region.name, ratios(viewer, now=now, region=region))
    context = {
        "rail_section": "ledger",
        "tab": "places",
        "title": gettext("The three ratios by place"),
        "trail": trail_of(viewer, region, now, "ledger:places"),
        "page": pages.places_page(request, ratios_below(viewer, now=now, region=region), whole),
        "figures": pages.ratio_figures(whole.ratios, Filters(region=region.code)),
    }
    return render(request, "ledger/places.html", context)


@require_safe
@login_required
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The first five thousand matters of the filter as CSV or Excel, with the filter written on it."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_see(viewer))
    filters = pages.read_filters(request)
    found = ledger(viewer, now=now, filters=filters, limit=MOST_EXPORTED)
    about = party(viewer, filters.party, now=now).name if filters.party else ""
    words = pages.sentence(filters, found.region.name if found.region else "", about)
    if found.after:
        words.append(gettext("the newest %(count)s only") % {"count": MOST_EXPORTED})
    made = pages.dataset(found, words, now)
    return send_table(made, form, name="matters")
