"""Preparing a survey, drawing those who are asked, and printing slips."""

from io import BytesIO
from typing import Any

import qrcode  # type: ignore[import-untyped]
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from qrcode.image.svg import SvgPathImage  # type: ignore[import-untyped]

from chizi.core.refusals import Forbidden, Refusal
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import blame, sentence
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.surveying.forms import DrawForm, SlipsForm, SurveyForm
from chizi.fronts.surveying.offers import may_ask
from chizi.fronts.surveying.pages import surveys as pages
from chizi.fronts.surveying.words import READY, ready
from chizi.org.abilities import require
from chizi.org.queries import find_parties, home_region, parties_by_code, parties_in, party
from chizi.org.rules import Ability, PartyKind
from chizi.plan.queries import campaigns
from chizi.surveys.actions import Drawn, draft_survey, draw_sample, print_slips
from chizi.surveys.queries import SurveyPage, guided_parties, kept_out, survey_page
from chizi.surveys.rules.surveys import Source, SurveyState

SECTION = {"rail_section": "evaluation", "tab": "surveying:home"}
MOST_PARTIES = 50


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """First about whom and which questions to begin with; then the form. A fault brings back all that was typed."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_ask(viewer))
    code = (request.POST.get("party") or request.GET.get("party") or "")[:60]
    if not code:
        return _choose(request)
    chosen = party(viewer, code, now=now)
    require(viewer, Ability.MANAGE_SURVEYS, chosen, now=now)
    refusal = kept_out(viewer, chosen, now=now)
    if refusal is not None:
        raise refusal  # said before he has typed a word
    offered = [(one.code, one.title) for one in campaigns(viewer, now=now).campaigns]
    if request.method != "POST":
        start = ready(asked(request, "ready", 20))
        return _form_page(request, chosen, SurveyForm(campaigns=offered, start=start), 200)
    form = SurveyForm(request.POST, campaigns=offered)
    if not form.is_valid():
        return _form_page(request, chosen, form, 400)
    given = {name: form.cleaned_data[name] for name in ("source", "title", "method", "opens", "closes")}
    try:
        made = draft_survey(
            actor=viewer,
            now=now,
            party_code=chosen.code,
            campaign_code=form.cleaned_data["campaign"],
            questions=form.questions(),
            **given,
        )
    except Forbidden:
        raise
    except Refusal as fault:
        return _form_page(request, chosen, form, blame(form, fault))
    messages.success(request, gettext("Prepared. Nobody has been asked yet: now draw those who are."))
    return redirect("surveying:survey", made.pk)


def _choose(request: HttpRequest) -> HttpResponse:
    viewer, now = viewer_of(request), timezone.now()
    words, title = asked(request, "q", 40), gettext("Prepare a survey")
    if words:
        found = find_parties(viewer, words, now=now)
    else:
        region = home_region(viewer, now=now, ability=Ability.MANAGE_SURVEYS)
        found = list(parties_in(viewer, now=now, region=region, limit=20).parties) if region else []
    start = ready(asked(request, "ready", 20)) or READY[0]
    context = SECTION | {
        "title": title,
        "trail": pages.trail(title),
        "words": words,
        "parties": found,
        "ready": [(one.code, gettext(one.name), one.code == start.code) for one in READY],
        "chosen": start.code,
    }
    return render(request, "surveying/choose.html", context)


def _form_page(request: HttpRequest, chosen: Any, form: SurveyForm, status: int) -> HttpResponse:
    title = gettext("Prepare a survey")
    context = SECTION | {"title": title, "trail": pages.trail(title), "party": chosen, "form": form}
    return render(request, "surveying/new.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def draw(request: HttpRequest, number: int) -> HttpResponse:
    """Tick whose people may be asked, say how many, and draw; or print slips instead."""
    found = _undrawn(request, number)
    if found is None:
        return redirect("surveying:survey", number)
    form, status = DrawForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                done = draw_sample(
                    actor=viewer_of(request),
                    now=timezone.now(),
                    survey_id=number,
                    size=form.cleaned_data["size"],
                    party_codes=request.POST.getlist("parties")[:MOST_PARTIES],
                )
            except Forbidden:
                raise
            except Refusal as refusal:
                status = blame(form, refusal) if refusal.status != 404 else _beside(form, refusal)
            else:
                said = gettext("%(asked)s of %(frame)s people were drawn; each has a link in the inbox.")
                messages.success(request, said % {"asked": done.asked, "frame": done.frame_size})
                return redirect("surveying:survey", number)
    return _draw_page(request, found, form, SlipsForm(), status)


def _beside(form: DrawForm, refusal: Refusal) -> int:
    form.add_error(None, sentence(refusal))
    return refusal.status


def _undrawn(request: HttpRequest, number: int) -> SurveyPage | None:
    """The survey, for somebody of the office whom it does not concern; None when it was drawn already."""
    viewer, now = viewer_of(request), timezone.now()
    found = survey_page(viewer, number, now=now)
    require(viewer, Ability.MANAGE_SURVEYS, found.survey, now=now)
    if found.why_not is not None:
        raise found.why_not
    return found if found.survey.state == SurveyState.DRAFT else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def slips(request: HttpRequest, number: int) -> HttpResponse:
    """Print slips for people outside: their codes are on this one page and nowhere else."""
    found = _undrawn(request, number)
    if found is None:
        return redirect("surveying:survey", number)
    form, status = SlipsForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                done = print_slips(
                    actor=viewer_of(request), now=timezone.now(), survey_id=number, **form.cleaned_data
                )
            except Forbidden:
                raise
            except Refusal as refusal:
                status = blame(form, refusal)
            else:
                return _paper(request, done)
    return _draw_page(request, found, DrawForm(), form, status)


def _draw_page(
    request: HttpRequest, found: SurveyPage, form: DrawForm, paper: SlipsForm, status: int
) -> HttpResponse:
    viewer, now, survey = viewer_of(request), timezone.now(), found.survey
    guided = survey.source == Source.GUIDED
    words = asked(request, "q", 40)
    ticked = parties_by_code(
        request.POST.getlist("parties")[:MOST_PARTIES] or request.GET.getlist("parties")[:50]
    )
    offered = list(ticked.values())
    if not guided and words:
        offered += find_parties(viewer, words, now=now, kind=PartyKind.AGENCY)
    elif not guided:
        region = home_region(viewer, now=now, ability=Ability.MANAGE_SURVEYS)
        if region is not None:
            offered += parties_in(viewer, now=now, region=region, kind=PartyKind.AGENCY, limit=20).parties
    title = gettext("Draw those who are asked")
    context = SECTION | {
        "title": title,
        "trail": pages.trail(title, survey.pk, survey.title),
        "survey": survey,
        "form": form,
        "paper": paper,
        "words": words,
        "guided": guided_parties(survey.party, now=now) if guided else None,
        "outside": survey.source == Source.OUTSIDE,
        "parties": [
            (one, one.code in ticked)
            for one in {each.code: each for each in offered}.values()
            if one.code != survey.party.code and one.kind == PartyKind.AGENCY
        ],
        "seed_hash": found.sample.seed_hash,
    }
    return render(request, "surveying/draw.html", context, status=status)


def _paper(request: HttpRequest, done: Drawn) -> HttpResponse:
    host = request.build_absolute_uri("/").rstrip("/")
    made = [(code, _square(f"{host}{reverse('public:survey', args=[code])}")) for code in done.codes]
    context = {
        "title": gettext("Slips for the survey"),
        "survey": done.survey,
        "slips": made,
        "address": f"{host}{reverse('public:survey_code')}".partition("://")[2].rstrip("/"),
        "back_href": reverse("surveying:survey", args=[done.survey.pk]),
    }
    return render(request, "surveying/slips.html", context)


def _square(text: str) -> SafeString:
    """The address as a QR code, drawn in the page itself."""
    stream = BytesIO()
    qrcode.make(text, image_factory=SvgPathImage, border=2).save(stream)
    drawn = stream.getvalue().decode().partition("?>")[2].strip()
    return mark_safe(drawn)  # noqa: S308 - made by the library from an address of ours
