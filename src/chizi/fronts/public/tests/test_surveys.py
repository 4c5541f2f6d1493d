"""The answer page: without account, script, cookie, and without telling anybody more than the questions."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from chizi.org.abilities import local_day
from chizi.surveys.actions import draft_survey, print_slips
from chizi.surveys.models import Answer, Question, Survey
from chizi.surveys.rules.surveys import MASK
from chizi.surveys.tests.conftest import QUESTIONS, asked_world, given

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return Client(headers={"accept-language": "en"}, enforce_csrf_checks=True)


@pytest.fixture
def cast(db):
    return asked_world()


def slips(cast, count: int = 6, opens: int = 0):
    now = timezone.now()
    survey = draft_survey(
        actor=cast.xu,
        now=now,
        party_code="agency:station",
        source="outside",
        title="The window",
        method="Every tenth visitor.",
        opens=local_day(now) + timedelta(days=opens),
        closes=local_day(now) + timedelta(days=opens + 3),
        questions=QUESTIONS,
    )
    return survey, print_slips(actor=cast.xu, now=now, survey_id=survey.pk, count=count).codes


def sent(survey, *said: str) -> dict[str, str]:
    return {f"q{number}": text for number, text in given(survey, *said).items()}


def test_somebody_with_a_slip_answers_without_account_cookie_or_script(cast, reader):
    survey, codes = slips(cast)
    page = reader.get(f"/survey/?code={codes[0].lower()}")
    assert page.headers["Location"] == f"/survey/{codes[0]}/"
    page = reader.get(f"/survey/{codes[0]}/")
    text = page.content.decode()
    for words in (
        "The window",
        "Station",
        "Requests are settled at the first visit.",
        "1 / 3",
        "Every tenth visitor.",
    ):
        assert words in text
    assert "<script" not in text
    answer = reader.post(f"/survey/{codes[0]}/", sent(survey, "4", "yes", "Call 13812345678."))
    assert answer.headers["Location"] == "/survey/thanks/"
    assert "What happens next" in reader.get("/survey/thanks/").content.decode()
    assert f"Call {MASK}." in Answer.objects.get().content.values()
    assert not reader.cookies
    for one in (page, answer):
        assert one.headers["Cache-Control"] == "no-store"
        assert one.headers["Referrer-Policy"] == "no-referrer"


def test_used_wrong_and_early_codes_look_alike_and_are_not_logged(cast, reader, caplog):
    survey, codes = slips(cast)
    _, early = slips(cast, opens=2)
    reader.post(f"/survey/{codes[0]}/", sent(survey, "4"))
    pages = set()
    for code in (codes[0], early[0], "ABCD-EFGH-JKMN-PQRS", "x", "%00", "9" * 300):
        for answer in (reader.get(f"/survey/{code}/"), reader.post(f"/survey/{code}/", sent(survey, "4"))):
            assert answer.status_code == 404
            pages.add(answer.content.decode().partition("<main")[2].partition("</main>")[0])
    assert len(pages) == 1
    assert Survey.objects.get(pk=survey.pk).responses == 1
    assert early[0] not in caplog.text


def test_a_slip_of_the_pen_is_said_at_once(reader, db):
    answer = reader.get("/survey/?code=ABCD-EFGH-JKMN-PQR0")
    assert answer.status_code == 400
    assert "This is not a whole code" in answer.content.decode()
    assert "ABCD-EFGH-JKMN-PQR0" in answer.content.decode()
    assert reader.get("/survey/?code=%00").status_code == 200


def test_what_is_wrong_comes_back_with_what_was_said(cast, reader):
    survey, codes = slips(cast)
    answer = reader.post(f"/survey/{codes[0]}/", sent(survey, "9", "no", "More chairs."))
    text = answer.content.decode()
    first = Question.objects.filter(survey=survey).order_by("position")[0].pk
    assert answer.status_code == 400
    assert f'href="#q{first}"' in text
    assert "More chairs." in text
    assert 'value="no" checked' in text
    assert reader.post(f"/survey/{codes[0]}/", {}).status_code == 400
    assert not Answer.objects.exists()
    assert reader.post(f"/survey/{codes[0]}/", sent(survey, "", "no")).status_code == 302, "no answer is owed"


def test_the_page_speaks_the_language_that_was_chosen(cast, reader):
    _, codes = slips(cast)
    text = reader.get(f"/survey/{codes[0]}/?lang=zh-hans").content.decode()
    assert 'lang="zh-Hans"' in text
    assert 'hreflang="en"' in text


def test_R12_the_entry_on_the_answer_page_does_not_carry_the_code(cast, reader):
    _, codes = slips(cast)
    text = reader.get(f"/survey/{codes[0]}/").content.decode()
    assert 'href="/surveys/suggest/?page=/survey/"' in text
