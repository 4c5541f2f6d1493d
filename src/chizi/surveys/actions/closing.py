"""The end of a survey: results computed once and never changed, or a withdrawal with its reason."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from chizi.core.words import N_
from chizi.org.abilities import Actor, local_day
from chizi.plan.telling import clerks_of, tell
from chizi.surveys.actions.drafting import journal, managed_survey, text_in
from chizi.surveys.models import Answer, Estimate, Question, Survey
from chizi.surveys.policy import policy
from chizi.surveys.queries.seeing import members_of
from chizi.surveys.refusals import AlreadyEnded, NotOpen, WindowStillOpen
from chizi.surveys.rules.estimates import TOO_FEW, Interval, mean, share
from chizi.surveys.rules.surveys import REASON_LENGTH, QuestionKind, SurveyState

RESULTS = N_("The survey “%(title)s” about %(party)s has its results.")


@transaction.atomic
def close_survey(*, actor: Actor, now: datetime, survey_id: int) -> Survey:
    """End the survey after its last day, or once everybody has answered, and compute its estimates for good.

    Nobody has seen a result before. Raises UnknownSurvey, NotAllowed, RatesItself, NotOpen, WindowStillOpen.
    """
    survey = managed_survey(actor, survey_id, now)
    if survey.state != SurveyState.OPEN:
        raise NotOpen
    if local_day(now) <= survey.closes and survey.responses < survey.asked:
        raise WindowStillOpen(day=survey.closes.isoformat())
    answers = list(Answer.objects.filter(survey=survey).order_by("id"))
    for question in Question.objects.filter(survey=survey).order_by("position"):
        _estimate(survey, question, answers)
    survey.state, survey.closed_on = SurveyState.CLOSED.value, local_day(now)
    survey.digest = digest_of(answers)
    survey.save(update_fields=["state", "closed_on", "digest"])
    content = {"answers": len(answers), "asked": survey.asked, "digest": survey.digest}
    journal(actor.ref, now, "survey.closed", survey, content)
    tell(
        actor=actor.ref,
        now=now,
        to=[*clerks_of([survey.party], now=now), *members_of(survey.party, now)],
        kind="news.survey",
        text=RESULTS,
        params={"title": survey.title, "party": survey.party.name},
        href=f"/surveys/{survey.pk}/",
        about=f"{survey.ref}:results",
    )
    return survey


@transaction.atomic
def withdraw_survey(*, actor: Actor, now: datetime, survey_id: int, reason: str) -> Survey:
    """End a survey without results before it is closed, with a reason that everybody who sees the survey reads.

    Raises UnknownSurvey, NotAllowed, RatesItself, AlreadyEnded, EmptyText.
    """
    survey = managed_survey(actor, survey_id, now)
    if survey.state not in (SurveyState.DRAFT, SurveyState.OPEN):
        raise AlreadyEnded
    survey.reason = text_in(reason, REASON_LENGTH, "reason")
    survey.state = SurveyState.WITHDRAWN.value
    survey.save(update_fields=["state", "reason"])
    journal(actor.ref, now, "survey.withdrawn", survey, {"reason": survey.reason})
    return survey


def digest_of(answers: Sequence[Answer]) -> str:
    """The SHA-256 over all answers in the order of their numbers."""
    lines = [json.dumps([one.pk, one.day.isoformat(), one.content], sort_keys=True) for one in answers]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _estimate(survey: Survey, question: Question, answers: Sequence[Answer]) -> None:
    key = str(question.pk)
    given = [one.content[key] for one in answers if key in one.content]
    found = Estimate(question=question, n=len(given), method=TOO_FEW)
    if question.kind != QuestionKind.TEXT and len(given) >= policy().least_answers:
        if question.kind == QuestionKind.YES_NO:
            interval = share(sum(given), len(given), survey.frame_size)
            found.tally = {"no": given.count(False), "yes": given.count(True)}
        else:
            interval = mean(given, survey.frame_size)
            found.tally = {str(value): count for value, count in Counter(given).items()}
        _fill(found, interval)
    found.save()


def _fill(found: Estimate, interval: Interval) -> None:
    found.value, found.low, found.high = (_four(one) for one in (interval.value, interval.low, interval.high))
    found.method = interval.method


def _four(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(value).quantize(Decimal("0.0001"))
