"""Questions, papers and attempts: who may, what is refused, and what comes of it."""

from datetime import timedelta

import pytest

from chizi.journal.models import Entry
from chizi.learn import actions, queries
from chizi.learn.actions import CellDraft, ItemDraft, PaperDraft
from chizi.learn.models import Answer, ItemState, LearningItem, Mastery, Outcome, QuestionVersion
from chizi.learn.queries.attempts_reading import asked_in
from chizi.learn.refusals import attempts as refused
from chizi.learn.refusals.items import AboutTwice, ItemUsed, NotYourTask, UnknownAbout
from chizi.learn.refusals.objectives import UnknownObjective
from chizi.learn.refusals.papers import BlueprintTooLarge, OwnPaper, PaperNotDraft, WindowShort
from chizi.learn.refusals.questions import NotTheirs, QuestionThere, QuestionUnchanged, UnknownArticle
from chizi.learn.rules.questions import QuestionDraft
from chizi.learn.tests.papers_world import NOW, SINGLE, asked, paper, right_answers, study
from chizi.org.abilities import local_day
from chizi.org.models import Region
from chizi.org.refusals import NotAllowed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def here():
    return study()


def begin(here, one=None, now=NOW):
    return actions.start_attempt(actor=here.wang, now=now, paper_id=(one or here.graded).pk)


def hand_in(here, attempt, answers=None, now=NOW, **more):
    said = right_answers(attempt) if answers is None else answers
    return actions.submit_attempt(actor=here.wang, now=now, attempt_id=attempt.pk, answers=said, **more)


def test_a_changed_question_is_a_new_version_and_answers_keep_theirs(here):
    attempt = begin(here)
    one = here.bank["single"]
    changed = QuestionDraft("duty", "single", SINGLE.stem, ("三日", "七日", "十日"), ("A",))
    actions.change_question(actor=here.lin, now=NOW, question_id=one.pk, draft=changed)
    assert QuestionVersion.objects.filter(question=one).count() == 2
    line = next(each for each in asked_in(attempt) if each.question_id == one.pk)
    assert line.version == 1
    assert line.wording.key == ("B",)
    with pytest.raises(QuestionUnchanged):
        actions.change_question(actor=here.lin, now=NOW, question_id=one.pk, draft=changed)


def test_the_same_question_an_unknown_objective_and_an_unknown_article_are_refused(here):
    usual = {"actor": here.lin, "now": NOW, "region": here.province}
    with pytest.raises(QuestionThere):
        actions.create_question(**usual, draft=SINGLE)
    with pytest.raises(UnknownObjective):
        actions.create_question(**usual, draft=QuestionDraft("nope", "truefalse", "问", (), ("true",)))
    bad = QuestionDraft("duty", "truefalse", "问", (), ("true",), article="material:999#x")
    with pytest.raises(UnknownArticle):
        actions.create_question(**usual, draft=bad)


def test_a_clerk_writes_questions_for_his_own_place_only(here):
    clerk = here.desk.person["hu"]
    draft = QuestionDraft("duty", "truefalse", "县题", (), ("true",))
    county = Region.objects.get(code="140105000000", valid_to__isnull=True)
    made = actions.create_question(actor=clerk, now=NOW, draft=draft, region=county)
    assert made.county_id == county.pk
    with pytest.raises(NotAllowed):
        actions.create_question(actor=clerk, now=NOW, draft=draft, region=here.province)
    with pytest.raises(NotTheirs):
        actions.change_question(actor=clerk, now=NOW, question_id=here.bank["single"].pk, draft=draft)


def test_a_blueprint_larger_than_its_bank_is_refused_with_the_numbers(here):
    draft = PaperDraft("大", False, (CellDraft("duty", "single", 3),))
    with pytest.raises(BlueprintTooLarge) as fault:
        actions.create_paper(actor=here.lin, now=NOW, draft=draft, region=here.province)
    assert (fault.value.params["asked"], fault.value.params["there"]) == (3, 1)


def test_a_graded_paper_needs_days_and_a_second_person(here):
    today = local_day(NOW)
    cells = (CellDraft("duty", "single", 1),)
    draft = PaperDraft("考", True, cells, opens=today, until=today)
    with pytest.raises(WindowShort):
        actions.create_paper(actor=here.lin, now=NOW, draft=draft, region=here.province)
    draft = PaperDraft("考", True, cells, opens=today, until=today + 9 * DAY)
    made = actions.create_paper(actor=here.lin, now=NOW, draft=draft, region=here.province)
    with pytest.raises(OwnPaper):
        actions.publish_paper(actor=here.lin, now=NOW, paper_id=made.pk)
    actions.publish_paper(actor=here.wen, now=NOW, paper_id=made.pk)
    with pytest.raises(PaperNotDraft):
        actions.change_paper(actor=here.lin, now=NOW, paper_id=made.pk, draft=draft)


def test_s1_07_what_counts_is_what_was_shown_by_objective(here):
    done = hand_in(here, begin(here))
    assert (done.state, done.met) == ("settled", True)
    assert Outcome.objects.get(kind="passed").met is True
    assert ItemState.objects.filter(person=here.wang, item=here.items[0]).exists()
    rows = Mastery.objects.filter(person=here.wang, asked__gt=0)
    assert {one.objective.code: (one.right, one.asked) for one in rows} == {"duty": (3, 3), "report": (2, 2)}


def test_an_attempt_goes_on_on_another_device_answer_by_answer(here):
    attempt = begin(here)
    said = right_answers(attempt)
    first, *rest = said
    usual = {"actor": here.wang, "now": NOW, "attempt_id": attempt.pk}
    actions.save_attempt(**usual, answers={first: said[first], "999": "x", "rubbish": None})
    assert begin(here).pk == attempt.pk
    done = hand_in(here, attempt, {one: said[one] for one in rest})
    assert done.met is True


def test_handed_in_twice_is_handed_in_once(here):
    attempt = begin(here)
    hand_in(here, attempt)
    entries = Entry.objects.count()
    again = hand_in(here, attempt, {})
    assert again.met is True
    assert Entry.objects.count() == entries
    assert Outcome.objects.filter(kind="passed").count() == 1
    with pytest.raises(refused.AlreadyHandedIn):
        actions.save_attempt(actor=here.wang, now=NOW, attempt_id=attempt.pk, answers={})


def test_after_the_window_it_is_refused_unless_it_happened_inside(here):
    attempt, late = begin(here), NOW + 11 * DAY
    with pytest.raises(refused.WindowOver):
        hand_in(here, attempt, now=late)
    with pytest.raises(refused.AheadOfClock):
        hand_in(here, attempt, now=late, happened_at=late + DAY)
    with pytest.raises(refused.BeforeDrawn):
        hand_in(here, attempt, now=late, happened_at=NOW - 3 * DAY)
    done = hand_in(here, attempt, now=late, happened_at=NOW + 9 * DAY)
    assert done.met is True
    assert done.handed_in_at == NOW + 9 * DAY
    with pytest.raises(refused.WindowOver):
        actions.start_attempt(actor=here.head, now=late, paper_id=here.graded.pk)


def test_an_answer_to_a_withdrawn_question_is_kept_and_not_judged(here):
    attempt = begin(here)
    one = here.bank["single"]
    actions.withdraw_question(actor=here.lin, now=NOW, question_id=one.pk, reason="旧")
    done = hand_in(here, attempt, right_answers(attempt) | {str(one.pk): ["A"]})
    answer = Answer.objects.get(attempt=attempt, question=one)
    assert (answer.given, answer.met, answer.left_out) == (["A"], None, True)
    assert done.met is True


def test_attempts_run_out_and_what_is_met_is_not_asked_again(here):
    one = paper(here, "两次", graded=True, attempts=2)
    for _ in range(2):
        assert hand_in(here, begin(here, one), {}).met is False
    with pytest.raises(refused.NoAttemptsLeft):
        begin(here, one)
    hand_in(here, begin(here))
    with pytest.raises(refused.AttemptMet):
        begin(here)


def test_R27_words_about_ones_own_work_are_judged_by_another_person(here):
    one = paper(here, "情景", graded=False, scene=True)
    attempt = begin(here, one)
    scene = next(each for each in asked_in(attempt) if each.kind == "scenario")
    assert scene.work == "" or scene.work.startswith("assignment:")
    assert hand_in(here, attempt).state == "waits"
    usual = {"now": NOW, "answer_id": scene.id, "met": True, "note": "说到了"}
    with pytest.raises(refused.OwnAnswer):
        actions.judge_answer(actor=here.wang, **usual)
    with pytest.raises(refused.UnknownAnswer):
        actions.judge_answer(actor=here.desk.person["gao"], **usual)
    with pytest.raises(refused.NeedsNote):
        actions.judge_answer(actor=here.head, **(usual | {"note": " "}))
    actions.judge_answer(actor=here.head, **usual)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.met) == ("settled", True)
    with pytest.raises(refused.UnknownAnswer):
        actions.judge_answer(actor=here.head, **usual)


def test_a_scenario_is_shown_with_a_task_of_the_learners_own(here):
    one = paper(here, "情景", graded=False, scene=True)
    attempt = actions.start_attempt(actor=here.head, now=NOW, paper_id=one.pk)
    scene = next(each for each in asked_in(attempt) if each.kind == "scenario")
    assert scene.work.startswith("assignment:")
    assert scene.work_title == "学习登记"


def test_s1_13_and_s1_14_what_is_owed_and_what_is_chosen_are_told_apart(here):
    chosen = asked(here, kind="optional", title="自选")
    actions.set_items(actor=here.lin, now=NOW, task_id=chosen.pk, items=[ItemDraft(here.check.ref)])
    kinds = {one.assignment_id: one.kind for one in queries.my_learning(here.wang, now=NOW)}
    assert sorted(set(kinds.values())) == ["optional", "prescribed"]
    assert here.check.pk in [one.id for one in queries.self_checks(here.wang, now=NOW).papers]


def test_s1_17_learning_is_asked_in_every_phase(here):
    for days in (0, 90, 300):
        assert queries.my_learning(here.wang, now=NOW + days * DAY)


def test_s1_20_who_leads_has_the_same_learning_as_his_people(here):
    here.head.agency = here.wang.agency
    here.head.save()
    mine = [one.item_id for one in queries.my_learning(here.wang, now=NOW)]
    assert mine == [one.item_id for one in queries.my_learning(here.head, now=NOW)] != []


def test_items_are_set_in_order_and_what_was_done_stays(here):
    first, second = here.items
    usual = {"actor": here.lin, "now": NOW, "task_id": here.task.pk}
    actions.set_items(**usual, items=[ItemDraft(second.about), ItemDraft(first.about, 30)])
    assert [one.pk for one in LearningItem.objects.order_by("position")] == [second.pk, first.pk]
    hand_in(here, begin(here))
    with pytest.raises(ItemUsed):
        actions.set_items(**usual, items=[ItemDraft(second.about)])
    for items, fault in (
        ([ItemDraft("paper:999")], UnknownAbout),
        ([ItemDraft("question:1")], UnknownAbout),
        ([ItemDraft(first.about), ItemDraft(first.about)], AboutTwice),
    ):
        with pytest.raises(fault):
            actions.set_items(**usual, items=items)
    with pytest.raises(NotYourTask):
        actions.set_items(**(usual | {"actor": here.wang}), items=[])


def test_a_device_takes_graded_papers_without_what_is_right(here):
    ids = [here.graded.pk, here.check.pk, 10**30]
    actions.prepare_attempts(actor=here.wang, now=NOW, paper_ids=ids[:2])
    graded, check = queries.paper_pack(here.wang, ids, now=NOW)
    assert graded.attempt_id
    assert all(one.right is None and one.explanation is None for one in graded.questions)
    assert check.attempt_id
    assert all(one.right is not None for one in check.questions)
    other = queries.paper_pack(here.head, ids, now=NOW)
    assert other[0].questions == ()
    assert len(other[1].questions) == 5
