"""The pages of surveys at the desk: prepare, draw, print, close, read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chizi.fronts.surveying.words import READY
from chizi.ground.notices.queries import inbox
from chizi.org.abilities import local_day
from chizi.surveys.actions import close_survey, draft_survey, print_slips, record_answer
from chizi.surveys.models import Invitation, Question, Survey
from chizi.surveys.rules.surveys import Criterion, QuestionDraft
from chizi.surveys.tests.conftest import QUESTIONS, given

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def typed(**more):
    today = local_day(timezone.now())
    return {
        "party": "agency:station",
        "source": "outside",
        "title": "The window",
        "campaign": "",
        "method": "Every tenth visitor.",
        "opens": today.isoformat(),
        "closes": (today + timedelta(days=5)).isoformat(),
        "kind_1": "scale",
        "text_1": "I was told clearly what was needed.",
        "kind_2": "text",
        "text_2": "What should change first?",
    } | more


def survey_of(cast, days: int = 0, **more):
    """A survey about the station that began some days ago and takes answers for four days."""
    now = timezone.now() - timedelta(days=days)
    wanted = {
        "party_code": "agency:station",
        "source": "outside",
        "title": "The window",
        "method": "Every tenth visitor.",
        "opens": local_day(now),
        "closes": local_day(now) + timedelta(days=3),
        "questions": QUESTIONS,
    }
    return draft_survey(actor=cast.xu, now=now, **(wanted | more))


def finished(cast, answers: int = 6):
    """A closed survey in which everybody said the same."""
    survey, now = survey_of(cast, 9), timezone.now()
    began = now - timedelta(days=9)
    made = print_slips(actor=cast.xu, now=began, survey_id=survey.pk, count=8, frame_size=40)
    for code in made.codes[:answers]:
        record_answer(
            actor=None, now=began, code=code, given=given(survey, "4", "yes", "More chairs in the hall.")
        )
    return close_survey(actor=cast.xu, now=now, survey_id=survey.pk)


def test_a_survey_is_prepared_from_ready_questions_drawn_and_shown(cast, at_desk):
    xu = at_desk("xu")
    assert "Station" in xu.get("/surveys/new/?q=stat").content.decode()
    page = xu.get("/surveys/new/?party=agency:station&ready=service").content.decode()
    assert "I was told clearly what was needed." in page
    answer = xu.post("/surveys/new/", typed())
    survey = Survey.objects.get()
    assert answer.headers["Location"] == f"/surveys/{survey.pk}/"
    page = xu.get(answer.headers["Location"]).content.decode()
    assert survey.sample.seed_hash in page
    assert survey.sample.seed not in page, "before the draw only its hash is shown"
    page = xu.get(f"/surveys/{survey.pk}/draw/?q=trib").content.decode()
    assert 'value="agency:tribunal"' in page
    assert 'value="agency:station"' not in page
    answer = xu.post(f"/surveys/{survey.pk}/draw/", {"size": "7", "parties": ["agency:tribunal"]})
    assert answer.status_code == 302
    assert sum(len(inbox(one.ref).items) for one in cast.peers) == 7
    page = xu.get(f"/surveys/{survey.pk}/").content.decode()
    survey.sample.refresh_from_db()
    assert "0 of 7 have answered." in page
    assert survey.sample.seed in page
    assert xu.get(f"/surveys/{survey.pk}/draw/").status_code == 302


def test_a_survey_that_is_over_stands_on_the_day_of_who_prepared_it(
    cast, at_desk, django_assert_max_num_queries
):
    survey, xu = survey_of(cast, 9), at_desk("xu")
    print_slips(actor=cast.xu, now=timezone.now() - timedelta(days=9), survey_id=survey.pk, count=8)
    page = xu.get("/desk/").content.decode()
    assert f'href="/surveys/{survey.pk}/"' in page
    assert "Close a survey that is over" in page
    with django_assert_max_num_queries(MOST_QUERIES):
        xu.get("/desk/")
    xu.post(f"/surveys/{survey.pk}/close/")
    assert "Close a survey that is over" not in xu.get("/desk/").content.decode()


def test_a_draft_is_changed_in_the_form_it_was_made_in_until_it_is_sent_out(cast, at_desk):
    xu = at_desk("xu")
    many = [QuestionDraft("scale", f"Question {at}.", "pace" if at == 9 else "") for at in range(10)]
    survey = survey_of(cast, questions=many)
    where = f"/surveys/{survey.pk}/change/"
    assert where in xu.get(f"/surveys/{survey.pk}/").content.decode()
    form = xu.get(where).context["form"]
    sent = {one.name: one.value() or "" for one in form}
    assert (sent["title"], sent["text_10"]) == ("The window", "Question 9.")
    answer = xu.post(where, sent | {"title": "", "text_1": "Typed anew."})
    assert answer.status_code == 400
    assert "Typed anew." in answer.content.decode()
    assert xu.post(where, sent | {"title": "The new window", "text_1": ""}).status_code == 302
    survey.refresh_from_db()
    assert survey.title == "The new window"
    kept = survey.questions.order_by("position")
    assert [one.text for one in kept] == [one.text for one in many[1:]]
    assert kept.last().criterion == "pace"
    print_slips(actor=cast.xu, now=timezone.now(), survey_id=survey.pk, count=8)
    assert xu.get(where).status_code == 302
    assert where not in xu.get(f"/surveys/{survey.pk}/").content.decode()
    answer = xu.post(where, sent | {"title": "Too late"})
    assert answer.status_code == 400
    assert "Too late" in answer.content.decode()
    assert "sent out or withdrawn" in answer.content.decode()


def test_a_draft_that_began_with_ready_questions_keeps_them_in_both_languages(cast, at_desk):
    texts = [QuestionDraft("scale", one.text, one.criterion) for one in READY[0].questions[:3]]
    survey = survey_of(cast, questions=texts)
    xu, where = at_desk("xu", "zh-hans"), f"/surveys/{survey.pk}/change/"
    sent = {one.name: one.value() or "" for one in xu.get(where).context["form"]}
    assert sent["text_1"].startswith("快节奏")
    assert xu.post(where, sent | {"title": "测评"}).status_code == 302
    kept = survey.questions.order_by("position")
    assert [(one.text, one.criterion) for one in kept] == [(one.text, one.criterion) for one in texts]


def test_a_ready_question_reads_in_both_languages_and_keeps_its_criterion(cast, at_desk):
    xu = at_desk("xu", "zh-hans")
    page = xu.get("/surveys/new/?party=agency:station&ready=guidance")
    form = page.context["form"]
    texts = {f"text_{at}": form[f"text_{at}"].initial for at in (1, 2, 3)}
    assert texts["text_1"].startswith("快节奏")
    kinds = {f"kind_{at}": "scale" for at in (1, 2, 3)}
    assert xu.post("/surveys/new/", typed(**texts, **kinds)).status_code == 302
    assert [one.criterion for one in Question.objects.order_by("position")] == list(Criterion)
    number = Survey.objects.get().pk
    assert "Quick pace:" in at_desk("xu").get(f"/surveys/{number}/").content.decode()


@pytest.mark.parametrize(
    "more",
    [
        {"title": ""},
        {"source": "friends"},
        {"source": "guided"},
        {"closes": "2001-01-01"},
        {"text_1": "", "text_2": ""},
        {"campaign": "none"},
        {"title": "a\0b"},
        {"kind_1": "stars"},
    ],
)
def test_what_is_wrong_comes_back_with_what_was_typed(cast, at_desk, more):
    answer = at_desk("xu").post("/surveys/new/", typed(**more))
    assert answer.status_code == 400
    assert "Every tenth visitor." in answer.content.decode()
    assert not Survey.objects.exists()


def test_slips_are_shown_once_with_code_and_square(cast, at_desk):
    survey, xu = survey_of(cast), at_desk("xu")
    assert xu.post(f"/surveys/{survey.pk}/slips/", {"count": "3"}).status_code == 400
    answer = xu.post(f"/surveys/{survey.pk}/slips/", {"count": "6", "frame_size": "60"})
    page = answer.content.decode()
    assert (answer.status_code, page.count('class="slip"')) == (200, 6)
    assert page.count("<svg") == 6
    assert "no-store" in answer.headers["Cache-Control"]
    assert Invitation.objects.filter(survey=survey).count() == 6
    assert xu.post(f"/surveys/{survey.pk}/slips/", {"count": "6"}).status_code == 302, "never a second time"
    assert Invitation.objects.filter(survey=survey).count() == 6


def test_who_is_rated_or_outside_gets_no_step(cast, at_desk):
    survey = survey_of(cast)
    wang = at_desk("wang")
    assert wang.get("/surveys/new/").status_code == 403
    for step in ("draw", "slips", "withdraw"):
        assert wang.get(f"/surveys/{survey.pk}/{step}/").status_code == 403
    assert wang.post(f"/surveys/{survey.pk}/close/").status_code == 403
    assert at_desk("far").get(f"/surveys/{survey.pk}/").status_code == 404
    assert at_desk("xu").post(f"/surveys/{survey.pk}/close/").status_code == 400


def test_results_show_n_interval_and_warnings_and_texts_to_the_office_alone(cast, at_desk):
    survey = finished(cast)
    page = at_desk("xu").get(f"/surveys/{survey.pk}/").content.decode()
    for words in (
        "4.00",
        "100.0 %",
        "6 answers",
        "6 of 8 (75 %)",
        "8 of 40",
        "Only one source",
        "word for word",
    ):
        assert words in page
    assert "More chairs in the hall." in page
    seen = at_desk("wang").get(f"/surveys/{survey.pk}/").content.decode()
    assert "4.00" in seen
    assert "More chairs in the hall." not in seen
    assert "word for word" not in seen


def test_below_five_answers_the_page_shows_none(cast, at_desk):
    survey = finished(cast, answers=4)
    page = at_desk("xu").get(f"/surveys/{survey.pk}/").content.decode()
    assert "Fewer than five answers" in page
    assert "4.00" not in page
    assert "More chairs" not in page


def test_results_and_lists_leave_as_tables(cast, at_desk):
    survey, xu = finished(cast), at_desk("xu")
    text = xu.get(f"/surveys/{survey.pk}/results.csv").content.decode("utf-8-sig")
    assert "Requests are settled at the first visit." in text
    assert "Wilson's interval" in text
    assert text.splitlines()[1].endswith(",8,6")
    assert xu.get(f"/surveys/{survey.pk}/results.xlsx").content[:2] == b"PK"
    assert xu.get(f"/surveys/{survey.pk}/results.exe").status_code == 404
    text = xu.get("/surveys/surveys.csv?state=closed").content.decode("utf-8-sig")
    assert "The window" in text
    assert "closed, with results" in text
    assert at_desk("wang").get(f"/surveys/{survey_of(cast).pk}/results.csv").status_code == 400


def test_a_survey_is_withdrawn_with_a_reason(cast, at_desk):
    survey, xu = survey_of(cast), at_desk("xu")
    assert xu.post(f"/surveys/{survey.pk}/withdraw/", {"reason": " "}).status_code == 400
    assert xu.post(f"/surveys/{survey.pk}/withdraw/", {"reason": "A wrong question."}).status_code == 302
    assert "A wrong question." in at_desk("wang").get(f"/surveys/{survey.pk}/").content.decode()


def test_pages_ask_few_questions_however_many_there_are(cast, at_desk, django_assert_max_num_queries):
    survey, xu, wang = finished(cast), at_desk("xu"), at_desk("wang")
    for _ in range(6):
        survey_of(cast)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert "7 surveys" in xu.get("/surveys/").content.decode()
    with django_assert_max_num_queries(MOST_QUERIES):
        xu.get(f"/surveys/{survey.pk}/")
    with django_assert_max_num_queries(MOST_QUERIES):
        wang.get(f"/surveys/{survey.pk}/")


@pytest.mark.parametrize("query", ["?state=%00&source=x&after=-1", "?after=" + "9" * 40, "?state=closed"])
def test_rubbish_does_not_break_the_list(cast, at_desk, query):
    assert at_desk("xu").get(f"/surveys/{query}").status_code == 200


def test_what_is_over_waits_on_top_of_the_list(cast, at_desk):
    survey = survey_of(cast, 9)
    print_slips(actor=cast.xu, now=timezone.now() - timedelta(days=9), survey_id=survey.pk, count=5)
    xu = at_desk("xu")
    assert "Their last day has passed" in xu.get("/surveys/").content.decode()
    assert xu.post(f"/surveys/{survey.pk}/close/").status_code == 302
    assert "Their last day has passed" not in xu.get("/surveys/").content.decode()
