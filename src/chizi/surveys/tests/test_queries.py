"""Who sees what of a survey, and when."""

from datetime import timedelta

import pytest

from chizi.matters.tests.conftest import NOW
from chizi.org.models import Grant, Person
from chizi.org.refusals import NotAllowed
from chizi.surveys import queries, refusals
from chizi.surveys.actions import print_slips, withdraw_survey
from chizi.surveys.models import Answer, Survey
from chizi.surveys.tests.conftest import TODAY, answered, closed, drafted, slips

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=10)


def finished(cast, **more):
    """A closed survey of people outside: six say 4 and yes, two say 2 and no."""
    survey, codes = slips(cast, **more)
    answered(survey, codes[:6], "4", "yes", "More chairs in the hall.")
    answered(survey, codes[6:], "2", "no")
    return closed(cast, survey)


def test_estimates_tell_n_frame_interval_and_that_they_come_from_one_source(cast):
    finished(cast)
    scale, yes, text = queries.estimates_about(["agency:station"], "", now=LATER)
    assert (scale.source, scale.n, scale.frame, scale.asked, scale.method) == ("outside", 8, None, 8, "t")
    assert scale.mean_or_share == 3.5
    assert scale.low is not None
    assert scale.high is not None
    assert scale.low < 3.5 < scale.high
    assert (yes.mean_or_share, yes.method, yes.tally) == (0.75, "wilson", (("no", 2), ("yes", 6)))
    assert (text.kind, text.n, text.mean_or_share) == ("text", 6, None)
    assert scale.closed_on == LATER.date()
    assert {one.single_source for one in (scale, yes, text)} == {True}
    assert queries.estimates_about(["agency:tribunal"], "", now=LATER) == []
    assert queries.estimates_about(["agency:station"], "no-campaign", now=LATER) == []


def test_s1_09_one_source_is_flagged_until_a_second_independent_one_has_spoken(cast):
    finished(cast)
    assert all(one.single_source for one in queries.estimates_about(["agency:station"], "", now=LATER))
    survey = drafted(cast, source="peers")
    made = print_slips(actor=cast.xu, now=NOW, survey_id=survey.pk, count=5, frame_size=20)
    answered(survey, list(made.codes)[:4], "5")
    closed(cast, survey)
    assert queries.sources_about(["agency:station"]) == {"agency:station": {"outside"}}, "four are too few"
    second = drafted(cast, source="supervisors")
    made = print_slips(actor=cast.xu, now=NOW, survey_id=second.pk, count=5, frame_size=20)
    answered(second, list(made.codes), "5")
    closed(cast, second)
    assert not any(one.single_source for one in queries.estimates_about(["agency:station"], "", now=LATER))


def test_nobody_sees_a_result_before_the_end(cast):
    survey, codes = slips(cast)
    answered(survey, codes, "4", "yes", "More chairs.")
    for read in (queries.results_of, queries.inside_of):
        with pytest.raises(refusals.NotOpen):
            read(cast.xu, survey.pk, now=NOW)
    assert queries.estimates_about(["agency:station"], "", now=NOW) == []


def test_the_rated_body_sees_its_results_and_never_the_texts(cast):
    survey = finished(cast)
    assert len(queries.results_of(cast.wang, survey.pk, now=LATER)) == 3
    with pytest.raises(NotAllowed):
        queries.inside_of(cast.wang, survey.pk, now=LATER)
    inside = Person.objects.create(username="inside", name="Inside", agency=cast.station.agency)
    Grant.objects.create(
        person=inside,
        role="office",
        region=cast.regions["140100000000"],
        from_date=TODAY,
        granted_by="console",
    )
    with pytest.raises(refusals.RatesItself):
        queries.inside_of(inside, survey.pk, now=LATER)


def test_somebody_of_the_rated_body_without_any_role_finds_its_survey(cast):
    survey = finished(cast)
    plain = Person.objects.create(username="plain", name="Plain", agency=cast.station.agency)
    assert queries.survey_page(plain, survey.pk, now=LATER).survey == survey
    stranger = Person.objects.create(username="stranger", name="Stranger")
    with pytest.raises(refusals.UnknownSurvey):
        queries.survey_page(stranger, survey.pk, now=LATER)


@pytest.mark.parametrize("number", [0, -1, 10**20, 999])
def test_what_is_out_of_sight_is_not_there(cast, number):
    with pytest.raises(refusals.UnknownSurvey):
        queries.survey_page(cast.xu, number, now=NOW)
    survey = drafted(cast)
    with pytest.raises(refusals.UnknownSurvey):
        queries.survey_page(cast.far, survey.pk, now=NOW)


def test_texts_come_from_five_answers_on_in_an_order_of_their_own(cast):
    survey, codes = slips(cast, 12)
    for at, code in enumerate(codes):
        answered(survey, [code], "3", "", f"Text {at}")
    closed(cast, survey)
    ((_, texts),) = queries.inside_of(cast.xu, survey.pk, now=LATER).texts
    assert sorted(texts) == sorted(f"Text {at}" for at in range(12))
    by_number = [one.content for one in Answer.objects.order_by("id")]
    assert list(texts) != [next(v for v in one.values() if isinstance(v, str)) for one in by_number]
    few, codes = slips(cast)
    answered(few, codes[:4], "3", "", "A text.")
    closed(cast, few)
    assert queries.inside_of(cast.xu, few.pk, now=LATER).texts == ()


def test_same_words_are_a_sign_for_the_office(cast):
    survey = finished(cast)
    (sign,) = queries.inside_of(cast.xu, survey.pk, now=LATER).signs
    assert (sign.kind, sign.count, sign.of) == ("same_words", 6, 8)


def test_lists_are_newest_first_narrowed_and_paged(cast):
    made = [drafted(cast, title=f"Survey {at}") for at in range(3)]
    withdraw_survey(actor=cast.xu, now=NOW, survey_id=made[0].pk, reason="A mistake.")
    found = queries.surveys(cast.xu, now=NOW, limit=2)
    assert [one.title for one in found.lines] == ["Survey 2", "Survey 1"]
    rest = queries.surveys(cast.xu, now=NOW, limit=2, after=found.after)
    assert ([one.title for one in rest.lines], rest.after) == (["Survey 0"], "")
    assert queries.surveys(cast.xu, now=NOW, state="withdrawn").total == 1
    assert queries.surveys(cast.xu, now=NOW, source="guided").total == 0
    assert queries.surveys(cast.xu, now=NOW, state="\0", source="x", after="9" * 30).total == 3
    assert queries.surveys(cast.far, now=NOW).total == 0


def test_what_waits_to_be_closed(cast):
    survey, _ = slips(cast)
    assert queries.my_surveys_to_close(cast.xu, now=NOW) == ()
    assert [one.id for one in queries.my_surveys_to_close(cast.xu, now=LATER)] == [survey.pk]
    assert queries.survey_page(cast.xu, survey.pk, now=LATER).may_close


def test_a_sheet_shows_the_questions_and_nothing_of_others(cast):
    survey, codes = slips(cast)
    sheet = queries.sheet_for(codes[0].lower().replace("-", " "), now=NOW)
    assert [one.text for one in sheet.questions][:1] == ["Requests are settled at the first visit."]
    assert not hasattr(sheet, "responses")
    assert Survey.objects.get(pk=survey.pk).responses == 0
