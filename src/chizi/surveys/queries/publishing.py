"""Estimates of a campaign as a table to be published (S1-10)."""

from datetime import datetime
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext

from chizi.core.dataset import Column, Dataset
from chizi.core.words import N_
from chizi.surveys.models import Estimate
from chizi.surveys.rules.surveys import SurveyState

COLUMNS = (
    Column("party", "text", N_("Public body")),
    Column("region_code", "text", N_("Region code")),
    Column("region_name", "text", N_("Place")),
    Column("source", "text", N_("Who was asked"), N_("peers, supervisors, outside or guided")),
    Column("question", "text", N_("Question")),
    Column("asked", "integer", N_("Invited"), N_("how many were invited")),
    Column("answered", "integer", N_("Answers"), N_("how many answered this question")),
    Column("estimate", "decimal", N_("Estimate"), N_("a mean from 1 to 5, or a share from 0 to 1")),
    Column("low", "decimal", N_("Low"), N_("lower end of the interval of 95 %")),
    Column("high", "decimal", N_("High"), N_("upper end of the interval of 95 %")),
    Column("method", "text", N_("Method")),
    Column("closed_on", "date", N_("Survey closed on")),
)


def opinions_dataset(campaign_code: str, *, now: datetime) -> Dataset:
    """Estimates of the closed surveys of a campaign, in the order of parties; those from too few answers are left
    out. Questions of a template stand in Chinese, as they were asked. One query."""
    rows = Estimate.objects.filter(
        question__survey__campaign__code=campaign_code,
        question__survey__state=SurveyState.CLOSED.value,
        value__isnull=False,
    )
    rows = rows.select_related("question__survey__party", "question__survey__region")
    rows = rows.order_by("question__survey__party__code", "question__survey_id", "question__position")
    with translation.override("zh-hans"):
        found = tuple(_row(one) for one in rows)
    return Dataset("opinions", COLUMNS, found, {"as_of": now.isoformat()})


def _row(one: Estimate) -> tuple[object, ...]:
    survey = one.question.survey
    place = (survey.party.name, survey.region.code, survey.region.name)
    asked = (survey.source, gettext(one.question.text), survey.asked, one.n)
    return (*place, *asked, *map(_exact, (one.value, one.low, one.high)), one.method, survey.closed_on)


def _exact(value: object) -> Decimal | None:
    return None if value is None else round(Decimal(str(value)), 2)
