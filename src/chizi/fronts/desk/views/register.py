"""The register of units."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from chizi.fronts.desk.abilities import Offer
from chizi.fronts.desk.pages import register as pages
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.org.abilities import scope_of
from chizi.org.queries import ancestors, children, home_region, region_ref, register, visible_region
from chizi.org.rules import Ability


@require_safe
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """To the register of the highest place the viewer may see."""
    now = timezone.now()
    insist(Offer(viewer_of(request), now).units)
    region = home_region(viewer_of(request), now=now, ability=Ability.SEE_UNITS)
    insist(region is not None)
    return redirect("desk:register_place", region.code if region else "")


@require_safe
@login_required
def units_of(request: HttpRequest, code: str) -> HttpResponse:
    """Units of a place, keyset-paged by code; the places within as a way down."""
    now = timezone.now()
    region = visible_region(viewer_of(request), code, now=now, ability=Ability.SEE_UNITS)
    kind, after = asked(request, "kind"), asked(request, "after", 40)
    page = register(viewer_of(request), now=now, region=region, kind=kind, after=after)
    above = ancestors(region, scope_of(viewer_of(request), Ability.SEE_UNITS, now=now))
    context = {
        "rail_section": "evaluation",
        "tab": "register",
        "title": gettext("Which villages and workplaces are registered in %(region)s?")
        % {"region": region.name},
        "trail": [(one.name, reverse("desk:register_place", args=[one.code])) for one in above],
        "page": pages.unit_list(request, page, region_ref(region), kind),
        "kinds": pages.kind_options(kind),
        "who_href": f"{reverse('office:who')}?place={region.code}"
        if Offer(viewer_of(request), now).grants
        else "",
        "within": [(one.name, reverse("desk:register_place", args=[one.code])) for one in children(region)],
    }
    return render(request, "desk/register.html", context)
