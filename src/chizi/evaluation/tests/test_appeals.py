"""Objections: who may raise and answer them, and that they change no result."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from chizi.evaluation import refusals
from chizi.evaluation.actions import answer_appeal, raise_appeal
from chizi.evaluation.models import Appeal, Reason, Run, Status
from chizi.evaluation.queries import appeals, unit_story
from chizi.evaluation.rules import APPEAL_LENGTH, appeal_text
from chizi.evaluation.tests.conftest import COMMUNITY, NOW, OTHER, VILLAGE, judge
from chizi.journal.models import Entry, EntryContent
from chizi.org.models import Agency, Grant, Person, Region
from chizi.org.refusals import NotAllowed, UnknownUnit
from chizi.org.rules import Role

pytestmark = pytest.mark.django_db
PROVINCE, HERE, THERE = "140000000000", "140105000000", "140106000000"
LATER = NOW + timedelta(days=3)


def person(username: str, *held: tuple[Role, str, str]) -> Person:
    """Somebody with grants of (role, region, kind of agency or nothing)."""
    made = Person.objects.create(username=username, name=username.title())
    for role, code, kind in held:
        region = Region.objects.get(code=code)
        bound = Agency.objects.get_or_create(
            code=f"{kind}-{code}", defaults={"name": kind, "kind": kind, "region": region}
        )[0]
        Grant.objects.create(
            person=made,
            role=role,
            region=region,
            agency=bound if kind else None,
            from_date=date(2020, 1, 1),
            granted_by="console",
        )
    return made


@pytest.fixture
def clerk(judged, db):
    return person("lin", (Role.CLERK, HERE, ""))


@pytest.fixture
def police(judged, db):
    return person("wang", (Role.LEAD_DEPARTMENT, HERE, "police"))


def objected(actor: Person, **more: str) -> Appeal:
    wanted = {"unit_code": VILLAGE, "zero": "case", "event_id": "C1", "reason": "It was in another village."}
    return raise_appeal(actor=actor, now=NOW, **(wanted | more))


def answered(
    actor: Person, appeal: Appeal, outcome: str = "upheld", answer: str = "Yes, a mistake."
) -> Appeal:
    return answer_appeal(actor=actor, now=LATER, appeal_id=appeal.id, outcome=outcome, answer=answer)


def results() -> list[object]:
    rows = [list(model.objects.order_by("id").values()) for model in (Status, Reason)]
    return [*rows, Run.objects.values_list("digest", flat=True).get()]


def test_an_objection_and_its_answer_are_kept_with_both_names(clerk, police):
    appeal = objected(clerk, reason="  First line.\r\nSecond line. ")
    assert (appeal.reason, appeal.raised_by, appeal.raised_at) == (
        "First line.\nSecond line.",
        "person:lin",
        NOW,
    )
    done = answered(police, appeal)
    assert (done.outcome, done.answer, done.answered_by, done.answered_at) == (
        "upheld",
        "Yes, a mistake.",
        "person:wang",
        LATER,
    )


def test_both_steps_stand_in_the_journal(clerk, police):
    appeal = objected(clerk)
    answered(police, appeal, "rejected", "No.")
    entries = list(Entry.objects.filter(object=f"appeal:{appeal.id}").order_by("seq"))
    assert [(one.kind, one.actor, one.unit) for one in entries] == [
        ("appeal.raised", "person:lin", "140105001000"),
        ("appeal.answered", "person:wang", "140105001000"),
    ]
    contents = [EntryContent.objects.get(entry=one).content for one in entries]
    assert contents[0]["event_id"] == "C1"
    assert contents[1] == {"outcome": "rejected", "answer": "No."}


def test_R13_an_objection_changes_no_result_even_when_it_is_upheld(clerk, police):
    before = results()
    answered(police, objected(clerk))
    assert results() == before
    newest = judge(actor=person("hu", (Role.OFFICE, PROVINCE, "")))
    assert newest.id == Run.objects.get().id, "the very same judgement"
    assert unit_story(clerk, now=NOW, unit_code=VILLAGE, period="2020").grid["2020"]["case"] == "broken"


@pytest.mark.parametrize(
    "wrong",
    [
        {"event_id": "C9"},
        {"zero": "petition"},
        {"event_id": "P2", "zero": "petition"},
        {"unit_code": COMMUNITY},
        {"zero": "no-zero"},
    ],
)
def test_only_what_counts_against_the_unit_can_be_objected_to(clerk, wrong):
    with pytest.raises(refusals.NothingToAppeal):
        objected(clerk, **wrong)
    assert not Appeal.objects.exists()


def test_what_may_count_can_be_objected_to(judged):
    hu = person("hu", (Role.OFFICE, PROVINCE, ""))
    assert objected(hu, unit_code=OTHER, zero="accident", event_id="A1").id


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (APPEAL_LENGTH + 1), "nul \0 sign"])
def test_a_text_has_1_to_1000_printable_characters(clerk, police, text):
    with pytest.raises(refusals.AppealText) as error:
        objected(clerk, reason=text)
    assert error.value.field == "reason"
    appeal = objected(clerk, reason="x" * APPEAL_LENGTH)
    with pytest.raises(refusals.AppealText) as error:
        answered(police, appeal, answer=text)
    assert error.value.field == "answer"
    assert appeal_text(text) is None


def test_one_objection_at_a_time_and_another_after_the_answer(clerk, police):
    first = objected(clerk)
    with pytest.raises(refusals.AppealUnderWay):
        objected(clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.create(
            unit_code=VILLAGE, zero="case", event_id="C1", raised_by="x", raised_at=NOW, reason="x"
        )
    answered(police, first, "rejected")
    assert objected(clerk).id != first.id


@pytest.mark.parametrize("role", [Role.LEADER, Role.INSPECTOR, Role.AUDITOR, Role.LEAD_DEPARTMENT])
def test_who_only_looks_cannot_object(judged, role):
    with pytest.raises(NotAllowed):
        objected(person("x1", (role, PROVINCE, "")))


def test_outside_ones_place_there_is_no_unit_and_no_objection(clerk):
    zhou = person("zhou", (Role.CLERK, THERE, ""))
    chen = person("chen", (Role.LEAD_DEPARTMENT, THERE, "police"))
    with pytest.raises(UnknownUnit):
        objected(zhou)
    with pytest.raises(refusals.UnknownAppeal):
        answered(chen, objected(clerk))
    with pytest.raises(refusals.UnknownAppeal):
        answer_appeal(actor=chen, now=NOW, appeal_id=999, outcome="upheld", answer="x")


@pytest.mark.parametrize(
    ("held", "error"),
    [
        ([(Role.OFFICE, PROVINCE, "")], NotAllowed),
        ([(Role.LEAD_DEPARTMENT, HERE, "petitions_office")], refusals.NotTheirZero),
        ([(Role.LEAD_DEPARTMENT, PROVINCE, "")], refusals.NotTheirZero),
        (
            [(Role.LEAD_DEPARTMENT, HERE, "petitions_office"), (Role.LEAD_DEPARTMENT, THERE, "police")],
            refusals.NotTheirZero,
        ),
    ],
    ids=["office", "another department", "no department", "the police of another county"],
)
def test_only_the_department_that_owns_the_zero_answers(clerk, held, error):
    appeal = objected(clerk)
    with pytest.raises(error):
        answered(person("x1", *held), appeal)
    appeal.refresh_from_db()
    assert appeal.answered_at is None


def test_who_raised_it_never_answers(judged):
    both = person("li", (Role.OFFICE, HERE, ""), (Role.LEAD_DEPARTMENT, HERE, "police"))
    appeal = objected(both)
    with pytest.raises(refusals.OwnAppeal):
        answered(both, appeal)
    assert [one.may_answer for one in appeals(both, now=NOW)] == [False]
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.update(answered_by="person:li", answered_at=NOW, outcome="upheld")


def test_an_answer_is_given_once_and_is_one_of_two(clerk, police):
    appeal = objected(clerk)
    with pytest.raises(refusals.UnknownOutcome):
        answered(police, appeal, "perhaps")
    answered(police, appeal)
    with pytest.raises(refusals.AppealAnswered):
        answered(police, appeal, "rejected")


def test_the_story_says_which_zeros_are_under_objection(clerk, police):
    def story(period: str):
        return unit_story(clerk, now=NOW, unit_code=VILLAGE, period=period)

    assert (story("2020").appeals, story("2020").under_objection) == ((), frozenset())
    appeal = objected(clerk)
    assert story("2020").under_objection == story("2020-03").under_objection == {"case", "three_zero"}
    assert story("2020-04").under_objection == frozenset(), "the event breaks another month"
    (line,) = story("2020").appeals
    assert (line.raised_by, line.open, line.may_answer) == ("Lin", True, False)
    assert story("2020").may_raise
    answered(police, appeal)
    (line,) = story("2020").appeals
    assert (line.answered_by, line.open, line.outcome) == ("Wang", False, "upheld")
    assert story("2020").under_objection == frozenset()


def test_objections_are_listed_to_those_who_may_see_the_unit(clerk, police):
    first = objected(clerk)
    second = objected(clerk, unit_code=COMMUNITY, zero="petition", event_id="P1")
    answered(police, first)
    hu = person("hu", (Role.OFFICE, PROVINCE, ""))
    assert [one.id for one in appeals(hu, now=NOW)] == [second.id, first.id]
    assert [one.id for one in appeals(hu, now=NOW, open_only=True)] == [second.id]
    assert [one.id for one in appeals(hu, now=NOW, before=str(second.id))] == [first.id]
    assert appeals(person("zhou", (Role.CLERK, THERE, "")), now=NOW) == ()
    assert [one.may_answer for one in appeals(police, now=NOW)] == [False, False], "not the police's zero"


def test_a_list_of_objections_is_one_question(clerk, django_assert_max_num_queries):
    objected(clerk)
    objected(clerk, unit_code=COMMUNITY, zero="petition", event_id="P1")
    again = Person.objects.get(pk=clerk.pk)
    with django_assert_max_num_queries(2):  # his grants, and the list
        assert len(appeals(again, now=NOW)) == 2
