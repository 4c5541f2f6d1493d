"""What came out: estimates with n, method and interval, only of closed surveys and only from enough answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from chizi.org.abilities import Actor
from chizi.org.refusals import NotAllowed
from chizi.surveys.models import Answer, Estimate, Survey
from chizi.surveys.policy import policy
from chizi.surveys.queries.lists import SurveyPage, survey_page
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
    return [
        _line(one, len(sources.get(one.question.survey.party.code, ())) < 2, one.question.survey)
        for one in found
    ]


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


def results_of(
    viewer: Actor, number: int, *, now: datetime, page: SurveyPage | None = None
) -> list[EstimateLine]:
    """The estimates of one closed survey, in the order of its questions; ``page`` is what `survey_page` gave for the
    same viewer, so that it is not asked twice. Raises UnknownSurvey, NotOpen."""
    survey = (page or survey_page(viewer, number, now=now)).survey
    if survey.state != SurveyState.CLOSED:
        raise NotOpen
    rows = Estimate.objects.filter(question__survey=survey).select_related("question")
    alone = len(sources_about([survey.party.code]).get(survey.party.code, ())) < 2
    return [_line(one, alone, survey) for one in rows.order_by("question__position")]


def _line(one: Estimate, single: bool, survey: Survey) -> EstimateLine:
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
class Inside:
    """What only the office reads: free texts by question, in an order that says nothing, and the signs."""

    texts: tuple[tuple[str, tuple[str, ...]], ...]
    signs: tuple[Sign, ...]


def inside_of(viewer: Actor, number: int, *, now: datetime, page: SurveyPage | None = None) -> Inside:
    """Texts and signs of a closed survey, for the office alone, never for whom the survey is about; ``page`` as in
    `results_of`. No texts where fewer answered than may be shown.

    Raises UnknownSurvey, NotAllowed, RatesItself, NotOpen.
    """
    page = page or survey_page(viewer, number, now=now)
    if page.why_not is not None:
        raise page.why_not
    if not page.may_manage:
        raise NotAllowed
    survey = page.survey
    if survey.state != SurveyState.CLOSED:
        raise NotOpen
    answers = list(Answer.objects.filter(survey=survey).order_by("id"))
    sheets = [Sheet(one.day, one.content) for one in answers]
    found = signs(sheets, days=(survey.closes - survey.opens).days + 1, policy=policy().signs)
    if len(answers) < policy().least_answers:
        return Inside((), found)
    texts = [one for one in page.questions if one.kind == QuestionKind.TEXT]
    return Inside(tuple((one.text, _texts(str(one.pk), survey.digest, answers)) for one in texts), found)


def _texts(key: str, digest: str, answers: list[Answer]) -> tuple[str, ...]:
    """The texts to one question. Each question has a salt of its own, or the texts of one sheet would stand at the
    same place in each list."""
    said = [str(one.content[key]) for one in answers if key in one.content]
    return tuple(said[at] for at in shuffled(f"{digest}{key}", said))
