"""Venues: kept by parties, chosen freely by others."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.exporting import send_table
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.practice.forms import ChangeVenueForm, ChooseForm, VenueForm
from chizi.fronts.practice.offers import may_open, may_record, own_party
from chizi.fronts.practice.pages import venues as pages
from chizi.fronts.practice.pages.showing import MOST_EXPORTED, way
from chizi.fronts.practice.views.stepping import FORM, by_form, framed, only, whole_number
from chizi.fronts.practice.words import VENUES
from chizi.learn.actions import add_venue, change_venue, choose_at_venue, withdraw_venue
from chizi.learn.queries import VenuePage, venue_page, venues

TAB = "practice:venues"


@require_safe
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """Venues that can be chosen."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_open(viewer))
    found = venues(viewer, now=now, after=asked(request, "after", 20))
    context = framed(
        TAB,
        title=gettext("Where could we go, and what would the way cost?"),
        trail=pages.trail(),
        ways=[way(gettext("Add a venue"), "venue_new")] if may_record(viewer) else [],
        pages=[pages.venue_list(request, found, records=may_record(viewer))],
    )
    return render(request, "practice/list.html", context)


@require_safe
@login_required
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The newest five thousand venues as CSV or Excel."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_open(viewer))
    found = venues(viewer, now=now, limit=MOST_EXPORTED)
    return send_table(pages.venue_data(found, [gettext("can be chosen")], now), form)


@require_safe
@login_required
def venue(request: HttpRequest, number: int) -> HttpResponse:
    """One venue."""
    viewer, now = viewer_of(request), timezone.now()
    found = venue_page(viewer, number, now=now)
    context = framed(
        TAB,
        title=found.venue.name,
        trail=pages.trail((found.venue.name, "")),
        standing=said(VENUES, found.venue.state),
        waits=gettext("nobody has to go; there is no quota"),
        ways=pages.ways(found),
        version=found.venue.version,
        texts=[(gettext("What is told there"), found.venue.text)],
        pages=[pages.chosen(found)],
        facts=pages.facts(found),
    )
    return render(request, "practice/one.html", context)


@require_http_methods(FORM)
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Add a venue."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_record(viewer))
    form = VenueForm(request.POST or None, viewer=viewer, now=now, initial={"owner": own_party(viewer)})

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        made = add_venue(actor=viewer, now=now, **typed)
        return reverse("practice:venue", args=[made.pk]), gettext("Added.")

    title = gettext("Add a venue")
    context = {"sub_tab": TAB, "title": title, "trail": pages.trail((title, "")), "back": reverse(TAB)}
    return by_form(request, form, step, context)


def _one(found: VenuePage, title: str, lead: str = "") -> dict[str, Any]:
    at = reverse("practice:venue", args=[found.venue.pk])
    trail = pages.trail((found.venue.name, at), (title, ""))
    return {
        "sub_tab": TAB,
        "title": title,
        "lead": lead,
        "trail": trail,
        "back": at,
        "beside": pages.facts(found),
    }


@require_http_methods(FORM)
@login_required
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Put a venue right."""
    viewer, now = viewer_of(request), timezone.now()
    found = venue_page(viewer, number, now=now)
    only(request, found.may_keep)
    fields = ("name", "text", "address", "way_yuan", "way_minutes", "version")
    start = {name: getattr(found.venue, name) for name in fields}
    form = ChangeVenueForm(request.POST or None, viewer=viewer, now=now, initial=start)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        change_venue(actor=viewer, now=now, venue_id=number, **typed)
        return reverse("practice:venue", args=[number]), gettext("Changed.")

    return by_form(request, form, step, _one(found, gettext("Change it")), version=found.venue.version)


@require_POST
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take a venue off the list."""
    version = whole_number(request.POST.get("version", ""))
    withdraw_venue(actor=viewer_of(request), now=timezone.now(), venue_id=number, version=version)
    messages.success(request, gettext("Withdrawn. What was chosen there stays."))
    return redirect("practice:venues")


@require_http_methods(FORM)
@login_required
def choose(request: HttpRequest, number: int) -> HttpResponse:
    """Choose an action of one's own at a venue."""
    viewer, now = viewer_of(request), timezone.now()
    found = venue_page(viewer, number, now=now)
    only(request, found.may_choose)
    start = {"party": own_party(viewer), "title": found.venue.name}
    form = ChooseForm(request.POST or None, viewer=viewer, now=now, initial=start)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        made = choose_at_venue(actor=viewer, now=now, venue_id=number, **typed)
        return f"/plan/assignments/{made.pk}/", gettext(
            "Chosen. It stands among your party's tasks, owed to nobody."
        )

    lead = gettext("Your own choice: nobody has to approve it, and nobody counts it against you.")
    return by_form(request, form, step, _one(found, gettext("Choose it for an action of your own"), lead))
