"""Evaluation of a party by source (S1-09): tests from learn, everybody else from surveys."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.progress.pages import evaluations as pages
from chizi.fronts.progress.pages.parties import pages_of
from chizi.fronts.progress.views.boards import frame
from chizi.fronts.progress.views.parties import trail
from chizi.learn.queries import shown_by_tests
from chizi.surveys.queries import estimates_about


@require_safe
@login_required
def evaluation(request: HttpRequest, code: str) -> HttpResponse:
    """Each source with its n and method; never a sum of them."""
    viewer, now = viewer_of(request), timezone.now()
    tests = shown_by_tests(viewer, code, now=now, campaign=asked(request, "campaign", 40))
    estimates = estimates_about([tests.code], tests.campaign, now=now)
    at = pages.standing(tests, estimates)
    context = {
        **frame("home", trail(tests.name, tests.code, tests.campaign, gettext("Evaluation by source"))),
        "title": gettext("What do the sources say of %(party)s?") % {"party": tests.name},
        "found": tests,
        "pages": pages_of(tests.code, tests.campaign, "evaluation"),
        "flags": pages.flags(at),
        "tests": pages.list_of_tests(tests),
        "estimates": pages.estimate_list(estimates),
    }
    return render(request, "progress/evaluation.html", context)
