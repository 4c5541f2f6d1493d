"""My learning: what is asked and why, what I chose myself, and what came of it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.study.abilities import Offer
from chizi.fronts.study.pages import learning as pages
from chizi.fronts.study.views.stepping import frame
from chizi.learn import queries
from chizi.org.abilities import local_day


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What is mine to learn, by due day; self-chosen apart; my attempts below."""
    viewer, now = viewer_of(request), timezone.now()
    offer = Offer(viewer, now)
    insist(offer.see)
    today = local_day(now)
    mine = queries.my_learning(viewer, now=now)
    attempts = queries.my_attempts(viewer, now=now, limit=10)
    checks = queries.self_checks(viewer, now=now, after=asked(request, "after", 18), limit=10)
    context = {
        **frame("study:home", gettext("What is mine to learn?")),
        "learns": offer.learn,
        "waiting": pages.cards([one for one in mine if pages.waits(one)], today),
        "chosen": pages.cards([one for one in mine if pages.chosen(one)], today),
        "done": pages.cards([one for one in mine if one.done], today),
        "attempts": pages.attempt_list(attempts),
        "checks": pages.check_list(request, checks),
        "library": pages.library_href(),
        "manages": offer.manage,
    }
    return render(request, "study/home.html", context)
