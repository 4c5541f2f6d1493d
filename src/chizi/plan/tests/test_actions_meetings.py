"""Meetings that decide, instructions that become tasks, and the library, with every refusal by name."""

from datetime import date

import pytest

from chizi.plan import actions
from chizi.plan.actions.meetings import DecisionDraft
from chizi.plan.models import Regulation, Task
from chizi.plan.refusals import bodies as no
from chizi.plan.tests.guided import NOW, house

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return house()


def meet(here, **more):
    usual = {
        "actor": here.lin,
        "now": NOW,
        "kind": "leading_group",
        "title": "领导小组第一次会议",
        "chair": "省委主要负责同志",
        "held_on": date(2021, 2, 27),
        "body_code": "lead",
    }
    return actions.record_meeting(**(usual | more))


def test_s2_02_a_decision_becomes_a_task_of_its_owner_once(here):
    owner = here.party("agency:taiyuan")
    due = date(2021, 4, 30)
    meeting = meet(here, decisions=[DecisionDraft("各市一周内动员部署", owner, due)])
    decision = meeting.decisions.get()
    issuer = here.party("body:lead")
    task = actions.task_decision(actor=here.lin, now=NOW, decision_id=decision.pk, issuer=issuer)
    assert (task.origin, task.due, task.issuer) == (decision.origin, due, issuer)
    assert meeting.held_on.isoformat() in task.basis
    assert "第 1 项" in task.basis or "decision 1" in task.basis
    with pytest.raises(no.TaskThere):
        actions.task_decision(actor=here.lin, now=NOW, decision_id=decision.pk, issuer=issuer)


def test_a_decision_without_owner_or_day_stays_a_gap_until_both_are_named(here):
    meeting = meet(here)
    decision = actions.add_decision(actor=here.lin, now=NOW, meeting_id=meeting.pk, text="加强宣传")
    issuer = here.party("body:lead")
    with pytest.raises(no.NeedsOwner):
        actions.task_decision(actor=here.lin, now=NOW, decision_id=decision.pk, issuer=issuer)
    assert Task.objects.count() == 0
    owner, due = here.party("agency:datong"), date(2021, 5, 1)
    actions.task_decision(
        actor=here.lin, now=NOW, decision_id=decision.pk, issuer=issuer, owner=owner, due=due
    )
    decision.refresh_from_db()
    assert (decision.owner, decision.due) == (owner, due)


def test_a_meeting_passes_on_one_that_was_held_before(here):
    first = meet(here, held_on=date(2021, 3, 2))
    with pytest.raises(no.MeetingCircle):
        meet(here, held_on=date(2021, 3, 1), parent_id=first.pk)
    with pytest.raises(no.UnknownMeeting):
        meet(here, parent_id=10**12)
    with pytest.raises(no.DaysBackwards):
        meet(here, decisions=[DecisionDraft("倒签", None, date(2021, 1, 1))])
    with pytest.raises(no.WrongChoice):
        meet(here, body_code="")


def test_s2_05_an_instruction_is_open_or_internal_and_traced_to_tasks(here):
    usual = {
        "actor": here.lin,
        "now": NOW,
        "region": here.province,
        "author": "省委主要负责同志",
        "text": "抓好教育整顿",
        "dated_on": date(2021, 3, 2),
    }
    for secret in ("secret", "机密", ""):
        with pytest.raises(no.TooSecret):
            actions.record_instruction(**usual, classification=secret)
    one = actions.record_instruction(**usual, classification="internal")
    for owner in ("agency:taiyuan", "agency:datong"):
        task = actions.task_instruction(
            actor=here.lin,
            now=NOW,
            instruction_id=one.pk,
            issuer=here.party("body:lead"),
            owners=[here.party(owner)],
            due=date(2021, 4, 1),
        )
        assert task.origin == one.origin
    with pytest.raises(no.NeedsOwner):
        actions.task_instruction(
            actor=here.lin,
            now=NOW,
            instruction_id=one.pk,
            issuer=here.party("body:lead"),
            owners=[],
            due=date(2021, 4, 1),
        )


def regulate(here, **more):
    usual = {
        "actor": here.lin,
        "now": NOW,
        "region": here.province,
        "title": "监督检查工作暂行办法",
        "issuer": "省委政法委",
        "text": "第一条 线索移送。",
        "in_force_from": date(2021, 5, 1),
        "hands_over_to": "纪检监察机关",
    }
    return actions.add_regulation(**(usual | more))


def test_a_text_is_followed_never_changed(here):
    one = regulate(here)
    actions.add_wording(
        actor=here.lin, now=NOW, regulation_id=one.pk, text="第一条 线索应当移送。", note="修订"
    )
    assert list(one.wordings.order_by("version").values_list("version", "text")) == [
        (1, "第一条 线索移送。"),
        (2, "第一条 线索应当移送。"),
    ]
    with pytest.raises(no.SameText):
        actions.add_wording(
            actor=here.lin, now=NOW, regulation_id=one.pk, text="第一条 线索应当移送。\r\n", note="又"
        )


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"text": " \n"}, no.EmptyText),
        ({"text": "长" * 500_001}, no.TextTooLong),
        ({"in_force_from": None}, no.NotInForceYet),
        ({"status": "repealed"}, no.WrongChoice),
        ({"title": ""}, no.WrongText),
        ({"replaces": [10**9]}, no.UnknownRegulation),
    ],
)
def test_a_document_enters_the_library_well_or_not_at_all(here, more, refusal):
    with pytest.raises(refusal):
        regulate(here, **more)


def test_a_document_does_not_replace_itself_not_even_by_way_of_others(here):
    old = regulate(here)
    new = regulate(here, title="办法", replaces=[old.pk])
    assert Regulation.objects.get(pk=old.pk).status == "replaced"
    newest = regulate(here, title="新办法", replaces=[new.pk])
    Regulation.objects.filter(pk=old.pk).update(status="in_force")
    for newer, older in ((old, newest), (old, old)):
        with pytest.raises(no.RegulationCircle):
            actions.replace_regulation(actor=here.lin, now=NOW, newer_id=newer.pk, older_id=older.pk)


def test_what_is_over_stays_as_it_is(here):
    one = regulate(here, status="draft", in_force_from=None)
    actions.put_in_force(actor=here.lin, now=NOW, regulation_id=one.pk, on=date(2021, 3, 1))
    with pytest.raises(no.DaysBackwards):
        actions.repeal_regulation(
            actor=here.lin, now=NOW, regulation_id=one.pk, on=date(2021, 2, 1), reason="过期"
        )
    actions.repeal_regulation(actor=here.lin, now=NOW, regulation_id=one.pk, reason="过期")
    with pytest.raises(no.RegulationOver):
        actions.add_wording(actor=here.lin, now=NOW, regulation_id=one.pk, text="新", note="改")
