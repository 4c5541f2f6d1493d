"""Objections to what is asked, and their answers (R-10)."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from chizi.core.refusals import Refusal
from chizi.fronts.kit.formats import day_text
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.planning.forms import AnswerForm, ObjectForm
from chizi.fronts.planning.pages import assignments as pages
from chizi.fronts.planning.views.assignments import insist_as_issuer, insist_on, is_live, taken
from chizi.fronts.planning.views.stepping import FORM
from chizi.fronts.planning.words import OBJECTIONS
from chizi.plan.actions import answer_objection, raise_objection
from chizi.plan.campaign_policy import campaign_policy
from chizi.plan.campaign_refusals import (
    AlreadySettled,
    ObjectionAnswered,
    ObjectionOpen,
    ObjectionTooLate,
    OwnObjection,
)
from chizi.plan.queries import AssignmentPage, assignment_page


@require_http_methods(FORM)
@login_required
def object_to(request: HttpRequest, number: int) -> HttpResponse:
    """Object to an assignment; the page says by when the issuer must answer."""
    viewer, now = viewer_of(request), timezone.now()
    found = assignment_page(viewer, number, now=now)
    insist_on(request, found.may_object, found, _unobjectable(found))
    form = ObjectForm(request.POST or None, viewer=viewer, now=now)

    def step(typed: dict[str, Any]) -> str:
        made = raise_objection(actor=viewer, now=now, assignment_id=number, **typed)
        return gettext("Your objection is with %(issuer)s, who answers by %(day)s.") % {
            "issuer": found.line.issuer,
            "day": day_text(made.answer_by),
        }

    lead = gettext(
        "Until %(due)s you may object. %(issuer)s must answer within %(days)s days. Objecting is your right and"
        " counts against nobody."
    ) % {
        "due": day_text(found.line.due),
        "issuer": found.line.issuer,
        "days": campaign_policy().answer_days,
    }
    return taken(request, found, form, step, title=gettext("Object"), lead=lead)


def _unobjectable(found: AssignmentPage) -> Refusal:
    waiting = pages.open_objection(found)
    if not is_live(found):
        return AlreadySettled()
    return ObjectionOpen(day=waiting.answer_by) if waiting else ObjectionTooLate(due=found.line.due)


@require_http_methods(FORM)
@login_required
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """The issuer's answer to the open objection: withdraw, give more time, or keep, always with words."""
    viewer, now = viewer_of(request), timezone.now()
    found = assignment_page(viewer, number, now=now)
    waiting = pages.open_objection(found)
    if waiting is None:
        raise ObjectionAnswered
    insist_as_issuer(request, found.may_answer, found, OwnObjection() if found.works else None)
    form = AnswerForm(request.POST or None, viewer=viewer, now=now)

    def step(typed: dict[str, Any]) -> str:
        answer_objection(actor=viewer, now=now, objection_id=waiting.id, **typed)
        return gettext("Answered, and whoever objected is told.")

    lead = gettext("To be answered by %(day)s.") % {"day": day_text(waiting.answer_by)}
    return taken(
        request,
        found,
        form,
        step,
        title=gettext("Answer the objection"),
        lead=lead,
        objection=(said(OBJECTIONS, waiting.ground), waiting.text),
    )
