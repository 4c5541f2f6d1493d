"""Recording and voiding outcomes."""

from datetime import timedelta

import pytest

from chizi.journal.models import Entry
from chizi.learn import tallies
from chizi.learn.actions import record_outcome, record_outcomes, void_outcome
from chizi.learn.actions.outcomes import settle_mastery
from chizi.learn.models import Answer, Attempt, ItemState, Mastery, Outcome, Paper
from chizi.learn.refusals.outcomes import (
    BadAnswer,
    BatchTooLarge,
    KeyTaken,
    NothingSuchToLearn,
    NotVoidedAlone,
    ReasonMissing,
    StillInHand,
    UnknownOutcome,
    UnknownOutcomeKind,
)
from chizi.learn.rules.outcomes import OutcomeDraft, OutcomeKind, Source
from chizi.learn.tests.outcomes_world import NOW, answer, key, learning, read
from chizi.org.models import Grant
from chizi.org.refusals import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return learning()


def send(person, drafts, *, sent=NOW, now=NOW):
    return record_outcomes(actor=person, now=now, sent_at=sent, batch="b", drafts=drafts)


def test_a_batch_is_stored_with_what_follows_from_it(here):
    drafts = [read(here, 0, "r"), answer(here, 0, "a"), answer(here, 2, "b"), answer(here, 1, "c", given="A")]
    verdict = send(here.wang, drafts)
    assert verdict.accepted == tuple(one.key for one in drafts)
    assert verdict.refused == ()
    assert Outcome.objects.count() == 4
    assert list(ItemState.objects.values_list("item_id", "party_id")) == [(here.items[0].id, here.station.id)]
    first, second = Mastery.objects.order_by("objective_id")
    assert (first.asked, first.right, first.met) == (2, 2, True)
    assert (second.asked, second.right, second.met) == (1, 0, False)
    places = ("0", f"p{here.station.id}", f"r{here.station.city_id}", f"r{here.station.county_id}")
    for place in places:
        assert tallies.done_counts([here.items[0].id], place) == {here.items[0].id: 1}
        assert tallies.met_counts([here.objectives[0].id], place) == {here.objectives[0].id: 1}
    assert tallies.drifted() == []


def test_a_batch_sent_again_stores_nothing_and_is_acknowledged_again(here):
    drafts = [read(here, at, f"r{at}") for at in range(5)] + [answer(here, at, f"a{at}") for at in range(4)]
    first = send(here.wang, drafts)
    entries, rows = Entry.objects.count(), list(Outcome.objects.order_by("id").values())
    again = send(here.wang, drafts, now=NOW + timedelta(hours=1), sent=NOW + timedelta(hours=1))
    assert again.accepted == first.accepted
    assert list(Outcome.objects.order_by("id").values()) == rows
    assert Entry.objects.count() == entries
    assert tallies.drifted() == []


def test_one_entry_of_the_journal_a_batch(here):
    before = Entry.objects.count()
    send(here.wang, [answer(here, at % 4, at) for at in range(50)])
    assert Entry.objects.count() == before + 1
    assert Entry.objects.latest("id").object == "record:wang"


def test_one_bad_row_among_fifty_does_not_hold_up_the_others(here):
    drafts = [answer(here, at % 4, at) for at in range(49)]
    drafts.insert(20, OutcomeDraft(key("bad"), "read", "material:999", None, NOW))
    verdict = send(here.wang, drafts)
    assert len(verdict.accepted) == Outcome.objects.count() == 49
    ((bad, refusal),) = verdict.refused
    assert bad == key("bad")
    assert isinstance(refusal, NothingSuchToLearn)


@pytest.mark.parametrize(
    ("kind", "about", "given", "refusal"),
    [
        ("passed", "paper:1", None, UnknownOutcomeKind),
        ("applied", "material:1", None, UnknownOutcomeKind),
        ("\0", "material:1", None, UnknownOutcomeKind),
        ("read", "paper:1", None, NothingSuchToLearn),
        ("read", "material:1\0", None, NothingSuchToLearn),
        ("read", "material:" + "9" * 20, None, NothingSuchToLearn),
        ("answered", "question:424242", ["A"], NothingSuchToLearn),
        ("answered", "question:1", "\0", BadAnswer),
        ("answered", "question:1", ["A"] * 30, BadAnswer),
    ],
)
def test_what_no_device_may_send_is_refused_by_name(here, kind, about, given, refusal):
    verdict = send(here.wang, [OutcomeDraft(key("x"), kind, about, None, NOW, given)])
    assert [type(one) for _, one in verdict.refused] == [refusal]
    assert Outcome.objects.count() == 0


def test_an_item_of_another_party_is_not_there(here):
    verdict = send(here.qian, [read(here, 0, "r")])
    assert isinstance(verdict.refused[0][1], NothingSuchToLearn)


def test_more_than_fifty_are_too_many(here):
    with pytest.raises(BatchTooLarge):
        send(here.wang, [answer(here, 0, at) for at in range(51)])


def test_nobody_records_without_the_ability(here):
    Grant.objects.filter(person=here.wang).delete()
    with pytest.raises(NotAllowed):
        send(here.wang, [answer(here, 0, "a")])


def test_a_clock_off_by_a_day_is_set_right_and_both_instants_are_kept(here):
    off = timedelta(days=1)
    happened = NOW - timedelta(hours=5)
    send(here.wang, [answer(here, 0, "a", happened=happened + off)], sent=NOW + off)
    row = Outcome.objects.get()
    assert row.happened_at == happened
    assert row.content == {"given": ["B"], "device_at": (happened + off).isoformat()}


def test_somebody_elses_key_is_refused_and_his_result_stays(here):
    send(here.zhao, [answer(here, 0, "a")])
    verdict = send(here.wang, [answer(here, 0, "a", given="A"), answer(here, 1, "b")])
    assert verdict.accepted == (key("b"),)
    assert isinstance(verdict.refused[0][1], KeyTaken)
    assert Outcome.objects.get(key=key("a")).person == here.zhao


def test_an_answer_to_a_withdrawn_question_is_kept_and_not_judged(here):
    here.questions[0].withdrawn_at = NOW
    here.questions[0].save()
    verdict = send(here.wang, [answer(here, 0, "a")])
    assert verdict.accepted == (key("a"),)
    assert Outcome.objects.get().met is None
    assert not Mastery.objects.exists()


def test_a_question_of_a_graded_paper_in_hand_is_not_judged_beside_it(here):
    paper = Paper(
        title="考试", graded=True, pass_share=80, asks=1, opens=NOW.date(), until=NOW.date(), state="published",
        created_by="person:lin", created_at=NOW,
    )  # fmt: skip
    paper.stand_at(here.station.region)
    paper.save()
    attempt = Attempt.objects.create(
        paper=paper, person=here.wang, number=1, seed="s", state="open", drawn_on=NOW.date()
    )
    Answer.objects.create(
        attempt=attempt, question=here.questions[0], version=1, position=1, answered_by="person:wang"
    )
    verdict = send(here.wang, [answer(here, 0, "a"), answer(here, 1, "b")])
    assert verdict.accepted == (key("b"),)
    assert isinstance(verdict.refused[0][1], StillInHand)
    assert send(here.zhao, [answer(here, 0, "c")]).refused == ()


def record(here, **more):
    told = {
        "actor": here.wang, "now": NOW, "key": key("one"), "kind": OutcomeKind.PASSED, "about": "paper:1",
        "happened_at": NOW, "source": Source.DESK,
    }  # fmt: skip
    return record_outcome(**{**told, **more})


def test_a_single_outcome_counts_like_one_of_a_batch_and_twice_is_once(here):
    item, objective = here.items[5], here.objectives[0]
    for _ in range(2):
        made = record(here, item=item.id, objective=objective.id, met=True)
    assert made.item_id == item.id
    assert Outcome.objects.count() == ItemState.objects.count() == 1
    assert Mastery.objects.get().asked == 1
    assert tallies.drifted() == []


def test_a_paper_not_passed_does_not_do_the_item(here):
    record(here, item=here.items[5].id, met=False)
    assert not ItemState.objects.exists()


def test_what_somebody_else_confirms_is_the_learners(here):
    made = record(here, actor=here.desk.hu, person=here.wang, kind=OutcomeKind.APPLIED, about="material:1")
    assert made.person == here.wang
    assert tallies.kind_counts(f"p{here.station.id}")["applied"] == 1
    with pytest.raises(NotAllowed):
        record(here, actor=here.zhao, person=here.wang, key=key("two"), kind=OutcomeKind.APPLIED)


def test_answers_of_a_paper_count_for_mastery_once(here):
    answers = [(here.objectives[0].id, True, here.questions[0].id), (here.objectives[0].id, True, 99)]
    for _ in range(2):
        settle_mastery(here.wang, answers, NOW, about="attempt:1")
    row = Mastery.objects.get()
    assert (row.asked, row.right, row.met) == (2, 2, True)
    assert tallies.drifted() == []


def test_voiding_undoes_item_mastery_and_counters_and_keeps_the_row(here):
    send(here.wang, [read(here, 0, "r"), answer(here, 0, "a"), answer(here, 2, "b")])
    for name in ("r", "a"):
        void_outcome(actor=here.wang, now=NOW, key=key(name), reason="点错了")
    assert not ItemState.objects.exists()
    row = Mastery.objects.get()
    assert (row.asked, row.right, row.met) == (1, 1, False)
    assert Outcome.objects.get(key=key("r")).reason == "点错了"
    assert tallies.drifted() == []
    assert tallies.done_counts([here.items[0].id], "0") == {here.items[0].id: 0}


def test_voiding_one_of_two_leaves_the_item_done_by_the_other(here):
    send(here.wang, [read(here, 0, "r"), read(here, 0, "s", happened=NOW - timedelta(days=1))])
    assert ItemState.objects.get().outcome.key == key("s")
    void_outcome(actor=here.wang, now=NOW, key=key("s"), reason="不是我")
    assert ItemState.objects.get().outcome.key == key("r")
    assert tallies.drifted() == []


def test_an_older_answer_comes_back_into_the_window(here):
    drafts = [
        answer(here, at % 2 * 2, at, given="A" if at == 0 else "B", happened=NOW - timedelta(hours=9 - at))
        for at in range(6)
    ]
    send(here.wang, drafts)
    assert Mastery.objects.get().right == 5
    void_outcome(actor=here.wang, now=NOW, key=key(5), reason="误触")
    row = Mastery.objects.get()
    assert (row.asked, row.right) == (5, 4)


def test_voiding_twice_is_voiding_once_and_only_for_the_owner(here):
    send(here.wang, [read(here, 0, "r")])
    with pytest.raises(UnknownOutcome):
        void_outcome(actor=here.zhao, now=NOW, key=key("r"), reason="不是")
    with pytest.raises(ReasonMissing):
        void_outcome(actor=here.wang, now=NOW, key=key("r"), reason=" \0")
    void_outcome(actor=here.wang, now=NOW, key=key("r"), reason="一")
    before = Entry.objects.count()
    assert void_outcome(actor=here.wang, now=NOW, key=key("r"), reason="二").reason == "一"
    assert Entry.objects.count() == before
    # Sending it again does not bring it back.
    assert send(here.wang, [read(here, 0, "r")]).accepted == (key("r"),)
    assert not ItemState.objects.exists()


def test_what_was_settled_with_others_is_not_voided_alone(here):
    record(here)
    with pytest.raises(NotVoidedAlone):
        void_outcome(actor=here.wang, now=NOW, key=key("one"), reason="错")


def test_a_person_who_moved_counts_where_he_is_now(here):
    send(here.wang, [answer(here, 0, "a"), answer(here, 2, "b")])
    county = here.desk.party["county"]
    here.wang.agency = county.agency
    here.wang.save()
    send(here.wang, [answer(here, 0, "c")])
    objective = here.objectives[0].id
    assert tallies.met_counts([objective], f"p{here.station.id}") == {objective: 0}
    assert tallies.met_counts([objective], f"p{county.id}") == {objective: 1}
    assert tallies.drifted() == []
    tallies.recount()
    assert tallies.drifted() == []
