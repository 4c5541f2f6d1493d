"""One survey: for the office its steps, for everybody who sees it its results once it is closed."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chizi.fronts.kit.exporting import send_table
from chizi.fronts.kit.refusing import sentence
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.surveying.pages import surveys as pages
from chizi.fronts.surveying.words import shown
from chizi.surveys.queries import Inside, inside_of, results_of, survey_page
from chizi.surveys.rules.surveys import SurveyState


@require_safe
@login_required
def page(request: HttpRequest, number: int) -> HttpResponse:
    """Questions, draw, how many answered; from the closing on what came out. Texts and signs for the office only."""
    viewer, now = viewer_of(request), timezone.now()
    found = survey_page(viewer, number, now=now)
    closed = found.survey.state == SurveyState.CLOSED
    lines = results_of(viewer, number, now=now, page=found) if closed else []
    inside = inside_of(viewer, number, now=now, page=found) if closed and found.may_manage else Inside((), ())
    context = {
        "rail_section": "evaluation",
        "tab": "surveying:home",
        "title": found.survey.title,
        "trail": pages.trail(found.survey.title),
        "survey": found.survey,
        "facts": pages.facts(found),
        "draw": pages.draw_facts(found, viewer),
        "questions": pages.questions(found),
        "may_manage": found.may_manage,
        "why_not": sentence(found.why_not) if found.why_not else "",
        "may_close": found.may_close,
        "results": pages.results(lines),
        "warnings": pages.warnings(found, lines, inside.signs),
        "texts": [(shown(question), pages.written(said)) for question, said in inside.texts],
    }
    return render(request, "surveying/survey.html", context)


@require_safe
@login_required
def export(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """The results as CSV or Excel."""
    viewer, now = viewer_of(request), timezone.now()
    found = survey_page(viewer, number, now=now)
    lines = results_of(viewer, number, now=now, page=found)
    return send_table(pages.dataset(found, lines, now), form, name=f"survey-{number}")
