"""Preparing a survey: about whom, asked of whom, how, what, and the seed to which the draw is bound; and changing it
as long as nobody has been asked."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from django.db import transaction

from chizi.core.refusals import Refusal
from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, local_day, require
from chizi.org.models import Party
from chizi.org.queries import party as visible_party
from chizi.org.rules import Ability
from chizi.plan.models import Body
from chizi.plan.reaching import campaign_for
from chizi.plan.rules.bodies import BodyKind
from chizi.surveys.models import Question, Sample, Survey
from chizi.surveys.queries.seeing import kept_out, survey_for
from chizi.surveys.refusals import (
    EmptyText,
    NoQuestions,
    NotGuidance,
    SentOut,
    UnknownKind,
    UnknownSource,
    WindowBackwards,
)
from chizi.surveys.rules.draws import seed_hash
from chizi.surveys.rules.surveys import (
    METHOD_LENGTH,
    MOST_QUESTIONS,
    QUESTION_LENGTH,
    TITLE_LENGTH,
    Criterion,
    QuestionDraft,
    QuestionKind,
    Source,
    SurveyState,
)

Choice = TypeVar("Choice", bound=StrEnum)


@transaction.atomic
def draft_survey(
    *,
    actor: Actor,
    now: datetime,
    party_code: str,
    source: str,
    title: str,
    method: str,
    opens: date,
    closes: date,
    questions: Sequence[QuestionDraft],
    campaign_code: str = "",
) -> Survey:
    """Write a survey about a party and commit to the seed of its draw; nobody is asked yet.

    ``method`` says how those asked are chosen, for whoever answers and whoever reads the results. Raises
    UnknownParty, NotAllowed, RatesItself, UnknownSource, NotGuidance, UnknownCampaign, EmptyText, WindowBackwards,
    NoQuestions, UnknownKind.
    """
    party = visible_party(actor, party_code, now=now)
    require(actor, Ability.MANAGE_SURVEYS, party, now=now)
    keep_away(actor, party, now)
    survey = Survey(party=party)
    _word(survey, now, source=source, title=title, method=method, opens=opens, closes=closes)
    survey.campaign = campaign_for(actor, campaign_code, now=now) if campaign_code else None
    survey.created_by, survey.created_on = actor.ref, local_day(now)
    survey.stand_at(party.region)
    survey.save()
    _ask(survey, questions)
    seed = secrets.token_hex(32)
    Sample.objects.create(survey=survey, seed=seed, seed_hash=seed_hash(seed))
    content = {"party": party.code, "source": survey.source, "title": survey.title, "seed": seed_hash(seed)}
    journal(actor.ref, now, "survey.drafted", survey, content)
    return survey


@transaction.atomic
def change_survey(
    *,
    actor: Actor,
    now: datetime,
    survey_id: int,
    source: str,
    title: str,
    method: str,
    opens: date,
    closes: date,
    questions: Sequence[QuestionDraft],
    campaign_code: str = "",
) -> Survey:
    """Write a survey anew while it is a draft: all but whom it is about, and the seed of its draw, which stands.

    Raises UnknownSurvey, NotAllowed, RatesItself, SentOut, and what `draft_survey` raises.
    """
    survey = managed_survey(actor, survey_id, now)
    if survey.state != SurveyState.DRAFT:
        raise SentOut
    before = _told(survey)
    _word(survey, now, source=source, title=title, method=method, opens=opens, closes=closes)
    if campaign_code != (survey.campaign.code if survey.campaign is not None else ""):
        survey.campaign = campaign_for(actor, campaign_code, now=now) if campaign_code else None
    survey.save()
    Question.objects.filter(survey=survey).delete()
    _ask(survey, questions)
    after = _told(survey)
    if after != before:
        content = {name: value for name, value in after.items() if value != before[name]}
        journal(actor.ref, now, "survey.changed", survey, content)
    return survey


def _told(survey: Survey) -> dict[str, Any]:
    """What the journal keeps of a draft."""
    asked = Question.objects.filter(survey=survey).order_by("position")
    return {
        "source": survey.source,
        "title": survey.title,
        "method": survey.method,
        "opens": survey.opens.isoformat(),
        "closes": survey.closes.isoformat(),
        "campaign": survey.campaign.code if survey.campaign is not None else "",
        "questions": [[one.kind, one.text, one.criterion] for one in asked],
    }


def _word(
    survey: Survey, now: datetime, *, source: str, title: str, method: str, opens: date, closes: date
) -> None:
    """Put what was typed into a survey of a known party."""
    kind = choice_in(Source, source, UnknownSource(field="source"))
    if kind is Source.GUIDED and not _is_guidance_group(survey.party):
        raise NotGuidance(field="source")
    if closes < opens or closes < local_day(now):
        raise WindowBackwards(field="closes")
    survey.source, survey.opens, survey.closes = kind.value, opens, closes
    survey.title = text_in(title, TITLE_LENGTH, "title")
    survey.method = text_in(method, METHOD_LENGTH, "method")


def _is_guidance_group(party: Party) -> bool:
    return Body.objects.filter(party=party, kind=BodyKind.GUIDANCE_GROUP.value).exists()


def _ask(survey: Survey, questions: Sequence[QuestionDraft]) -> None:
    rows = []
    for position, one in enumerate(questions, start=1):
        kind = choice_in(QuestionKind, one.kind, UnknownKind(field="questions"))
        criterion = one.criterion if one.criterion in set(Criterion) else ""
        text = text_in(one.text, QUESTION_LENGTH, "questions")
        rows.append(
            Question(survey=survey, position=position, kind=kind.value, text=text, criterion=criterion)
        )
    if len(rows) > MOST_QUESTIONS or all(one.kind == QuestionKind.TEXT for one in rows):
        raise NoQuestions(field="questions", most=MOST_QUESTIONS)
    Question.objects.bulk_create(rows)


def keep_away(actor: Actor, party: Party, now: datetime) -> None:
    """Raises RatesItself for whoever is bound to the rated party."""
    refusal = kept_out(actor, party, now=now)
    if refusal is not None:
        raise refusal


def managed_survey(actor: Actor, number: int, now: datetime) -> Survey:
    """The survey, locked, for somebody of the office whom it does not concern. Raises UnknownSurvey, NotAllowed,
    RatesItself."""
    survey = survey_for(actor, number, now)
    require(actor, Ability.MANAGE_SURVEYS, survey, now=now)
    keep_away(actor, survey.party, now)
    rows = Survey.objects.select_for_update(of=("self",)).select_related("party", "region", "sample")
    return rows.get(pk=survey.pk)


def text_in(text: str, most: int, field: str) -> str:
    """The text without blanks at its ends. Raises EmptyText when nothing is left, or it is too long or holds a NUL."""
    plain = text.replace("\r\n", "\n").strip()
    if not plain or len(plain) > most or "\0" in plain:
        raise EmptyText(field=field, most=most)
    return plain


def choice_in(kinds: type[Choice], value: str, refusal: Refusal) -> Choice:
    """The member with this value, or the refusal is raised."""
    try:
        return kinds(value)
    except ValueError:
        raise refusal from None


def journal(actor: str, now: datetime, kind: str, survey: Survey, content: dict[str, Any]) -> None:
    """One entry about a survey."""
    record_entry(actor=actor, now=now, kind=kind, object=survey.ref, unit=survey.region.code, content=content)
