"""Surveys as lists and pages show them."""

from dataclasses import dataclass
from datetime import date, datetime

from chizi.core.cursors import number_cursor
from chizi.org.abilities import Actor, local_day, may
from chizi.org.rules import Ability
from chizi.surveys.models import Question, Sample, Survey
from chizi.surveys.queries.seeing import kept_out, survey_for, visible_surveys
from chizi.surveys.refusals import RatesItself
from chizi.surveys.rules.surveys import Source, SurveyState

MOST_COUNTED = 1000


@dataclass(frozen=True)
class SurveyLine:
    """One survey in a list."""

    id: int
    title: str
    party: str
    source: str
    state: str
    opens: date
    closes: date
    asked: int
    responses: int
    closed_on: date | None


@dataclass(frozen=True)
class SurveyList:
    """Some surveys, newest first; ``after`` is the next cursor, ``total`` counts to 1000 and says then "more"."""

    lines: tuple[SurveyLine, ...]
    after: str
    total: int


@dataclass(frozen=True)
class SurveyPage:
    """One survey with its questions and its draw. ``why_not`` says why this viewer may not take the next step, where
    he is of the office; ``may_close`` whether the time for that has come."""

    survey: Survey
    questions: tuple[Question, ...]
    sample: Sample
    may_manage: bool
    why_not: RatesItself | None
    may_close: bool


def surveys(
    viewer: Actor, *, now: datetime, state: str = "", source: str = "", after: str = "", limit: int = 50
) -> SurveyList:
    """Surveys within sight, newest first, keyset-paged; unknown filters are none. Two queries."""
    rows = visible_surveys(viewer, now)
    if state in set(SurveyState):
        rows = rows.filter(state=state)
    if source in set(Source):
        rows = rows.filter(source=source)
    total = rows.order_by().values("pk")[: MOST_COUNTED + 1].count()
    cursor = number_cursor(after)
    if cursor is not None:
        rows = rows.filter(pk__lt=cursor)
    found = list(rows.order_by("-pk")[: limit + 1])
    lines = tuple(_line(one) for one in found[:limit])
    return SurveyList(lines, str(lines[-1].id) if len(found) > limit else "", total)


def _line(one: Survey) -> SurveyLine:
    return SurveyLine(
        one.pk,
        one.title,
        one.party.name,
        one.source,
        one.state,
        one.opens,
        one.closes,
        one.asked,
        one.responses,
        one.closed_on,
    )


def survey_page(viewer: Actor, number: int, *, now: datetime) -> SurveyPage:
    """The survey for its page. Raises UnknownSurvey."""
    survey = survey_for(viewer, number, now)
    manages = may(viewer, Ability.MANAGE_SURVEYS, survey, now=now)
    why_not = kept_out(viewer, survey.party, now=now) if manages else None
    questions = tuple(Question.objects.filter(survey=survey).order_by("position"))
    ended = local_day(now) > survey.closes or survey.responses >= survey.asked
    may_close = survey.state == SurveyState.OPEN and ended
    return SurveyPage(survey, questions, survey.sample, manages and why_not is None, why_not, may_close)


def my_surveys_to_close(viewer: Actor, *, now: datetime, limit: int = 20) -> tuple[SurveyLine, ...]:
    """Surveys that this viewer prepared and whose window is over, the earliest first; one query."""
    rows = Survey.objects.filter(
        created_by=viewer.ref, state=SurveyState.OPEN.value, closes__lt=local_day(now)
    ).select_related("party")
    return tuple(_line(one) for one in rows.order_by("closes", "pk")[:limit])
