"""Profiles as the night makes them, objections to them, one's own record and what is handed out."""

from datetime import timedelta
from uuid import uuid4

import pytest

from chizi.journal.models import Entry
from chizi.learn import jobs, tallies
from chizi.learn.actions import (
    answer_profile_objection,
    export_learning,
    export_own_learning,
    object_to_profile,
    restore_outcome,
    void_outcome,
)
from chizi.learn.models import LearningItem, Profile
from chizi.learn.queries import my_record, own_dataset, profile_page
from chizi.learn.refusals.outcomes import UnknownOutcome
from chizi.learn.refusals.profiles import (
    NotYourProfile,
    OwnProfileObjection,
    ProfileObjectionAnswered,
    ProfileObjectionOpen,
    ProfileTextMissing,
    UnknownProfile,
    UnknownProgressParty,
)
from chizi.learn.rules.exports import statement_faults
from chizi.learn.rules.profiles import LEAST
from chizi.learn.tests import progress_world as w
from chizi.org.refusals import NotAllowed
from chizi.org.rules import Role
from chizi.plan.actions import choose_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    found = w.world(people=12)
    for person in found.officers[:6]:
        w.has_read(person, found.reading)
        for objective in found.objectives:
            w.has_mastered(person, objective, found.county)
    for person in found.officers[:5]:
        w.applied(found, person, found.county)
        w.applied(found, person, found.county)
    w.counted()
    return found


def profile():
    return Profile.objects.get(party__code="agency:county")


def test_s1_16_a_profile_is_four_distributions(here):
    found = profile()
    assert (found.learners, found.weeks) == (13, 1)
    assert found.content == {
        "regularity": [0, 0, 0, 1],
        "initiative": [13, 0, 0],
        "breadth": [7, 0, 0, 6],
        "depth": [8, 0, 5],
    }


def test_s1_16_depth_is_how_far_not_how_much(here):
    for _ in range(3):
        w.applied(here, here.officers[0], here.county)
    w.counted()
    assert profile().content["depth"] == [8, 0, 5]
    w.applied(here, here.officers[7], here.county, "returned")
    w.applied(here, here.officers[8], here.county, "claimed")
    w.counted()
    assert profile().content["depth"] == [7, 1, 5]


def test_initiative_counts_what_the_party_chose_itself(here):
    row = choose_task(
        actor=here.hu, now=w.NOW, party=here.county, title="重温", text="参观", rationale="需要", due=w.DUE
    )
    task = row.task
    task.measure = here.task.measure
    task.save()
    task.assignments.update(measure=task.measure, campaign_id=task.measure.campaign_id)
    item = LearningItem.objects.create(task=task, about="material:2", title="红色故事", position=1)
    for person in here.officers[:5]:
        w.has_read(person, item)
    w.counted()
    assert profile().content["initiative"] == [8, 5, 0]


def test_s1_16_small_numbers_are_merged_and_nothing_is_added_up(here):
    w.applied(here, here.officers[8], here.county, "claimed")
    w.counted()
    page = profile_page(here.hu, "agency:county", now=w.NOW)
    by = {one.measured.dimension.value: one for one in page.dimensions}
    assert [(one.first, one.last, one.number) for one in by["depth"].bins] == [(0, 0, 7), (1, 2, 6)]
    for one in by.values():
        assert one.of_weeks or all(each.number == 0 or each.number >= LEAST for each in one.bins)
    assert page.scheme.version == "2021.1"


def test_of_a_party_of_four_the_profile_is_withheld(here):
    w.given(here, "所里学", [here.station])
    w.counted()
    page = profile_page(here.lin, "agency:station", now=w.NOW)
    assert page.number
    assert {one.bins for one in page.dimensions} == {None}


def test_R01_a_week_off_line_counts_for_its_week_and_no_days_in_a_row_are_kept(here):
    later = w.NOW + timedelta(days=14)
    w.has_read(here.officers[9], here.reading, at=later)
    w.counted(later)
    assert profile().content["regularity"] == [2, 1, 0, 0] or profile().content["regularity"] == [1, 1, 0, 1]
    assert profile().weeks == 3


def test_making_profiles_again_keeps_the_same_row(here):
    before = profile().pk
    assert jobs.profile_now(w.NOW) == 1
    assert profile().pk == before


def test_the_nights_round_is_made_once(here):
    assert jobs.profile_nightly(w.NOW) == 1
    assert jobs.profile_nightly(w.NOW) == 0
    assert jobs.recount_nightly(w.NOW) >= 0
    from chizi.ground.counters.counts import add_counts

    add_counts(tallies.BOARD, {"done:1|0": 7})
    assert jobs.recount_nightly(w.NOW) == 0
    assert jobs.recount_nightly(w.NOW + timedelta(days=1)) == 1
    assert Entry.objects.filter(kind="learn.recounted").exists()


def test_s1_11_a_party_objects_and_the_office_answers(here):
    number = profile().pk
    object_to_profile(actor=here.hu, now=w.NOW, profile_id=number, text="下乡的没有算进来")
    with pytest.raises(ProfileObjectionOpen):
        object_to_profile(actor=here.hu, now=w.NOW, profile_id=number, text="再说")
    page = profile_page(here.lin, "agency:county", now=w.NOW)
    assert (page.may_answer, page.may_object) == (True, False)
    with pytest.raises(ProfileTextMissing):
        answer_profile_objection(actor=here.lin, now=w.NOW, profile_id=number, answer=" ")
    answer_profile_objection(actor=here.lin, now=w.NOW, profile_id=number, answer="已补录，明日更新")
    with pytest.raises(ProfileObjectionAnswered):
        answer_profile_objection(actor=here.lin, now=w.NOW, profile_id=number, answer="x")
    page = profile_page(here.hu, "agency:county", now=w.NOW)
    assert [(one.text, one.answer) for one in page.objections] == [("下乡的没有算进来", "已补录，明日更新")]
    assert page.may_object


def test_only_the_party_objects_and_never_answers_itself(here):
    number = profile().pk
    with pytest.raises(NotYourProfile):
        object_to_profile(actor=here.lin, now=w.NOW, profile_id=number, text="x")
    with pytest.raises(UnknownProfile):
        object_to_profile(actor=here.gao, now=w.NOW, profile_id=number, text="x")
    object_to_profile(actor=here.hu, now=w.NOW, profile_id=number, text="x")
    with pytest.raises(NotAllowed):
        answer_profile_objection(actor=here.hu, now=w.NOW, profile_id=number, answer="x")
    both = w.grant(here.hu, Role.OFFICE, "140105000000")
    del both._grants
    with pytest.raises(OwnProfileObjection):
        answer_profile_objection(actor=both, now=w.NOW, profile_id=number, answer="x")


def test_a_correction_of_ones_own_record_can_be_undone(here):
    me, done = here.officers[0], tallies.done_key(here.reading.pk, tallies.party_place(here.county.id))

    def count():
        return tallies.done_counts([here.reading.pk], tallies.party_place(here.county.id))[here.reading.pk]

    line = my_record(me, now=w.NOW).lines[0]
    assert (line.voidable, count(), done[:5]) == (True, 6, "done:")
    void_outcome(actor=me, now=w.NOW, key=line.key, reason="点错了")
    assert count() == 5
    assert my_record(me, now=w.NOW).lines[0].reason == "点错了"
    restore_outcome(actor=me, now=w.NOW, key=line.key)
    assert count() == 6
    restore_outcome(actor=me, now=w.NOW, key=line.key)
    assert count() == 6
    assert tallies.drifted() == [] or all("met:" in one[0] for one in tallies.drifted())


def test_nobody_else_restores_or_reads_a_record(here):
    line = my_record(here.officers[0], now=w.NOW).lines[0]
    with pytest.raises(UnknownOutcome):
        restore_outcome(actor=here.officers[1], now=w.NOW, key=line.key)
    with pytest.raises(UnknownOutcome):
        restore_outcome(actor=here.officers[1], now=w.NOW, key=uuid4())
    assert len(my_record(here.officers[0], now=w.NOW).lines) == 1
    assert my_record(here.officers[11], now=w.NOW).lines == ()


def test_s1_10_statements_leave_under_pseudonyms_and_without_durations(here):
    told = export_learning(
        actor=here.lin, now=w.NOW, party_code="agency:county", home="https://chizi.example"
    )
    assert [fault for one in told for fault in statement_faults(one)] == []
    verbs = sorted({one["verb"]["id"].rpartition("/")[2] for one in told})
    assert verbs == ["completed", "mastered"]
    text = str(told)
    assert not [one for one in here.officers if one.username in text or one.name in text]
    assert len({one["actor"]["account"]["name"] for one in told}) == 6
    again = export_learning(
        actor=here.lin, now=w.NOW, party_code="agency:county", home="https://chizi.example"
    )
    assert again == told
    assert Entry.objects.filter(kind="learning.exported").count() == 2


def test_who_does_not_manage_learning_there_hands_nothing_out(here):
    for who, fault in (
        (here.xu, NotAllowed),
        (here.officers[0], NotAllowed),
        (here.gao, UnknownProgressParty),
    ):
        with pytest.raises(fault):
            export_learning(actor=who, now=w.NOW, party_code="agency:county", home="h:x")


def test_ones_own_record_leaves_whole_and_under_ones_own_name(here):
    me = here.officers[0]
    told = export_own_learning(actor=me, now=w.NOW, home="https://chizi.example")
    assert {one["actor"]["name"] for one in told} == {me.name}
    assert len(told) == 3
    assert len(own_dataset(me, now=w.NOW).rows) == 1


def test_R04_what_leaves_has_no_points_and_no_marks(here):
    told = export_own_learning(actor=here.officers[0], now=w.NOW, home="https://chizi.example")
    assert {name for one in told for name in one.get("result", {})} <= {"completion", "success"}
    columns = {one.name for one in own_dataset(here.officers[0], now=w.NOW).columns}
    assert "met" in columns
    assert not columns & {"score", "points", "mark", "rank", "duration"}
