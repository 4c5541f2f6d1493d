"""Reading one material, marking it as read, comparing its versions."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.library.offers import may_learn, may_see
from chizi.fronts.library.pages import materials as pages
from chizi.fronts.library.views.lists import frame
from chizi.learn import queries
from chizi.learn.actions import record_outcomes
from chizi.learn.rules.outcomes import OutcomeDraft, OutcomeKind, Source
from chizi.org.abilities import Actor

LARGEST = 10**9


def number_in(request: HttpRequest, name: str) -> int | None:
    """A number in an address that anybody may have edited."""
    text = asked(request, name, 10)
    return int(text) if text.isascii() and text.isdecimal() and int(text) < LARGEST else None


@csp_update({"media-src": [SELF]})  # type: ignore[arg-type]  # its types know views without arguments only
@require_safe
@login_required
def page(request: HttpRequest, number: int) -> HttpResponse:
    """The material with its articles beside it, why it is asked, and what may be done with it."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_see(viewer))
    found = queries.material_page(viewer, number, now=now, version=number_in(request, "version"))
    learns = may_learn(viewer) and found.state == "published"
    asks = _asks(viewer, found.about, now) if learns else []
    context = {
        **frame(found.title, (found.title, "")),
        "material": found,
        "facts": pages.facts(found),
        "standing": pages.standing(found),
        "media": pages.media(found),
        "asks": asks,
        "undone": [one for one in asks if not one.done],
        "learns": learns,
        "key": uuid4(),
        "may": found.may,
        "before": pages.version_before(found),
    }
    return render(request, "library/material.html", context)


def _asks(viewer: Actor, about: str, now: datetime) -> list[queries.MyItem]:
    return [one for one in queries.my_learning(viewer, now=now) if one.about == about]


@require_POST
@login_required
def mark_read(request: HttpRequest, number: int) -> HttpResponse:
    """The reader says himself that he has learned it; nothing measures how long it took (R-02)."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_learn(viewer))
    try:
        key = UUID(request.POST.get("key", "")[:40])
    except ValueError:
        key = uuid4()
    text = request.POST.get("item", "")[:18]
    item = int(text) if text.isascii() and text.isdecimal() else None
    verdict = record_outcomes(
        actor=cast(Any, viewer),  # who is signed in is a person
        now=now,
        sent_at=now,
        batch=str(key),
        drafts=[OutcomeDraft(key, OutcomeKind.READ, f"material:{number}", item, now)],
        source=Source.DESK,
    )
    for _key, refusal in verdict.refused:
        raise refusal
    messages.success(
        request, gettext("Noted as learned. You can take it back in your own record (My learning).")
    )
    return redirect("library:material", number)


@require_safe
@login_required
def compare(request: HttpRequest, number: int) -> HttpResponse:
    """What changed between two versions, line by line."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_see(viewer))
    shown = queries.material_page(viewer, number, now=now)
    after = number_in(request, "after") or shown.version
    before = number_in(request, "before") or max(1, after - 1)
    found = queries.compare_versions(viewer, number, before, after, now=now)
    title = gettext("What changed")
    address = reverse("library:material", args=[number])
    context = {
        **frame(title, (shown.title, address), (title, "")),
        "material": shown,
        "found": found,
        "versions": [one.number for one in shown.versions] or sorted({before, after}),
        "nothing": before == after or all(one.kind == "same" for one in found.changes),
    }
    return render(request, "library/compare.html", context)
