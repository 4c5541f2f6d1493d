"""The journal, and people with their roles."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from chizi.core.scope import Scope
from chizi.fronts.desk.abilities import Offer
from chizi.fronts.desk.pages import records as pages
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.journal.queries import latest_entries
from chizi.org.abilities import scope_of
from chizi.org.queries import names_of, names_of_people
from chizi.org.rules import Ability

PAGE = 50


@require_safe
@login_required
def journal(request: HttpRequest) -> HttpResponse:
    """Entries about the viewer's places, newest first."""
    now = timezone.now()
    offer = Offer(viewer_of(request), now)
    insist(offer.journal)
    kind, about = asked(request, "kind"), asked(request, "object")
    found = latest_entries(
        cast(Scope, scope_of(viewer_of(request), Ability.SEE_JOURNAL, now=now)),
        object=about,
        kind=kind,
        before=asked(request, "before"),
        limit=PAGE,
    )
    names = names_of_people({line.actor for line in found.lines})
    places = names_of({line.unit for line in found.lines if line.unit})
    context = {
        "rail_section": "settings",
        "tab": "journal",
        "offer": offer,
        "title": gettext("Who did what, and when?"),
        "page": pages.journal_list(request, found, names, places, kind=kind, about=about),
        "kinds": pages.kind_options(kind),
        "about": about,
    }
    return render(request, "desk/journal.html", context)
