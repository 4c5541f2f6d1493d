"""One survey: its facts, its draw, its answers so far, and its results as bars and a table."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from chizi.core.dataset import Column as DataColumn
from chizi.core.dataset import Dataset
from chizi.core.words import N_
from chizi.fronts.kit.formats import count, day_text, local
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.surveying.words import (
    AGREEMENT,
    CRITERIA,
    METHODS,
    QUESTION_KINDS,
    SIGNS,
    SOURCES,
    asked_words,
    shown,
    survey_state,
)
from chizi.org.abilities import Actor
from chizi.org.queries import names_of_people
from chizi.surveys.queries import EstimateLine, SurveyPage
from chizi.surveys.rules.signs import Sign
from chizi.surveys.rules.surveys import QuestionKind, SampleKind, SurveyState

WIDTH = 1000


@dataclass(frozen=True)
class Bar:
    """One kind of answer: its word, how many gave it, the share in words, and its length in a bar of 1000."""

    word: str
    number: str
    share: str
    length: int


@dataclass(frozen=True)
class Result:
    """One question as its card shows it. ``value`` is empty where too few answered; ``start`` to ``end`` is the
    interval and ``at`` the value on a line of 1000."""

    question: str
    criterion: str
    n: str
    value: str
    interval: str
    method: str
    bars: tuple[Bar, ...]
    start: int = 0
    end: int = 0
    at: int = 0


def trail(title: str, number: int | None = None, name: str = "") -> list[tuple[str, str]]:
    """The way to a page of surveys."""
    home = [(gettext("Surveys"), reverse("surveying:home"))]
    if number is not None:
        home.append((name, reverse("surveying:survey", args=[number])))
    return [*home, (title, "")]


def facts(page: SurveyPage) -> list[tuple[str, str]]:
    """About whom, asked of whom, how, and how many answered."""
    survey = page.survey
    found = [
        (gettext("About"), survey.party.name),
        (gettext("Who answers"), said(SOURCES, survey.source)),
        (gettext("How those asked are chosen"), survey.method),
        (gettext("Days to answer"), f"{day_text(survey.opens)} – {day_text(survey.closes)}"),
        (gettext("Where it stands"), survey_state(survey.state)),
    ]
    if survey.campaign is not None:
        found.append((gettext("Campaign"), survey.campaign.title))
    if survey.asked:
        found.append((gettext("Invited"), asked_words(survey.asked, survey.frame_size)))
        found.append((gettext("Answers"), response_words(survey.responses, survey.asked)))
    if survey.closed_on is not None:
        found.append((gettext("Closed"), day_text(survey.closed_on)))
    if survey.reason:
        found.append((gettext("Why withdrawn"), survey.reason))
    return found


def response_words(responses: int, asked: int) -> str:
    """How many answered, of how many, and the rate."""
    rate = f"{100 * responses / asked:.0f} %" if asked else "–"
    return gettext("%(answers)s of %(asked)s (%(rate)s)") % {
        "answers": count(responses),
        "asked": count(asked),
        "rate": rate,
    }


def draw_facts(page: SurveyPage, viewer: Actor) -> list[tuple[str, str]]:
    """What proves the draw: the hash of the seed before, the seed and the frame after."""
    sample = page.sample
    found = [(gettext("Hash of the seed, fixed before the draw"), sample.seed_hash)]
    if sample.drawn_on is None:
        return found
    known = {viewer.ref: viewer.name}
    if sample.drawn_by not in known:
        known |= names_of_people({sample.drawn_by})
    who = known.get(sample.drawn_by, sample.drawn_by)
    found.append((gettext("Drawn"), f"{day_text(sample.drawn_on)} · {who}"))
    if sample.kind == SampleKind.PEOPLE:
        found.append((gettext("Seed"), sample.seed))
        found.append((gettext("SHA-256 of the frame"), sample.frame_digest))
    if page.survey.digest:
        found.append((gettext("SHA-256 of all answers"), page.survey.digest))
    return found


def questions(page: SurveyPage) -> list[tuple[str, str]]:
    """(question, how it is answered)."""
    return [(shown(one.text), said(QUESTION_KINDS, one.kind)) for one in page.questions]


def written(texts: Iterable[str]) -> list[tuple[str, str]]:
    """(text, how many wrote it): what several wrote word for word stands once, where it first stands."""
    return [
        (
            text,
            ""
            if number == 1
            else ngettext("%(count)s answer", "%(count)s answers", number) % {"count": count(number)},
        )
        for text, number in Counter(texts).items()
    ]


def results(lines: list[EstimateLine]) -> list[Result]:
    """The questions with a number, as cards."""
    return [_result(one) for one in lines if one.kind != QuestionKind.TEXT]


def _result(one: EstimateLine) -> Result:
    answers = ngettext("%(count)s answer", "%(count)s answers", one.n) % {"count": count(one.n)}
    question = shown(one.question)
    criterion = said(CRITERIA, one.criterion) if one.criterion else ""
    if one.mean_or_share is None:
        return Result(question, criterion, answers, "", "", said(METHODS, "few"), ())
    scale = one.kind == QuestionKind.SCALE
    parts = AGREEMENT if scale else {"yes": gettext("yes"), "no": gettext("no")}
    tally = dict(one.tally)
    bars = []
    for key, word in parts.items():
        share = tally.get(key, 0) / one.n
        label = f"{key} · {gettext(word)}" if scale else word
        bars.append(Bar(label, count(tally.get(key, 0)), f"{100 * share:.0f} %", round(WIDTH * share)))
    low, high = _bounds(one)
    return Result(
        question=question,
        criterion=criterion,
        n=answers,
        value=number(one.kind, one.mean_or_share),
        interval="" if one.low is None else f"{number(one.kind, low)} – {number(one.kind, high)}",
        method=said(METHODS, one.method),
        bars=tuple(bars),
        start=_place(one.kind, low),
        end=max(_place(one.kind, high) - _place(one.kind, low), 6),
        at=_place(one.kind, one.mean_or_share),
    )


def _bounds(one: EstimateLine) -> tuple[float, float]:
    value = one.mean_or_share or 0.0
    return (value if one.low is None else one.low), (value if one.high is None else one.high)


def number(kind: str, value: float | None) -> str:
    """A mean with two decimals, a share in percent; a dash for nothing."""
    if value is None:
        return "–"
    return f"{value:.2f}" if kind == QuestionKind.SCALE else f"{100 * value:.1f} %"


def _place(kind: str, value: float) -> int:
    return round(WIDTH * ((value - 1) / 4 if kind == QuestionKind.SCALE else value))


def warnings(page: SurveyPage, lines: list[EstimateLine], found: tuple[Sign, ...]) -> list[str]:
    """What to know before relying on the results: one source only, and what the tripwires noticed."""
    words = []
    if lines and lines[0].single_source:
        words.append(
            gettext(
                "Only one source has judged this body so far. An independent second one is needed (S1-09)."
            )
        )
    survey = page.survey
    if survey.state == SurveyState.CLOSED and survey.asked and survey.responses * 2 < survey.asked:
        words.append(
            gettext(
                "Fewer than half of those asked have answered. The interval covers the chance of the draw, not those "
                "who kept silent."
            )
        )
    words += [gettext(SIGNS[one.kind]) % {"count": one.count, "of": one.of} for one in found]
    return words


def dataset(page: SurveyPage, lines: list[EstimateLine], now: datetime) -> Dataset:
    """The results as a file, with n, method and how the sample came about."""
    columns = (
        DataColumn("question", "text", N_("Question")),
        DataColumn("kind", "text", N_("Answered by")),
        DataColumn("n", "integer", N_("Answers")),
        DataColumn("value", "text", N_("Mean or share"), N_("Empty: fewer than five answers.")),
        DataColumn("low", "text", N_("Low end"), N_("of the interval of 95 %")),
        DataColumn("high", "text", N_("High end"), N_("of the interval of 95 %")),
        DataColumn("method", "text", N_("Method")),
        DataColumn("asked", "integer", N_("Invited")),
        DataColumn("responses", "integer", N_("Answered at all")),
    )
    rows: list[tuple[Any, ...]] = [
        (
            shown(one.question),
            said(QUESTION_KINDS, one.kind),
            one.n,
            *("" if one.mean_or_share is None else number(one.kind, each) for each in _three(one)),
            said(METHODS, one.method),
            one.asked,
            page.survey.responses,
        )
        for one in lines
    ]
    notes = dict(facts(page)) | {gettext("As of"): date_format(local(now), "Y-m-d H:i")}
    return Dataset(f"survey-{page.survey.pk}", columns, rows, notes)


def _three(one: EstimateLine) -> tuple[float | None, float | None, float | None]:
    return one.mean_or_share, one.low, one.high
