"""Who may do this, and why: at a place, or to a body."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.lists import with_query
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.office.abilities import Offer
from chizi.fronts.office.fields import DOT
from chizi.fronts.office.forms import WhoForm
from chizi.fronts.office.pages.people import given
from chizi.fronts.office.words import ability_meaning, ability_word
from chizi.org.queries import who_may
from chizi.org.rules import OWN_WORK, Ability

PAGE = 50


@require_safe
@login_required
def who(request: HttpRequest) -> HttpResponse:
    """Everybody who has an ability at a place or towards a body today, each with the role that gives it.

    Other pages lead here with ``?place=CODE`` or ``?party=CODE``; then the ability is seeing.
    """
    now, viewer = timezone.now(), viewer_of(request)
    insist(Offer(viewer, now).grants)
    asked_for = request.GET.copy()
    asked_for.setdefault("ability", Ability.SEE_UNITS.value)
    typed = {name: asked_for.get(name, "").replace("\0", "") for name in WhoForm.base_fields}
    form = WhoForm(typed, viewer=viewer, now=now)
    context = {
        "rail_section": "settings",
        "tab": "grants",
        "title": gettext("Who may do this, and why?"),
        "trail": [(gettext("Roles"), reverse("office:grants")), (gettext("Who may"), "")],
        "form": form,
    }
    if form.is_valid():
        ability, place, party = (
            Ability(form.cleaned_data["ability"]),
            form.cleaned_data["place"],
            form.cleaned_data["party"],
        )
        found = who_may(
            viewer,
            now=now,
            ability=ability,
            place=place,
            party=party,
            after=asked(request, "after"),
            limit=PAGE + 1,
        )
        where = party.name if party else place.name if place else gettext("the whole province")
        form.data = {**typed, **_taken(place, party)}
        context |= {
            "given": given(found[:PAGE], may_change=True),
            "answer": gettext("%(what)s: %(where)s") % {"what": ability_word(ability.value), "where": where},
            "meaning": ability_meaning(ability.value),
            "own_work": ability in OWN_WORK and party is None,
            "next_href": with_query(request, after=str(found[PAGE - 1].grant_id))
            if len(found) > PAGE
            else "",
            "first_href": with_query(request, after="") if request.GET.get("after") else "",
        }
    return render(request, "office/who.html", context)


def _taken(place: Any, party: Any) -> dict[str, str]:
    """What was asked about, by name and code, whichever of them was typed."""
    named = {"place": place, "party": party}
    return {field: f"{one.name}{DOT}{one.code}" for field, one in named.items() if one is not None}
