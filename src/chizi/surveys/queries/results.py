"""What came out: estimates with n, method and interval, only of closed surveys and only from enough answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from chizi.org.abilities import Actor, require
from chizi.org.rules import Ability
from chizi.surveys.models import Answer, Estimate, Question, Survey
from chizi.surveys.policy import policy
from chizi.surveys.queries.seeing import kept_out, survey_for
from chizi.surveys.refusals import NotOpen
from chizi.surveys.rules.draws import shuffled
from chizi.surveys.rules.signs import Sheet, Sign, signs
from chizi.surveys.rules.surveys import QuestionKind, SurveyState


@dataclass(frozen=True)
class EstimateLine:
    """One estimate. ``n`` answers to the question, of ``frame`` who could have been asked (None: nobody knows) and
    ``asked`` who were; a mean from 1 to 5 or a share from 0 to 1 in ``mean_or_share`` with its interval of 95 %, all
    None where too few answered. ``question`` may be a msgid: show it by gettext. ``single_source``: no other source
    has told anything about this party (S1-09)."""

    source: str
    question: str
    n: int
    frame: int | None
    mean_or_share: float | None
    low: float | None
    high: float | None
    method: str
    closed_on: date
    party_code: str = ""
    kind: str = ""
    criterion: str = ""
    survey_id: int = 0
    title: str = ""
    asked: int = 0
    tally: tuple[tuple[str, int], ...] = ()
    single_source: bool = False


def estimates_about(party_codes: Iterable[str], campaign_code: str, *, now: datetime) -> list[EstimateLine]:
    """Estimates of all closed surveys about these parties, newest first; an empty campaign code means any. No scope:
    the caller has checked that the viewer may see the parties. Two queries."""
    rows = Estimate.objects.filter(
        question__survey__party__code__in=list(party_codes), question__survey__state=SurveyState.CLOSED.value
    )
    if campaign_code:
        rows = rows.filter(question__survey__campaign__code=campaign_code)
    rows = rows.select_related("question__survey__party")
    found = list(rows.order_by("-question__survey__closed_on", "-question__survey_id", "question__position"))
    sources = sources_about({one.question.survey.party.code for one in found}, campaign_code)
    return [_line(one, len(sources.get(one.question.survey.party.code, ())) < 2) for one in found]


def sources_about(party_codes: Iterable[str], campaign_code: str = "") -> dict[str, set[str]]:
    """The sources with shown results about each party: fewer than two are to be flagged (S1-09). One query."""
    rows = Survey.objects.filter(party__code__in=list(party_codes), state=SurveyState.CLOSED.value)
    rows = rows.filter(responses__gte=policy().least_answers)
    if campaign_code:
        rows = rows.filter(campaign__code=campaign_code)
    found: dict[str, set[str]] = {}
    for code, source in rows.values_list("party__code", "source"):
        found.setdefault(code, set()).add(source)
    return found


def results_of(viewer: Actor, number: int, *, now: datetime) -> list[EstimateLine]:
    """The estimates of one closed survey, in the order of its questions. Raises UnknownSurvey, NotOpen."""
    survey = survey_for(viewer, number, now)
    if survey.state != SurveyState.CLOSED:
        raise NotOpen
    rows = Estimate.objects.filter(question__survey=survey).select_related("question__survey__party")
    alone = len(sources_about([survey.party.code]).get(survey.party.code, ())) < 2
    return [_line(one, alone) for one in rows.order_by("question__position")]


def _line(one: Estimate, single: bool) -> EstimateLine:
    survey = one.question.survey
    assert survey.closed_on is not None  # noqa: S101 - a constraint of the table
    return EstimateLine(
        source=survey.source,
        question=one.question.text,
        n=one.n,
        frame=survey.frame_size,
        mean_or_share=_number(one.value),
        low=_number(one.low),
        high=_number(one.high),
        method=one.method,
        closed_on=survey.closed_on,
        party_code=survey.party.code,
        kind=one.question.kind,
        criterion=one.question.criterion,
        survey_id=survey.pk,
        title=survey.title,
        asked=survey.asked,
        tally=tuple((key, int(one.tally[key])) for key in sorted(one.tally)),
        single_source=single,
    )


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


@dataclass(frozen=True)
class TextsPage:
    """What was written to one question, in an order that says nothing."""

    question: str
    texts: tuple[str, ...]


def texts_of(viewer: Actor, number: int, *, now: datetime) -> list[TextsPage]:
    """Free texts of a closed survey, for the office alone, never for whom the survey is about.

    Empty where fewer answered than may be shown. Raises UnknownSurvey, NotAllowed, RatesItself, NotOpen.
    """
    survey, sheets = _for_office(viewer, number, now)
    if len(sheets) < policy().least_answers:
        return []
    pages = []
    for question in Question.objects.filter(survey=survey, kind=QuestionKind.TEXT.value).order_by("position"):
        key = str(question.pk)
        said = [str(one.content[key]) for one in sheets if key in one.content]
        # A salt of each question's own, or the texts of one sheet would stand at the same place in each list.
        order = shuffled(f"{survey.digest}{key}", said)
        pages.append(TextsPage(question.text, tuple(said[at] for at in order)))
    return pages


def signs_of(viewer: Actor, number: int, *, now: datetime) -> tuple[Sign, ...]:
    """What a human should look at before relying on the results. Raises what `texts_of` raises."""
    survey, answers = _for_office(viewer, number, now)
    sheets = [Sheet(one.day, one.content) for one in answers]
    return signs(sheets, days=(survey.closes - survey.opens).days + 1, policy=policy().signs)


def _for_office(viewer: Actor, number: int, now: datetime) -> tuple[Survey, list[Answer]]:
    survey = survey_for(viewer, number, now)
    require(viewer, Ability.MANAGE_SURVEYS, survey, now=now)
    refusal = kept_out(viewer, survey.party, now=now)
    if refusal is not None:
        raise refusal
    if survey.state != SurveyState.CLOSED:
        raise NotOpen
    return survey, list(Answer.objects.filter(survey=survey).order_by("id"))
