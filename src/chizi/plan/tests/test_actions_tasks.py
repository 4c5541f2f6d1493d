"""Tasks: made, approved, assigned once and within the cap, passed down, withdrawn."""

from datetime import date, timedelta

import pytest

from chizi.ground.counters.counts import read_counts
from chizi.ground.notices.models import Notice
from chizi.org.refusals import NotAllowed
from chizi.org.rules import Role
from chizi.plan import campaign_refusals as refused
from chizi.plan.actions import (
    approve_task,
    assign_beyond_cap,
    assign_task,
    cascade_task,
    choose_task,
    create_task,
    decline_task,
    grant_exemption,
    hand_over,
    withdraw_task,
)
from chizi.plan.campaign_policy import campaign_policy
from chizi.plan.models import Assignment, Task
from chizi.plan.rules.tasks import AssignmentState, TaskState
from chizi.plan.tallies import LOAD
from chizi.plan.tests.planned import NOW, TODAY, desk, granted

pytestmark = pytest.mark.django_db
DUE = date(2021, 3, 20)


@pytest.fixture
def here():
    return desk()


def made(here, **more):
    said = {
        "actor": here.lin,
        "now": NOW,
        "title": "开展谈心谈话",
        "text": "逐人谈心谈话，形成台账。",
        "basis": "总方案第三部分",
        "due": DUE,
        "issuer": here.office,
        "origin": "decision:1",
    }
    return create_task(**(said | more))


def given(here, *names, **more):
    task = made(here, **more)
    parties = [here.party[name] for name in names]
    return assign_task(actor=here.lin, now=NOW, task_id=task.id, parties=parties)


def load(*keys):
    return list(read_counts(LOAD, keys).values())


def test_a_decision_becomes_a_task_that_can_be_assigned_at_once(here):
    (row,) = given(here, "county")
    assert (row.task.state, row.state, row.due) == (TaskState.OPEN, AssignmentState.OPEN, DUE)
    assert row.task.origin == "decision:1"
    assert list(Notice.objects.values_list("ref", flat=True)) == ["person:hu"]


def test_a_task_outside_the_plan_needs_a_second_person(here):
    task = made(here, origin="")
    with pytest.raises(refused.TaskWaits):
        assign_task(actor=here.lin, now=NOW, task_id=task.id, parties=[here.county])
    with pytest.raises(refused.SamePerson):
        approve_task(actor=here.lin, now=NOW, task_id=task.id, version=1)
    with pytest.raises(refused.StalePage):
        approve_task(actor=here.wen, now=NOW, task_id=task.id, version=9)
    approve_task(actor=here.wen, now=NOW, task_id=task.id, version=1)
    assert assign_task(actor=here.lin, now=NOW, task_id=task.id, parties=[here.county])
    with pytest.raises(refused.TaskDecided):
        decline_task(actor=here.wen, now=NOW, task_id=task.id, version=2, reason="重复")


def test_a_declined_task_is_never_assigned(here):
    task = made(here, origin="")
    decline_task(actor=here.wen, now=NOW, task_id=task.id, version=1, reason="与方案无关")
    with pytest.raises(refused.TaskGone):
        assign_task(actor=here.lin, now=NOW, task_id=task.id, parties=[here.county])


@pytest.mark.parametrize("lacking", [{"sunset": None}, {"minutes": None}, {"minutes": 0}, {"basis": " "}])
def test_R06_a_recurring_request_needs_owner_basis_sunset_and_cost(here, lacking):
    whole = {"recurs": "monthly", "sunset": date(2021, 12, 31), "minutes": 20}
    with pytest.raises(refused.LacksForRecurrence):
        made(here, **(whole | lacking))
    assert Task.objects.count() == 0


def test_R06_by_default_a_recurring_request_is_reported_by_exception(here):
    task = made(here, recurs="monthly", sunset=date(2021, 12, 31), minutes=20)
    assert task.exception_only
    assert not made(here).exception_only
    with pytest.raises(refused.SunsetPast):
        assign_task(actor=here.lin, now=NOW, task_id=task.id, parties=[here.county], due=date(2022, 1, 1))


def test_R06_what_is_passed_down_is_word_for_word(here):
    (above,) = given(here, "city")
    (row,) = cascade_task(actor=here.zhou, now=NOW, assignment_id=above.id, parties=[here.county])
    for name in ("title", "text", "basis", "due", "opens", "kind", "fact_key", "recurs", "minutes"):
        assert getattr(row.task, name) == getattr(above.task, name)
    assert (row.task.above, row.issuer, row.due) == (above.task, here.city, above.due)
    cascade_task(actor=here.zhou, now=NOW, assignment_id=above.id, parties=[here.yingze])
    assert Task.objects.filter(above=above.task).count() == 1
    with pytest.raises(refused.UnknownAssignment):
        cascade_task(actor=here.gao, now=NOW, assignment_id=above.id, parties=[here.datong])


def test_nothing_is_passed_down_sideways_or_to_oneself(here):
    (above,) = given(here, "city")
    for name in ("city", "office", "datong"):
        with pytest.raises(refused.PartyNotBelow):
            cascade_task(actor=here.zhou, now=NOW, assignment_id=above.id, parties=[here.party[name]])


def test_R07_the_same_facts_are_not_asked_for_twice(here):
    (row,) = given(here, "county", fact_key="roster-2021")
    again = made(here, fact_key="roster-2021", title="再报一次花名册")
    with pytest.raises(refused.AskedAlready) as said:
        assign_task(actor=here.lin, now=NOW, task_id=again.id, parties=[here.yingze, here.county])
    assert said.value.params["number"] == row.id
    assert said.value.params["title"] == "开展谈心谈话"
    assert Assignment.objects.count() == 1
    later = made(here, fact_key="roster-2021", opens=DUE + timedelta(days=1), due=DUE + timedelta(days=9))
    assert assign_task(actor=here.lin, now=NOW, task_id=later.id, parties=[here.county])


def test_R08_beyond_the_cap_nothing_is_assigned_without_a_second_person(here, monkeypatch):
    monkeypatch.setitem(campaign_policy().caps, "county", 2)
    for number in range(2):
        given(here, "county", fact_key=f"fact-{number}")
    task = made(here)
    with pytest.raises(refused.CapReached) as said:
        assign_task(actor=here.lin, now=NOW, task_id=task.id, parties=[here.city, here.county])
    assert said.value.params == {"name": "小店区公安分局", "open": 2, "would": 3, "cap": 2}
    assert load(f"p{here.city.id}", f"p{here.county.id}") == [0, 2]
    over = {"now": NOW, "task_id": task.id, "parties": [here.county]}
    with pytest.raises(refused.SamePerson):
        assign_beyond_cap(actor=here.lin, reason="急", **over)
    with pytest.raises(refused.BadText):
        assign_beyond_cap(actor=here.wen, reason=" ", **over)
    with pytest.raises(refused.NotBeyondCap):
        assign_beyond_cap(actor=here.wen, reason="急", **(over | {"parties": [here.city]}))
    (row,) = assign_beyond_cap(actor=here.wen, reason="中央督导组当日要求", **over)
    assert row.reason == "中央督导组当日要求"
    assert load(f"p{here.county.id}") == [3]


def test_R08_the_cap_of_a_person_counts_his_items_alone(here, monkeypatch):
    monkeypatch.setitem(campaign_policy().caps, "person", 1)
    first, second = made(here), made(here)
    ask = {"actor": here.lin, "now": NOW, "parties": [here.county], "person": here.hu}
    assign_task(task_id=first.id, **ask)
    with pytest.raises(refused.CapReached):
        assign_task(task_id=second.id, **ask)
    assert load(f"i{here.hu.id}") == [1]


def test_an_assignment_to_somebody_who_left_is_refused(here):
    here.hu.is_active, here.hu.left_on = False, TODAY
    here.hu.save()
    task = made(here)
    with pytest.raises(refused.PersonLeft):
        assign_task(actor=here.lin, now=NOW, task_id=task.id, parties=[here.county], person=here.hu)
    with pytest.raises(refused.PersonElsewhere):
        assign_task(actor=here.lin, now=NOW, task_id=task.id, parties=[here.county], person=here.ma)


def test_a_closed_party_gets_nothing(here):
    here.county.closed_on = TODAY
    here.county.save()
    with pytest.raises(refused.PartyClosed):
        given(here, "county")


@pytest.mark.parametrize(
    ("window", "refusal"),
    [
        ({"opens": date(2021, 3, 10), "due": date(2021, 3, 9)}, refused.WindowBackwards),
        ({"due": date(2021, 2, 28)}, refused.DuePast),
        ({"due": date(9999, 12, 31)}, refused.TooFar),
    ],
)
def test_windows_that_cannot_be_kept_are_refused(here, window, refusal):
    with pytest.raises(refusal):
        made(here, **window)


def test_a_city_office_assigns_within_its_city_only(here):
    task = made(here, actor=here.zhou, issuer=here.city)
    with pytest.raises(NotAllowed):
        assign_task(actor=here.zhou, now=NOW, task_id=task.id, parties=[here.datong])
    with pytest.raises(NotAllowed):
        made(here, actor=here.zhou)
    with pytest.raises(NotAllowed):
        made(here, actor=here.hu, issuer=here.county)


def test_what_a_party_chooses_itself_is_no_load(here):
    row = choose_task(
        actor=here.hu, now=NOW, party=here.county, title="夜学", text="自愿参加", rationale="需要", due=DUE
    )
    assert row.kind == "optional"
    assert load(f"p{here.county.id}", "0") == [0, 0]
    with pytest.raises(refused.NotYours):
        choose_task(
            actor=here.ma, now=NOW, party=here.county, title="夜学", text="自愿", rationale="需要", due=DUE
        )


def test_an_exemption_by_the_issuer_takes_the_load_away(here):
    (row,) = given(here, "county")
    ask = {"now": NOW, "assignment_id": row.id, "version": 1, "ground": "duty", "text": "抗洪抢险"}
    with pytest.raises(NotAllowed):
        grant_exemption(actor=here.hu, **ask)
    grant_exemption(actor=here.lin, **ask)
    assert load(f"p{here.county.id}") == [0]
    with pytest.raises(refused.AlreadySettled):
        grant_exemption(actor=here.lin, **(ask | {"version": 2}))


def test_open_work_is_handed_over(here):
    task = made(here)
    (row,) = assign_task(actor=here.lin, now=NOW, task_id=task.id, parties=[here.county], person=here.hu)
    other = granted("guo", Role.CLERK, "140105000000", "county")
    hand_over(actor=here.lin, now=NOW, assignment_id=row.id, version=1, to=other, reason="调离")
    assert load(f"i{here.hu.id}", f"i{other.id}", f"p{here.county.id}") == [0, 1, 1]
    with pytest.raises(refused.NotYours):
        hand_over(actor=here.jia, now=NOW, assignment_id=row.id, version=2, to=None, reason="审计")
    hand_over(actor=other, now=NOW, assignment_id=row.id, version=2, to=None, reason="集体办理")
    assert load(f"i{other.id}", f"p{here.county.id}") == [0, 1]


def test_a_withdrawn_task_takes_its_open_work_with_it(here):
    rows = given(here, "county", "yingze")
    withdraw_task(actor=here.lin, now=NOW, task_id=rows[0].task_id, version=1, reason="合并到另一任务")
    assert set(Assignment.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert load("0", f"p{here.county.id}") == [0, 0]
    with pytest.raises(refused.TaskGone):
        withdraw_task(actor=here.lin, now=NOW, task_id=rows[0].task_id, version=2, reason="再撤")
