"""Answers in words about one's own work: another person reads and judges them (R-27)."""

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.study.abilities import Offer
from chizi.fronts.study.forms import JudgeForm
from chizi.fronts.study.pages import judging as pages
from chizi.fronts.study.views.stepping import FORM, by_form, frame
from chizi.learn import actions, queries


@require_safe
@login_required
def waiting(request: HttpRequest) -> HttpResponse:
    """Answers in words that wait, the oldest first."""
    viewer, now = viewer_of(request), timezone.now()
    insist(Offer(viewer, now).judge)
    found = queries.answers_to_judge(viewer, now=now, after=asked(request, "after", 18))
    context = {
        **frame("study:judging", gettext("Which answers in words wait for a person?")),
        "page": pages.waiting_list(request, found),
    }
    return render(request, "study/judging.html", context)


@require_http_methods(FORM)
@login_required
def judge(request: HttpRequest, number: int) -> HttpResponse:
    """One answer beside what was asked, and a person's word about it."""
    viewer, now = viewer_of(request), timezone.now()
    insist(Offer(viewer, now).judge)
    found = queries.answer_to_judge(viewer, number, now=now)
    form = JudgeForm(request.POST or None)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        actions.judge_answer(
            actor=cast(Any, viewer), now=now, answer_id=number, met=typed["met"] == "yes", note=typed["note"]
        )
        return reverse("study:judging"), gettext("Your word is kept; the learner reads it.")

    context = {
        **frame("study:judging", gettext("Does this answer show it?"), (found.paper, "")),
        "one": found,
        "facts": pages.answer_facts(found),
        "button": gettext("Keep my word"),
    }
    return by_form(request, form, step, context, "study/judge.html")
