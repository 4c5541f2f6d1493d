"""Invitation slips and password resets. A code is shown once, on the page that is printed, and kept nowhere."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from chizi.core.refusals import Missing, Refusal
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import sentence
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.office.abilities import Offer
from chizi.fronts.office.pages import slips as pages
from chizi.fronts.office.pages.people import person_href
from chizi.fronts.office.refusals import NobodyChosen, TooManySlips
from chizi.org.actions import ask_reset, invite_people, invite_person, release_reset, withdraw_invitation
from chizi.org.queries import invitations, office, visible_person
from chizi.org.slips import Slip

MOST = 500  # slips in one go: a hundred sheets of paper


@require_safe
@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a second administrator, and which slips are out."""
    now, viewer = timezone.now(), viewer_of(request)
    offer = Offer(viewer, now)
    insist(offer.resets)
    waiting, out = pages.queue(invitations(viewer, now=now), viewer.name)
    context = {
        "rail_section": "settings",
        "tab": "resets",
        "title": gettext("Which passwords wait to be set?"),
        "offer": offer,
        "waiting": waiting,
        "out": out,
    }
    return render(request, "office/resets.html", context)


@require_POST
@login_required
@never_cache
def one(request: HttpRequest, username: str) -> HttpResponse:
    """Make and show one slip."""
    now, viewer = timezone.now(), viewer_of(request)
    person = visible_person(viewer, username, now=now)
    slip = invite_person(actor=viewer, now=now, person=person)
    return _paper(request, [slip])


@require_POST
@login_required
@never_cache
def many(request: HttpRequest) -> HttpResponse:
    """Make and show the slips of those who were chosen, all of them or none."""
    now, viewer = timezone.now(), viewer_of(request)
    insist(Offer(viewer, now).keep)
    chosen = [name[:40] for name in dict.fromkeys(request.POST.getlist("person"))]
    if not chosen:
        raise NobodyChosen
    if len(chosen) > MOST:
        raise TooManySlips(most=MOST, chosen=len(chosen))
    people = [visible_person(viewer, name, now=now) for name in chosen]
    return _paper(request, invite_people(actor=viewer, now=now, people=people))


def _paper(request: HttpRequest, slips: Sequence[Slip]) -> HttpResponse:
    stands = office()
    context = {
        "slips": pages.printed(slips),
        "office": stands.name if stands else "",
        "address": request.build_absolute_uri(reverse("invitation")).partition("://")[2].rstrip("/"),
        "back_href": person_href(slips[0].username) if len(slips) == 1 else reverse("office:people"),
    }
    return render(request, "office/slips.html", context)


@require_POST
@login_required
def ask(request: HttpRequest, username: str) -> HttpResponse:
    """Ask for a reset; somebody else has to release it."""
    now, viewer = timezone.now(), viewer_of(request)
    person = visible_person(viewer, username, now=now)
    try:
        ask_reset(actor=viewer, now=now, person=person)
    except Missing:
        raise
    except Refusal as refusal:
        if refusal.status == 403:
            raise
        messages.error(request, sentence(refusal))
        return redirect("office:person", person.username)
    said = gettext(
        "The reset for %(name)s is asked for. The old password counts until a second administrator releases it."
    )
    messages.success(request, said % {"name": person.name})
    return redirect("office:person", person.username)


@require_POST
@login_required
@never_cache
def release(request: HttpRequest, number: int) -> HttpResponse:
    """Release a reset that somebody else asked for, and show its slip. The old password ends."""
    return _paper(
        request, [release_reset(actor=viewer_of(request), now=timezone.now(), invitation_id=number)]
    )


@require_POST
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """End a slip or a reset before it is used."""
    ended = withdraw_invitation(actor=viewer_of(request), now=timezone.now(), invitation_id=number)
    messages.success(
        request, gettext("The slip of %(name)s does not count any more.") % {"name": ended.person.name}
    )
    return redirect("office:resets")
