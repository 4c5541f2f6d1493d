"""A survey about the station (see matters' tests for the cast): twelve people of the tribunal may be asked."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from chizi.ground.notices.models import Notice
from chizi.matters.tests.conftest import NOW, build
from chizi.org.models import Person
from chizi.surveys.actions import close_survey, draft_survey, draw_sample, print_slips, record_answer
from chizi.surveys.models import Question, Survey
from chizi.surveys.rules.surveys import QuestionDraft

QUESTIONS = (
    QuestionDraft("scale", "Requests are settled at the first visit."),
    QuestionDraft("yes_no", "Was the window open when it should be?"),
    QuestionDraft("text", "What should change?"),
)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def english():
    """Sentences are compared in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def cast(db):
    return asked_world()


def asked_world() -> SimpleNamespace:
    """The cast with twelve people at the tribunal."""
    cast = build()
    cast.peers = [
        Person.objects.create(username=f"peer{at}", name=f"Peer {at}", agency=cast.tribunal.agency)
        for at in range(12)
    ]
    return cast


def drafted(cast: SimpleNamespace, **more: Any) -> Survey:
    """Xu's survey about the station, asked of its peers, open for ten days."""
    wanted = {
        "actor": cast.xu,
        "now": NOW,
        "party_code": "agency:station",
        "source": "peers",
        "title": "How the station works with us",
        "method": "Drawn by lot from the people of the tribunal.",
        "opens": TODAY,
        "closes": TODAY + timedelta(days=9),
        "questions": QUESTIONS,
    }
    return draft_survey(**(wanted | more))


def drawn(cast: SimpleNamespace, size: int = 8, **more: Any) -> tuple[Survey, list[str]]:
    """(the open survey, the codes that lie in the inboxes of those drawn)."""
    survey = drafted(cast, **more)
    draw_sample(actor=cast.xu, now=NOW, survey_id=survey.pk, size=size, party_codes=["agency:tribunal"])
    links = Notice.objects.filter(about=survey.ref).order_by("ref").values_list("href", flat=True)
    return Survey.objects.get(pk=survey.pk), [href.split("/")[2] for href in links]


def slips(cast: SimpleNamespace, count: int = 8, **more: Any) -> tuple[Survey, list[str]]:
    """(a survey of people outside, the codes of its slips)."""
    survey = drafted(cast, source="outside", **more)
    made = print_slips(actor=cast.xu, now=NOW, survey_id=survey.pk, count=count)
    return Survey.objects.get(pk=survey.pk), list(made.codes)


def given(survey: Survey, *said: str) -> dict[int, str]:
    """Answers in the order of the questions."""
    ids = Question.objects.filter(survey=survey).order_by("position").values_list("id", flat=True)
    return dict(zip(ids, said, strict=False))


def answered(survey: Survey, codes: list[str], *said: str) -> None:
    """The same said with each of the codes."""
    for code in codes:
        record_answer(actor=None, now=NOW, code=code, given=given(survey, *said))


def closed(cast: SimpleNamespace, survey: Survey) -> Survey:
    """The survey closed on the day after its window."""
    return close_survey(actor=cast.xu, now=NOW + timedelta(days=10), survey_id=survey.pk)
