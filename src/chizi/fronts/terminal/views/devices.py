"""One's own devices at the desk; a security administrator sees those of somebody who lost his."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.viewers import viewer_of
from chizi.ground.devices.actions import order_wipe
from chizi.ground.devices.queries import device_by_id, devices_of
from chizi.ground.devices.refusals import UnknownDevice
from chizi.org.abilities import may
from chizi.org.queries import visible_person
from chizi.org.rules import Ability


@require_safe
@login_required
def devices(request: HttpRequest) -> HttpResponse:
    """What the viewer keeps work on, or, for whoever releases resets, what somebody else does."""
    viewer, now = viewer_of(request), timezone.now()
    may_search = may(viewer, Ability.RELEASE_RESET, now=now)
    username = asked(request, "person", 40) if may_search else ""
    whose = visible_person(viewer, username, now=now) if username else None
    context = {
        "title": gettext("My devices"),
        "devices": devices_of(whose.ref if whose is not None else viewer.ref),
        "whose": whose,
        "asked": username,
        "may_search": may_search,
    }
    return render(request, "terminal/devices.html", context)


@require_POST
@login_required
def wipe(request: HttpRequest, device: UUID) -> HttpResponse:
    """Order a device to forget everything: one's own, or a lost one. Others' devices are not there for anybody else."""
    viewer, now = viewer_of(request), timezone.now()
    found = device_by_id(device)
    own = found.person == viewer.ref
    if not own and not may(viewer, Ability.RELEASE_RESET, now=now):
        raise UnknownDevice
    order_wipe(actor=viewer.ref, now=now, device_id=device)
    messages.success(request, gettext("The device forgets everything at its next contact."))
    person = "" if own else f"?person={found.person.removeprefix('person:')}"
    return redirect(reverse("terminal:devices") + person)
