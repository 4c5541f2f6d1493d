"""The gate of a phase: what stands in its way, passed, or remedial work first."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.planning.forms import ReviewForm
from chizi.fronts.planning.pages import phases as pages
from chizi.fronts.planning.pages.campaigns import trail_to
from chizi.fronts.planning.views.stepping import FORM, by_form
from chizi.org.refusals import NotAllowed
from chizi.plan.actions import Remedy, review_phase
from chizi.plan.queries import phase_page
from chizi.plan.rules.campaigns import GateOutcome


@require_http_methods(FORM)
@login_required
def review(request: HttpRequest, code: str, part: str) -> HttpResponse:
    """What the review looks at; those who plan decide here."""
    now, viewer = timezone.now(), viewer_of(request)
    found = phase_page(viewer, code, part, now=now)
    if request.method == "POST" and not found.may_review:
        raise NotAllowed
    initial = {"outcome": (GateOutcome.REMEDIAL if found.faults else GateOutcome.PASSED).value}
    form = ReviewForm(request.POST or None, viewer=viewer, now=now, initial=initial)
    if request.method == "POST" and form.is_valid() and _remedial(form.cleaned_data):
        for name in ("title", "text", "parties", "due"):
            if not form.cleaned_data[name]:
                form.add_error(name, gettext("Remedial work needs this."))

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        remedy = None
        if _remedial(typed):
            remedy = Remedy(typed["title"], typed["text"], typed["due"], typed["parties"])
        review_phase(
            actor=viewer,
            now=now,
            campaign=code,
            phase=part,
            outcome=typed["outcome"],
            note=typed["note"],
            remedy=remedy,
        )
        if remedy is not None:
            return request.path, gettext("Remedial work is asked for; the phase waits for it.")
        return request.path, gettext("“%(title)s” has passed its review.") % {"title": found.title}

    context = {
        "tab": "home",
        "title": gettext("Can “%(title)s” pass?") % {"title": found.title},
        "trail": trail_to(code, found.campaign, (found.title, "")),
        "found": found,
        "counts": pages.counts(found),
        "reasons": pages.reasons(found),
        "reviews": pages.reviews(found),
    }
    return by_form(request, form, step, context, "planning/phase.html")


def _remedial(typed: dict[str, Any]) -> bool:
    return bool(typed.get("outcome") == GateOutcome.REMEDIAL)
