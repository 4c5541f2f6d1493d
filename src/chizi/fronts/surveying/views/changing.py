"""Changing a survey that nobody has been asked yet: the same form as for a new one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from chizi.core.refusals import Forbidden, Refusal
from chizi.fronts.kit.refusing import blame
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.surveying.forms import SurveyForm
from chizi.fronts.surveying.pages import surveys as pages
from chizi.org.abilities import Actor, require
from chizi.org.rules import Ability
from chizi.plan.queries import campaigns
from chizi.surveys.actions import change_survey
from chizi.surveys.queries import SurveyPage, survey_page
from chizi.surveys.rules.surveys import QuestionDraft, SurveyState

SECTION = {"rail_section": "evaluation", "tab": "surveying:home"}
GIVEN = ("source", "title", "method", "opens", "closes")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request: HttpRequest, number: int) -> HttpResponse:
    """The draft in its form. Once it was sent out, what is typed is refused and stays on the page."""
    viewer, now = viewer_of(request), timezone.now()
    found = survey_page(viewer, number, now=now)
    require(viewer, Ability.MANAGE_SURVEYS, found.survey, now=now)
    if found.why_not is not None:
        raise found.why_not
    if request.method != "POST" and found.survey.state != SurveyState.DRAFT:
        return redirect("surveying:survey", number)
    form, status = _form(request, viewer, found), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                change_survey(
                    actor=viewer,
                    now=now,
                    survey_id=number,
                    campaign_code=form.cleaned_data["campaign"],
                    questions=form.questions(),
                    **{name: form.cleaned_data[name] for name in GIVEN},
                )
            except Forbidden:
                raise
            except Refusal as refusal:
                status = blame(form, refusal)
            else:
                messages.success(request, gettext("Saved. Nobody has been asked yet."))
                return redirect("surveying:survey", number)
    title = gettext("Change the survey")
    context = SECTION | {
        "title": title,
        "trail": pages.trail(title, number, found.survey.title),
        "party": found.survey.party,
        "survey": found.survey,
        "form": form,
    }
    return render(request, "surveying/new.html", context, status=status)


def _form(request: HttpRequest, viewer: Actor, found: SurveyPage) -> SurveyForm:
    survey = found.survey
    offered = {one.code: one.title for one in campaigns(viewer, now=timezone.now()).campaigns}
    if survey.campaign is not None:  # even where it has ended by now
        offered.setdefault(survey.campaign.code, survey.campaign.title)
    written = {name: getattr(survey, name) for name in GIVEN}
    return SurveyForm(
        request.POST if request.method == "POST" else None,
        campaigns=list(offered.items()),
        held=[QuestionDraft(one.kind, one.text, one.criterion) for one in found.questions],
        initial=written | {"campaign": survey.campaign.code if survey.campaign is not None else ""},
    )
