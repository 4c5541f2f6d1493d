"""Bodies: the list by place, and one of them with those who stand for it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from chizi.core.refusals import Refusal
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.office.abilities import Offer
from chizi.fronts.office.fields import code_of
from chizi.fronts.office.pages import parties as pages
from chizi.fronts.office.pages import people as people_pages
from chizi.fronts.office.words import PARTY_KINDS
from chizi.org.queries import (
    find_parties,
    find_regions,
    parties_in,
    people,
    province,
    region_by_code,
    who_may,
)
from chizi.org.queries import party as party_of
from chizi.org.rules import Ability

SHOWN = 20
MOST = 50


def _place(text: str) -> Any:
    """The place that is meant by a code or by a part of its name; None without one, the first where several fit."""
    if not text:
        return None
    try:
        return region_by_code(code_of(text))
    except Refusal:
        found = find_regions(code_of(text), limit=1)
        return found[0] if found else None


@require_safe
@login_required
def party_list(request: HttpRequest) -> HttpResponse:
    """Bodies of a place and of all places within, or those that fit some words."""
    now, viewer = timezone.now(), viewer_of(request)
    offer = Offer(viewer, now)
    insist(offer.parties)
    words, kind, wanted = asked(request, "q", 60), asked(request, "kind", 8), asked(request, "place")
    kind = kind if kind in PARTY_KINDS else ""
    place = _place(wanted) or province()
    after = asked(request, "after", 60)
    if words:
        found, following = find_parties(viewer, words, now=now, kind=kind, limit=MOST), ""
    else:
        page = parties_in(viewer, now=now, region=place, kind=kind, after=after)
        found, following = list(page.parties), page.after
    context = {
        "rail_section": "settings",
        "tab": "parties",
        "title": gettext("Which bodies are there?"),
        "offer": offer,
        "words": words,
        "place": place.name if wanted else "",
        "kinds": pages.kind_options(kind),
        "page": pages.party_list(
            request,
            found,
            following,
            place=gettext("all places") if words else place.name,
            words=words,
            kind=kind,
            may_import=offer.register,
        ),
    }
    return render(request, "office/parties.html", context)


@require_safe
@login_required
def party(request: HttpRequest, code: str) -> HttpResponse:
    """One body: what it is, who stands for it, who serves in it."""
    now, viewer = timezone.now(), viewer_of(request)
    offer = Offer(viewer, now)
    one = party_of(viewer, code, now=now)
    standing = (
        who_may(viewer, now=now, ability=Ability.WORK_TASK, party=one, limit=SHOWN) if offer.grants else []
    )
    serving = (
        people(viewer, now=now, agency=one.agency, limit=SHOWN).people if offer.people and one.agency else ()
    )
    context = {
        "rail_section": "settings",
        "tab": "parties",
        "title": one.name,
        "trail": [(gettext("Bodies"), reverse("office:parties")), (one.name, "")],
        "one": one,
        "offer": offer,
        "facts": pages.facts(one),
        "given": people_pages.given(standing, may_change=True),
        "serving": [
            (person.name, people_pages.person_href(person.username), people_pages.standing(person))
            for person in serving
        ],
        "all_href": f"{reverse('office:people')}?agency={one.code}" if len(serving) == SHOWN else "",
        "who_href": f"{reverse('office:who')}?party={one.code}&ability={Ability.SEE_MATTERS.value}",
    }
    return render(request, "office/party.html", context)
