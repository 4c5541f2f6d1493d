"""Taking a paper at the desk: beginning, answering, handing in, and what came of it."""

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from chizi.core.refusals import Refusal
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import sentence
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.study.abilities import Offer
from chizi.fronts.study.pages import attempts as pages
from chizi.fronts.study.views.stepping import FORM, frame
from chizi.learn import actions, queries
from chizi.learn.queries import AttemptPage
from chizi.learn.queries.attempts import taking
from chizi.learn.queries.attempts_reading import AnswerLine
from chizi.learn.rules.questions import QuestionKind

ALL, END = "all", "end"


@require_http_methods(FORM)
@login_required
def take(request: HttpRequest, number: int) -> HttpResponse:
    """What a paper is, before it is begun; POST begins it or goes on with it."""
    viewer, now = viewer_of(request), timezone.now()
    insist(Offer(viewer, now).learn)
    found = taking(viewer, number, now=now)
    context: dict[str, Any] = {
        **frame("study:home", found.paper.title, (found.paper.title, "")),
        "one": found,
        "facts": pages.paper_facts(found.paper, found.tries_left),
    }
    status = 200
    if request.method == "POST":
        try:
            begun = actions.start_attempt(actor=cast(Any, viewer), now=now, paper_id=number)
        except Refusal as refusal:
            status, context["refused"] = refusal.status, sentence(refusal)
        else:
            return redirect("study:attempt", begun.pk)
    return render(request, "study/take.html", context, status=status)


@require_http_methods(FORM)
@login_required
def attempt(request: HttpRequest, number: int) -> HttpResponse:
    """The questions of an attempt: one (``?q=3``), all of them (``?q=all``), or the last look before handing in."""
    viewer, now = viewer_of(request), timezone.now()
    insist(Offer(viewer, now).learn)
    found = queries.attempt_page(viewer, number, now=now)
    if found.attempt.state != "open":
        return redirect("study:result", number)
    at = _at(asked(request, "q", 9), found.answers)
    if request.method == "POST":
        return _answered(request, found, at)
    return _shown(request, found, at)


def _at(wanted: str, answers: Sequence[AnswerLine]) -> str:
    """Where to stand: what was asked for if it is there, else the first question without an answer."""
    if wanted in (ALL, END):
        return wanted
    if wanted.isdecimal() and 1 <= int(wanted) <= len(answers):
        return str(int(wanted))
    return next((str(one.position) for one in answers if one.given is None), END)


def _shown(
    request: HttpRequest, found: AttemptPage, at: str, refused: str = "", status: int = 200
) -> HttpResponse:
    shown = found.answers if at == ALL else [one for one in found.answers if str(one.position) == at]
    open_ones = len(found.answers) - found.answered
    context = {
        **frame("study:home", found.paper.title, (found.paper.title, "")),
        "one": found,
        "at": at,
        "shown": [pages.asked_line(one, request.POST if refused else None) for one in shown],
        "numbers": pages.numbers(found, at),
        "facts": pages.paper_facts(found.paper, found.tries_left),
        "before": str(int(at) - 1) if at.isdecimal() and int(at) > 1 else "",
        "last": at == str(len(found.answers)),
        "missing": ngettext(
            "%(count)s question has no answer yet.", "%(count)s questions have no answer yet.", open_ones
        )
        % {"count": open_ones}
        if open_ones
        else "",
        "refused": refused,
    }
    return render(request, "study/attempt.html", context, status=status)


def _answered(request: HttpRequest, found: AttemptPage, at: str) -> HttpResponse:
    """Keep what was answered, then go where the button says."""
    viewer, now = cast(Any, viewer_of(request)), timezone.now()
    shown = found.answers if at == ALL else [one for one in found.answers if str(one.position) == at]
    answers = {str(one.question_id): _given(request, one) for one in shown}
    number, step = found.attempt.pk, request.POST.get("step", "next")
    try:
        if step == "hand-in":
            actions.submit_attempt(actor=viewer, now=now, attempt_id=number, answers=answers)
            messages.success(request, gettext("Handed in. What came of it stands here."))
            return redirect("study:result", number)
        actions.save_attempt(actor=viewer, now=now, attempt_id=number, answers=answers)
    except Refusal as refusal:
        return _shown(request, found, at, sentence(refusal), refusal.status)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    messages.success(request, gettext("Your answers are kept."))
    return redirect(f"{reverse('study:attempt', args=[number])}?q={_onward(step, at, len(found.answers))}")


def _onward(step: str, at: str, count: int) -> str:
    if step in (ALL, END) or (step.isdecimal() and len(step) < 5):
        return step
    if not at.isdecimal():
        return at
    return str(int(at) + 1) if int(at) < count else END


def _given(request: HttpRequest, one: AnswerLine) -> list[str] | str | None:
    """What was answered, out of the form; the steps of an ordering come with their places."""
    name = pages.field_name(one)
    if one.kind != QuestionKind.ORDERING:
        return [said.replace("\0", "") for said in request.POST.getlist(name)][:20] or None
    placed = []
    for key, _text in one.wording.options:
        place = request.POST.get(f"{name}-{key}", "")
        if place.isascii() and place.isdecimal() and len(place) < 4:
            placed.append((int(place), key))
    return [key for _place, key in sorted(placed)] or None


@require_safe
@login_required
def result(request: HttpRequest, number: int) -> HttpResponse:
    """What came of an attempt, and what was right, with the article behind it."""
    viewer, now = viewer_of(request), timezone.now()
    insist(Offer(viewer, now).learn)
    found = queries.attempt_page(viewer, number, now=now)
    if found.attempt.state == "open":
        return redirect("study:attempt", number)
    again = found.attempt.state == "settled" and not (found.paper.graded and found.attempt.met)
    context = {
        **frame("study:home", found.paper.title, (found.paper.title, "")),
        "one": found,
        "outcome": pages.outcome_text(found),
        "shares": pages.share_lines(found),
        "answers": [pages.result_line(one, found.revealed) for one in found.answers],
        "again": again and found.tries_left != 0 and found.open_today and found.paper.state == "published",
        "left": pages.left_text(found.tries_left),
    }
    return render(request, "study/result.html", context)
