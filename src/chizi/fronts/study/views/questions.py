"""The bank of questions: list, one question in its versions, writing, changing, withdrawing, exporting."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chizi.core.refusals import Refusal
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.exporting import send_table
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import sentence
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.study.abilities import Offer
from chizi.fronts.study.forms import QuestionForm, ReasonForm, question_initial
from chizi.fronts.study.pages import questions as pages
from chizi.fronts.study.views.stepping import FORM, by_form, frame
from chizi.fronts.study.words import KINDS, choices
from chizi.learn import actions, queries
from chizi.learn.queries import QuestionFilters, QuestionPage
from chizi.learn.refusals.questions import NotTheirs
from chizi.learn.rules.questions import authored
from chizi.org.abilities import Actor
from chizi.org.queries.places import visible_region
from chizi.org.rules import Ability

TAB = "study:questions"


def _filters(request: HttpRequest) -> QuestionFilters:
    return QuestionFilters(
        asked(request, "q", 60), asked(request, "objective", 40), asked(request, "kind", 12),
        asked(request, "state", 12),
    )  # fmt: skip


@require_safe
@login_required
def question_list(request: HttpRequest) -> HttpResponse:
    """The bank, or what a search found in it."""
    viewer, now = viewer_of(request), timezone.now()
    insist(Offer(viewer, now).manage)
    filters = _filters(request)
    found = queries.questions(viewer, now=now, filters=filters, after=asked(request, "after", 18))
    objectives = queries.objectives(viewer, now=now)
    context = {
        **frame(TAB, gettext("Which questions are there?")),
        "filters": filters,
        "objectives": objectives,
        "kinds": choices(KINDS),
        "states": choices(pages.STATES),
        "page": pages.question_list(request, found, filters, objectives),
    }
    return render(request, "study/questions.html", context)


@require_safe
@login_required
def question(request: HttpRequest, number: int) -> HttpResponse:
    """One question as learners see it, with what is right and all its versions."""
    viewer, now = viewer_of(request), timezone.now()
    insist(Offer(viewer, now).manage)
    found = queries.question_page(viewer, number, now=now, version=asked(request, "version", 9))
    context = {
        **frame(
            TAB, pages.stem_line(found.shown.stem), (gettext("Question %(number)s") % {"number": number}, "")
        ),
        "one": found,
        "options": pages.option_lines(found),
        "facts": pages.question_facts(found),
        "versions": pages.version_list(found),
    }
    return render(request, "study/question.html", context)


def _offered(viewer: Actor, now: Any, kept: str = "") -> dict[str, Any]:
    """The choices of a question's form: places and objectives."""
    objectives = [(one.code, one.title) for one in queries.objectives(viewer, now=now)]
    if kept and kept not in dict(objectives):
        objectives.append((kept, kept))
    places = [(one.code, one.name) for one in queries.banks_of(viewer, now=now)]
    return {"objectives": objectives, "places": places}


@require_http_methods(FORM)
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Write a question."""
    viewer, now = viewer_of(request), timezone.now()
    insist(Offer(viewer, now).manage)
    initial = {"objective": asked(request, "objective", 40), "kind": asked(request, "kind", 12)}
    form = QuestionForm(request.POST or None, initial=initial, **_offered(viewer, now))

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        region = visible_region(viewer, typed["region"], now=now, ability=Ability.MANAGE_LEARNING)
        made = _refused_at(form, lambda: actions.create_question(
            actor=viewer, now=now, draft=form.draft(), region=region
        ))  # fmt: skip
        return reverse("study:question", args=[made.pk]), gettext("The question is in the bank.")

    context = {
        **frame(TAB, gettext("Write a question"), (gettext("New"), "")),
        "button": gettext("Put it into the bank"),
    }
    return by_form(request, form, step, context, "study/question_form.html")


def _refused_at(form: QuestionForm, act: Any) -> Any:
    """Do it; what is refused about options or answers is said at the field that is shown for it."""
    try:
        return act()
    except Refusal as refusal:
        shown = {"options": "option_A", "right": _right_field(form)}
        refusal.field = shown.get(refusal.field, refusal.field)
        raise


def _right_field(form: QuestionForm) -> str:
    return {"truefalse": "truth", "short": "accepted"}.get(form.cleaned_data.get("kind", ""), "right")


def _changeable(viewer: Actor, number: int, now: Any) -> QuestionPage:
    found = queries.question_page(viewer, number, now=now)
    if not found.may_change:
        raise NotTheirs
    return found


@require_http_methods(FORM)
@login_required
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Give a question a new version."""
    viewer, now = viewer_of(request), timezone.now()
    insist(Offer(viewer, now).manage)
    found = _changeable(viewer, number, now)
    objective, place = found.question.objective.code, found.question.region
    initial = question_initial(authored(objective, found.versions[0].wording), place.code)
    offered = _offered(viewer, now, objective) | {"places": [(place.code, place.name)]}
    form = QuestionForm(request.POST or None, initial=initial, **offered)

    def step(_typed: dict[str, Any]) -> tuple[str, str]:
        made = _refused_at(form, lambda: actions.change_question(
            actor=viewer, now=now, question_id=number, draft=form.draft()
        ))  # fmt: skip
        done = gettext("Version %(number)s is in the bank; earlier answers keep theirs.")
        return reverse("study:question", args=[number]), done % {"number": made.version}

    context = {
        **frame(TAB, gettext("Change the question"), *_above(number), (gettext("New version"), "")),
        "button": gettext("Keep as a new version"),
    }
    return by_form(request, form, step, context, "study/question_form.html")


def _above(number: int) -> list[tuple[str, str]]:
    return [(gettext("Question %(number)s") % {"number": number}, reverse("study:question", args=[number]))]


@require_http_methods(FORM)
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take a question out of use, with the reason."""
    viewer, now = viewer_of(request), timezone.now()
    insist(Offer(viewer, now).manage)
    _changeable(viewer, number, now)
    form = ReasonForm(request.POST or None)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        actions.withdraw_question(actor=viewer, now=now, question_id=number, reason=typed["reason"])
        done = gettext("The question is withdrawn. It can be taken back into use on its page.")
        return reverse("study:question", args=[number]), done

    context = {
        **frame(TAB, gettext("Withdraw the question"), *_above(number), (gettext("Withdraw"), "")),
        "lead": gettext("It is drawn no more. Answers in open attempts are kept and not judged."),
        "button": gettext("Withdraw the question"),
    }
    return by_form(request, form, step, context)


@require_POST
@login_required
def restore(request: HttpRequest, number: int) -> HttpResponse:
    """Take a withdrawn question back into use."""
    viewer, now = viewer_of(request), timezone.now()
    insist(Offer(viewer, now).manage)
    try:
        actions.restore_question(actor=viewer, now=now, question_id=number)
    except Refusal as refusal:
        if refusal.status != 400:
            raise
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, gettext("The question is in use again."))
    return redirect("study:question", number)


@require_safe
@login_required
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The bank as a sheet that can be imported again, with the filter of the list."""
    viewer, now = viewer_of(request), timezone.now()
    insist(Offer(viewer, now).manage)
    rows = queries.bank_rows(viewer, now=now, filters=_filters(request))
    return send_table(pages.bank_data(rows), form, name="questions", titles=False)
