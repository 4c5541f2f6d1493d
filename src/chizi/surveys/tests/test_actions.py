"""What the office may do with a survey, and what nobody may."""

import json
from datetime import timedelta

import pytest

from chizi.ground.notices.models import Notice
from chizi.journal.models import Entry
from chizi.matters.tests.conftest import NOW
from chizi.org.models import Grant, Party, Person
from chizi.org.refusals import NotAllowed, UnknownParty
from chizi.surveys import actions, refusals
from chizi.surveys.models import Answer, Estimate, Invitation, Question, Sample, Survey
from chizi.surveys.rules.draws import drawn as draw_again
from chizi.surveys.rules.draws import seed_hash
from chizi.surveys.rules.surveys import MASK, QuestionDraft
from chizi.surveys.tests.conftest import TODAY, answered, closed, drafted, drawn, given, slips

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=10)


def test_the_seed_is_committed_to_before_and_the_draw_can_be_repeated(cast):
    survey = drafted(cast)
    before = Sample.objects.get(survey=survey)
    promised = before.seed_hash
    actions.draw_sample(actor=cast.xu, now=NOW, survey_id=survey.pk, size=8, party_codes=["agency:tribunal"])
    sample = Sample.objects.get(survey=survey)
    assert seed_hash(sample.seed) == promised
    asked = set(Notice.objects.filter(about=survey.ref).values_list("ref", flat=True))
    assert asked == set(draw_again(sample.seed, sample.frame, 8))
    assert len(sample.frame) == 12


def test_a_sample_is_drawn_once(cast):
    survey, _ = drawn(cast)
    with pytest.raises(refusals.AlreadyDrawn):
        actions.draw_sample(
            actor=cast.xu, now=NOW, survey_id=survey.pk, size=8, party_codes=["agency:tribunal"]
        )
    with pytest.raises(refusals.AlreadyDrawn):
        actions.print_slips(actor=cast.xu, now=NOW, survey_id=survey.pk, count=8)


def test_s1_09_the_rated_body_never_draws_its_own_survey(cast):
    bureau = Party.objects.get(code="agency:bureau")
    for username, serves in (("inside", cast.station.agency), ("above", bureau.agency)):
        person = Person.objects.create(username=username, name=username, agency=serves)
        Grant.objects.create(
            person=person,
            role="office",
            region=cast.regions["140100000000"],
            from_date=TODAY,
            granted_by="console",
        )
        with pytest.raises(refusals.RatesItself):
            drafted(cast, actor=person)
    related = Person.objects.get(username="cao")
    Grant.objects.create(
        person=related,
        role="office",
        region=cast.regions["140100000000"],
        from_date=TODAY,
        granted_by="console",
    )
    survey = drafted(cast)
    with pytest.raises(refusals.RatesItself, match="relative"):
        actions.print_slips(actor=related, now=NOW, survey_id=survey.pk, count=8)


def test_only_the_office_of_the_place_asks(cast):
    for name in ("lin", "wang", "zhao"):
        with pytest.raises(NotAllowed):
            drafted(cast, actor=getattr(cast, name))
    with pytest.raises(UnknownParty):
        drafted(cast, actor=cast.far)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"source": "friends"}, refusals.UnknownSource),
        ({"source": "guided"}, refusals.NotGuidance),
        ({"title": " "}, refusals.EmptyText),
        ({"title": "x\0"}, refusals.EmptyText),
        ({"method": ""}, refusals.EmptyText),
        ({"closes": TODAY - timedelta(days=1)}, refusals.WindowBackwards),
        ({"questions": ()}, refusals.NoQuestions),
        ({"questions": (QuestionDraft("text", "Why?"),)}, refusals.NoQuestions),
        ({"questions": (QuestionDraft("stars", "How many?"),)}, refusals.UnknownKind),
        ({"questions": (QuestionDraft("scale", "Good."),) * 13}, refusals.NoQuestions),
    ],
)
def test_what_is_wrong_with_a_draft_is_said_and_nothing_is_written(cast, more, refusal):
    with pytest.raises(refusal):
        drafted(cast, **more)
    assert not Survey.objects.exists()
    assert not Question.objects.exists()


def test_people_of_the_rated_body_and_its_line_are_never_drawn(cast):
    survey = drafted(cast)
    with pytest.raises(refusals.OwnPeople):
        actions.draw_sample(
            actor=cast.xu, now=NOW, survey_id=survey.pk, size=8, party_codes=["agency:station"]
        )
    with pytest.raises(refusals.NobodyToAsk):
        actions.draw_sample(
            actor=cast.xu, now=NOW, survey_id=survey.pk, size=8, party_codes=["agency:bureau"]
        )
    for code in ("agency:none", "x\0"):
        with pytest.raises(UnknownParty):
            actions.draw_sample(actor=cast.xu, now=NOW, survey_id=survey.pk, size=8, party_codes=[code])


def test_superiors_may_be_asked_as_superiors(cast):
    survey = drafted(cast, source="supervisors")
    bureau = Party.objects.get(code="agency:bureau").agency
    for at in range(6):
        Person.objects.create(username=f"boss{at}", name=f"Boss {at}", agency=bureau)
    done = actions.draw_sample(
        actor=cast.xu, now=NOW, survey_id=survey.pk, size=6, party_codes=["agency:bureau"]
    )
    assert done.asked == 6
    assert "person:bai" in Sample.objects.get(survey=survey).frame, "he leads, and is bound by nothing else"


@pytest.mark.parametrize("size", [0, 4, 10**20, -1])
def test_too_few_or_too_many_are_not_asked(cast, size):
    survey = drafted(cast)
    with pytest.raises(refusals.SampleSize):
        actions.draw_sample(
            actor=cast.xu, now=NOW, survey_id=survey.pk, size=size, party_codes=["agency:tribunal"]
        )
    with pytest.raises(refusals.SampleSize):
        actions.print_slips(actor=cast.xu, now=NOW, survey_id=survey.pk, count=size)
    assert Survey.objects.get().state == "draft"
    assert not Invitation.objects.exists()


def test_a_frame_is_not_smaller_than_the_slips(cast):
    survey = drafted(cast, source="outside")
    for frame in (7, 10**12):
        with pytest.raises(refusals.FrameSmall):
            actions.print_slips(actor=cast.xu, now=NOW, survey_id=survey.pk, count=8, frame_size=frame)


def test_one_answer_a_code_and_no_way_to_find_out_why_one_is_not_taken(cast):
    survey, codes = slips(cast)
    answered(survey, codes[:1], "5", "yes")
    said = set()
    for code in (codes[0], "ABCD-EFGH-JKMN-PQRS", "", "x" * 10**5, "\0"):
        with pytest.raises(refusals.CodeNotTaken) as refused:
            actions.record_answer(actor=None, now=NOW, code=code, given=given(survey, "5"))
        said.add(str(refused.value))
    for late in (NOW - timedelta(days=2), LATER):
        with pytest.raises(refusals.CodeNotTaken) as refused:
            actions.record_answer(actor=None, now=late, code=codes[1], given=given(survey, "5"))
        said.add(str(refused.value))
    assert len(said) == 1
    assert Answer.objects.count() == 1
    assert Survey.objects.get().responses == 1


def test_an_answer_leads_to_nobody(cast):
    survey, codes = drawn(cast)
    entries = Entry.objects.count()
    for code in codes[:6]:
        answered(survey, [code], "4", "yes", "More chairs.")
    assert Entry.objects.count() == entries, "an entry would carry the second and the order"
    keys = {field.name for field in Answer._meta.get_fields()}
    assert keys == {"id", "survey", "day", "content"}
    assert {type(one.day).__name__ for one in Answer.objects.all()} == {"date"}
    assert {field.name for field in Invitation._meta.get_fields()} == {"id", "survey", "token_hash", "used"}
    assert Invitation.objects.filter(used=True).count() == 6
    kept = json.dumps(list(Invitation.objects.values("token_hash")))
    assert not [code for code in codes if code in kept or code.replace("-", "") in kept]


def test_the_order_of_answers_says_nothing(cast):
    survey, codes = slips(cast, 40)
    for at, code in enumerate(codes):
        answered(survey, [code], "3", "", f"Text {at}")
    texts = [one.content[max(one.content, key=int)] for one in Answer.objects.order_by("id")]
    assert sorted(texts) == sorted(f"Text {at}" for at in range(40))
    assert texts != [f"Text {at}" for at in range(40)]


def test_numbers_that_name_a_person_are_never_stored(cast):
    survey, codes = slips(cast)
    answered(
        survey, codes[:1], "3", "no", "Ask Li, 138 1234 5678, 140105199001011234, li@example.cn, since 2019."
    )
    kept = Answer.objects.get().content
    text = next(value for value in kept.values() if isinstance(value, str))
    assert text == f"Ask Li, {MASK}, {MASK}, {MASK}, since 2019."


@pytest.mark.parametrize("said", [("6",), ("x",), ("", "maybe"), ("", "", "x" * 1001)])
def test_an_answer_that_cannot_be_read_leaves_the_code_unused(cast, said):
    survey, codes = slips(cast)
    with pytest.raises(refusals.AnswerUnread):
        actions.record_answer(actor=None, now=NOW, code=codes[0], given=given(survey, *said))
    with pytest.raises(refusals.AnswerEmpty):
        actions.record_answer(actor=None, now=NOW, code=codes[0], given={})
    answered(survey, codes[:1], "1")
    assert Answer.objects.count() == 1


def test_results_are_computed_once_at_the_end_and_never_before(cast):
    survey, codes = slips(cast)
    answered(survey, codes[:7], "4", "yes")
    with pytest.raises(refusals.WindowStillOpen):
        actions.close_survey(actor=cast.xu, now=NOW, survey_id=survey.pk)
    assert not Estimate.objects.exists()
    done = closed(cast, survey)
    assert (done.state, len(done.digest)) == ("closed", 64)
    assert [one.n for one in Estimate.objects.order_by("question__position")] == [7, 7, 0]
    for late in (actions.close_survey, actions.withdraw_survey):
        with pytest.raises((refusals.NotOpen, refusals.AlreadyEnded)):
            late(
                actor=cast.xu,
                now=LATER,
                survey_id=survey.pk,
                **({"reason": "x"} if "with" in late.__name__ else {}),
            )
    with pytest.raises(refusals.CodeNotTaken):
        actions.record_answer(actor=None, now=NOW, code=codes[7], given=given(survey, "1"))


def test_the_rated_body_hears_of_its_results(cast):
    survey, codes = slips(cast)
    answered(survey, codes, "4", "yes")
    closed(cast, survey)
    told = Notice.objects.filter(kind="news.survey").values_list("ref", "href")
    assert list(told) == [("person:wang", f"/surveys/{survey.pk}/")]


def test_a_survey_that_everybody_answered_may_close_early(cast):
    survey, codes = drawn(cast)
    answered(survey, codes, "4")
    assert actions.close_survey(actor=cast.xu, now=NOW, survey_id=survey.pk).state == "closed"


def test_below_five_answers_nothing_is_computed(cast):
    survey, codes = slips(cast)
    answered(survey, codes[:4], "4", "yes")
    closed(cast, survey)
    found = Estimate.objects.get(question__position=1)
    assert (found.n, found.value, found.tally) == (4, None, {})


def test_a_withdrawn_survey_takes_no_answer_and_says_why(cast):
    survey, codes = slips(cast)
    with pytest.raises(refusals.EmptyText):
        actions.withdraw_survey(actor=cast.xu, now=NOW, survey_id=survey.pk, reason=" ")
    done = actions.withdraw_survey(actor=cast.xu, now=NOW, survey_id=survey.pk, reason="A wrong question.")
    assert (done.state, done.reason) == ("withdrawn", "A wrong question.")
    with pytest.raises(refusals.CodeNotTaken):
        actions.record_answer(actor=None, now=NOW, code=codes[0], given=given(survey, "1"))


def changed(cast, survey, **more):
    wanted = {
        "actor": cast.xu,
        "now": NOW,
        "survey_id": survey.pk,
        "source": "outside",
        "title": "How the window treats us",
        "method": survey.method,
        "opens": survey.opens,
        "closes": survey.closes,
        "questions": (QuestionDraft("yes_no", "Did you come once only?"),),
    }
    return actions.change_survey(**(wanted | more))


def test_a_draft_is_changed_and_the_seed_it_was_bound_to_stands(cast):
    survey = drafted(cast)
    promised = Sample.objects.get(survey=survey).seed_hash
    changed(cast, survey)
    survey.refresh_from_db()
    assert (survey.source, survey.title) == ("outside", "How the window treats us")
    assert [one.text for one in survey.questions.all()] == ["Did you come once only?"]
    assert Sample.objects.get(survey=survey).seed_hash == promised
    entry = Entry.objects.get(kind="survey.changed")
    assert set(entry.content_row.content) == {"source", "title", "questions"}
    changed(cast, survey)
    assert Entry.objects.filter(kind="survey.changed").count() == 1, "nothing was changed the second time"


def test_what_has_been_sent_out_is_changed_no_more(cast):
    survey, _ = drawn(cast)
    with pytest.raises(refusals.SentOut):
        changed(cast, survey)
    survey.refresh_from_db()
    assert survey.title == "How the station works with us"
    assert survey.questions.count() == 3
    other = drafted(cast)
    actions.withdraw_survey(actor=cast.xu, now=NOW, survey_id=other.pk, reason="no")
    with pytest.raises(refusals.SentOut):
        changed(cast, other)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"source": "guided"}, refusals.NotGuidance),
        ({"title": "x\0"}, refusals.EmptyText),
        ({"closes": TODAY - timedelta(days=1)}, refusals.WindowBackwards),
        ({"questions": (QuestionDraft("scale", "Good."),) * 13}, refusals.NoQuestions),
        ({"survey_id": 10**20}, refusals.UnknownSurvey),
    ],
)
def test_a_change_that_is_refused_leaves_the_draft_as_it_was(cast, more, refusal):
    survey = drafted(cast)
    with pytest.raises(refusal):
        changed(cast, survey, **more)
    survey.refresh_from_db()
    assert (survey.title, survey.questions.count()) == ("How the station works with us", 3)
    for name in ("lin", "wang", "far"):
        with pytest.raises((NotAllowed, refusals.UnknownSurvey)):
            changed(cast, survey, actor=getattr(cast, name))
