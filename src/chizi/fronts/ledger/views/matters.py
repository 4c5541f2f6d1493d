"""One matter, and the same as a document to print."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.ledger.pages import matters as pages
from chizi.matters.queries import matter_page


@require_safe
@login_required
def page(request: HttpRequest, number: int) -> HttpResponse:
    """The story, the clocks with their sums, and what may come next."""
    found = matter_page(viewer_of(request), number, now=timezone.now())
    context = {
        "rail_section": "ledger",
        "tab": "home",
        "title": f"{found.matter.code} {found.matter.title}",
        "trail": [(gettext("Ledger"), reverse("ledger:home")), (found.matter.code, "")],
        "matter": found.matter,
        "standing": pages.standing_text(found),
        "texts": pages.texts(found),
        "facts": pages.facts(found),
        "story": pages.story(found),
        "clocks": pages.clocks(found),
        "others": any(not one.running for one in found.clocks),
        "ways": pages.ways(found),
        "may_undo": found.may_undo,
        "objection": pages.objection_text(found),
    }
    return render(request, "ledger/matter.html", context)


@require_safe
@login_required
def document(request: HttpRequest, number: int) -> HttpResponse:
    """The feedback notice with everything that followed, for paper."""
    now = timezone.now()
    found = matter_page(viewer_of(request), number, now=now)
    context = {
        "rail_section": "ledger",
        "tab": "home",
        "title": gettext("Feedback notice %(code)s") % {"code": found.matter.code},
        "trail": [
            (gettext("Ledger"), reverse("ledger:home")),
            (found.matter.code, reverse("ledger:matter", args=[number])),
            (gettext("Print"), ""),
        ],
        "matter": found.matter,
        "texts": pages.texts(found),
        "facts": pages.facts(found),
        "story": pages.story(found)[1:],
        "objection": pages.objection_text(found),
        "now": now,
    }
    return render(request, "ledger/document.html", context)
