"""Results and objections: nobody verifies his own work, and every objection is answered. The counts never drift."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chizi.core.refusals import Refusal
from chizi.ground.counters.counts import read_counts
from chizi.ground.counters.models import Counter
from chizi.ground.notices.models import Notice
from chizi.org.refusals import NotAllowed
from chizi.plan import campaign_refusals as refused
from chizi.plan.actions import (
    accept_result,
    answer_objection,
    assign_task,
    cascade_task,
    create_task,
    grant_exemption,
    hand_over,
    raise_objection,
    return_result,
    submit_result,
    withdraw_measure,
    withdraw_result,
    withdraw_task,
)
from chizi.plan.models import Assignment, Campaign, Measure, Result, Task
from chizi.plan.rules.tasks import AssignmentState
from chizi.plan.tallies import COVERAGE, LOAD, coverage_key, recount
from chizi.plan.tests.planned import NOW, campaign, desk
from tests.proving import PROVE

pytestmark = pytest.mark.django_db
DUE = date(2021, 3, 31)


@pytest.fixture
def here():
    found = desk()
    campaign(found)
    return found


def asked(here, *names, code="M-1", **more):
    said = {"title": "办理", "text": "按方案办理", "basis": "方案", "due": DUE, "issuer": here.office}
    measure = Measure.objects.get(code=code)
    task = create_task(actor=here.lin, now=NOW, measure_id=measure.id, **(said | more))
    parties = [here.party[name] for name in names]
    return assign_task(actor=here.lin, now=NOW, task_id=task.id, parties=parties)


def hand_in(here, row, who=None, **more):
    row.refresh_from_db()
    said = {"actor": who or here.hu, "now": NOW, "assignment_id": row.id, "version": row.version}
    return submit_result(**(said | ({"text": "已完成"} | more)))


def accept(here, row, who=None):
    row.refresh_from_db()
    return accept_result(actor=who or here.lin, now=NOW, assignment_id=row.id, version=row.version)


def figures(place, *names):
    keys = [coverage_key(Campaign.objects.get().id, place, name) for name in names]
    return list(read_counts(COVERAGE, keys).values())


def test_coverage_is_measures_with_an_accepted_result(here):
    county, yingze = asked(here, "county", "yingze")
    city = f"r{here.county.city_id}"
    assert figures(city, "measures", "covered", "asked", "done") == [1, 0, 2, 0]
    hand_in(here, county)
    assert figures(city, "covered", "done") == [0, 0]
    accept(here, county)
    assert figures(city, "measures", "covered", "asked", "done") == [1, 1, 2, 1]
    hand_in(here, yingze, here.ma)
    accept(here, yingze)
    assert figures(city, "measures", "covered", "asked", "done") == [1, 1, 2, 2]
    assert figures("0", "measures", "covered") == [3, 1]
    assert (Measure.objects.get(code="M-1").asked, Measure.objects.get(code="M-1").done) == (2, 2)


def test_nobody_accepts_what_he_or_his_party_handed_in(here):
    (row,) = asked(here, "county")
    hand_in(here, row)
    with pytest.raises(NotAllowed):
        accept(here, row, here.hu)
    with pytest.raises(refused.UnknownAssignment):
        accept(here, row, here.gao)
    accept(here, row)
    with pytest.raises(refused.NothingToDecide):
        accept(here, row)


def test_a_returned_result_comes_again_as_the_next_version(here):
    (row,) = asked(here, "county")
    hand_in(here, row)
    row.refresh_from_db()
    return_result(actor=here.wen, now=NOW, assignment_id=row.id, version=row.version, note="缺签字")
    assert Notice.objects.filter(ref="person:hu", text__contains="came back").count() == 1
    hand_in(here, row)
    accept(here, row)
    assert list(Result.objects.order_by("number").values_list("number", "state")) == [
        (1, "returned"),
        (2, "accepted"),
    ]


def test_a_result_is_taken_back_while_nobody_has_decided(here):
    (row,) = asked(here, "county")
    hand_in(here, row)
    row.refresh_from_db()
    withdraw_result(actor=here.hu, now=NOW, assignment_id=row.id, version=row.version)
    with pytest.raises(refused.NothingToDecide):
        accept(here, row)
    assert hand_in(here, row).number == 2


def test_a_stale_page_hands_in_nothing(here):
    (row,) = asked(here, "county")
    hand_in(here, row)
    with pytest.raises(refused.StalePage):
        submit_result(actor=here.hu, now=NOW, assignment_id=row.id, version=1, text="又一份")
    with pytest.raises(refused.NotWaiting):
        hand_in(here, row)


def test_work_of_others_and_of_other_places(here):
    (row,) = asked(here, "county")
    with pytest.raises(refused.UnknownAssignment):
        hand_in(here, row, here.ma)
    with pytest.raises(refused.NotYours):
        hand_in(here, row, here.tan)
    for number in (0, -1, 10**9, 2**70):
        with pytest.raises(refused.UnknownAssignment):
            submit_result(actor=here.hu, now=NOW, assignment_id=number, version=1, text="x")


def test_nothing_is_handed_in_before_the_window_and_nothing_empty(here):
    (row,) = asked(here, "county", opens=date(2021, 3, 10))
    with pytest.raises(refused.NotOpenYet):
        hand_in(here, row)
    (row,) = asked(here, "yingze")
    with pytest.raises(refused.NothingHandedIn):
        hand_in(here, row, here.ma, text=" ")
    with pytest.raises(refused.BadFiles):
        hand_in(here, row, here.ma, files={"../../etc": "x"})
    with pytest.raises(refused.BadText):
        hand_in(here, row, here.ma, text="\0")


def test_R07_an_accepted_result_is_referred_to_instead_of_typed_again(here):
    (first,) = asked(here, "county")
    result = hand_in(here, first)
    (second,) = asked(here, "county", code="M-2")
    with pytest.raises(refused.NotAnAcceptedResult):
        hand_in(here, second, text="", refers_to=result.id)
    accept(here, first)
    assert hand_in(here, second, text="", refers_to=result.id).refers_to == result
    (other,) = asked(here, "yingze", code="M-2")
    with pytest.raises(refused.NotAnAcceptedResult):
        hand_in(here, other, here.ma, text="", refers_to=result.id)


def object_to(here, row, who=None, now=NOW, ground="no_basis"):
    return raise_objection(
        actor=who or here.hu, now=now, assignment_id=row.id, ground=ground, text="上级文件未要求"
    )


def answer(here, one, outcome, who=None, **more):
    return answer_objection(
        actor=who or here.lin, now=NOW, objection_id=one.id, outcome=outcome, answer="见复", **more
    )


def test_R10_the_issuer_must_answer_by_a_computed_day(here):
    (row,) = asked(here, "county")
    one = object_to(here, row)
    assert one.answer_by == date(2021, 3, 6)
    assert Notice.objects.filter(ref="person:lin", kind="due.objection").count() == 1
    with pytest.raises(refused.ObjectionOpen):
        object_to(here, row)
    with pytest.raises(NotAllowed):
        answer(here, one, "rejected", here.hu)
    answer(here, one, "withdrawn")
    row.refresh_from_db()
    assert row.state == AssignmentState.WITHDRAWN
    assert read_counts(LOAD, [f"p{here.county.id}"]) == {f"p{here.county.id}": 0}
    assert Notice.objects.filter(ref="person:hu", kind="answer.objection").count() == 1
    with pytest.raises(refused.ObjectionAnswered):
        answer(here, one, "rejected")


def test_R10_more_time_means_a_later_day(here):
    (row,) = asked(here, "county")
    one = object_to(here, row, ground="time")
    for due in (None, DUE, DUE - timedelta(days=3)):
        with pytest.raises(refused.LaterDay):
            answer(here, one, "extended", due=due)
    answer(here, one, "extended", due=DUE + timedelta(days=7))
    row.refresh_from_db()
    assert row.due == DUE + timedelta(days=7)
    assert object_to(here, row).id != one.id


def test_R10_an_objection_after_the_due_day_is_refused_in_words(here):
    (row,) = asked(here, "county")
    with pytest.raises(refused.ObjectionTooLate) as late:
        object_to(here, row, now=NOW + timedelta(days=31))
    assert late.value.params == {"due": DUE}
    assert object_to(here, row, now=NOW + timedelta(days=30))


def test_R10_only_those_concerned_object(here):
    (row,) = asked(here, "county")
    with pytest.raises(refused.UnknownAssignment):
        object_to(here, row, here.ma)
    with pytest.raises(refused.NotYours):
        object_to(here, row, here.zhou)
    with pytest.raises(refused.UnknownChoice):
        object_to(here, row, ground="lazy")


def counted():
    return {
        (one.board, one.key): one.value
        for one in Counter.objects.filter(value__gt=0, board__startswith="plan.")
    }


def by_hand():
    """The figures of coverage for the whole, each city and county and party, from the rows alone."""
    found = {}

    def add(place, name, number=1):
        key = ("plan.coverage", coverage_key(Campaign.objects.get().id, place, name))
        found[key] = found.get(key, 0) + number

    for _ in Measure.objects.filter(withdrawn_at__isnull=True):
        add("0", "measures")
    seen = {"measures": set(), "covered": set()}
    for row in Assignment.objects.select_related("measure"):
        if row.kind != "prescribed" or row.exception_only or row.state in ("exempt", "withdrawn"):
            continue
        lower = [f"p{row.party_id}", *(f"r{one}" for one in (row.city_id, row.county_id, row.town_id) if one)]
        done = row.state == "accepted"
        for place in ("0", *lower):
            add(place, "asked")
            if done:
                add(place, "done")
            if row.measure.withdrawn_at is None:
                seen["measures"] |= {(place, row.measure_id)} if place != "0" else set()
                seen["covered"] |= {(place, row.measure_id)} if done else set()
    for name, pairs in seen.items():
        for place, _ in pairs:
            add(place, name)
    return found


STEPS = st.lists(
    st.tuples(st.sampled_from(["ask", "submit", "accept", "return", "take-back", "exempt", "object", "grant",
                               "withdraw-task", "withdraw-measure", "cascade", "hand-over"]), st.integers(0, 9)),
    max_size=25,
)  # fmt: skip


def step(here, name, number):
    rows = list(Assignment.objects.order_by("id").select_related("party"))
    row = rows[number % len(rows)] if rows else None
    code = f"M-{number % 3 + 1}"
    if name == "ask":
        names = [["county"], ["county", "yingze"], ["city"], ["station", "datong"]][number % 4]
        asked(here, *names, code=code, kind=["prescribed", "optional"][number == 9])
    elif name == "withdraw-measure" and number < 3:
        one = Measure.objects.get(code=code)
        withdraw_measure(
            actor=here.lin, now=NOW, campaign="JYZD", code=code, version=one.version, reason="撤"
        )
    elif row is not None:
        step_on(here, name, row, {here.county.id: here.hu, here.yingze.id: here.ma, here.city.id: here.tan})


def step_on(here, name, row, clerk):
    if name == "submit":
        hand_in(here, row, clerk.get(row.party_id, here.sun))
    elif name == "accept":
        accept(here, row)
    elif name == "return":
        return_result(actor=here.wen, now=NOW, assignment_id=row.id, version=row.version, note="补")
    elif name == "take-back":
        withdraw_result(actor=here.hu, now=NOW, assignment_id=row.id, version=row.version)
    elif name == "exempt":
        said = {"assignment_id": row.id, "version": row.version, "ground": "duty", "text": "值守"}
        grant_exemption(actor=here.lin, now=NOW, **said)
    elif name == "object":
        object_to(here, row, clerk.get(row.party_id, here.sun))
    elif name == "grant":
        answer(here, row.objections.get(answered_at=None), "withdrawn")
    elif name == "withdraw-task":
        task = Task.objects.get(id=row.task_id)
        withdraw_task(actor=here.lin, now=NOW, task_id=task.id, version=task.version, reason="撤")
    elif name == "cascade":
        cascade_task(actor=here.lin, now=NOW, assignment_id=row.id, parties=[here.county])
    elif name == "hand-over":
        hand_over(
            actor=here.lin, now=NOW, assignment_id=row.id, version=row.version, to=here.hu, reason="交接"
        )


@settings(
    max_examples=200 if PROVE else 12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(STEPS)
def test_whatever_is_done_the_counts_equal_a_recount(here, steps):
    from django.db import transaction

    with transaction.atomic():
        for name, number in steps:
            try:
                with transaction.atomic():
                    step(here, name, number)
            except (Refusal, Measure.DoesNotExist, Assignment.DoesNotExist, LookupError):
                continue
            except Exception as fault:
                if type(fault).__name__ != "DoesNotExist":
                    raise
        kept = counted()
        assert {key: value for key, value in kept.items() if key[0] == COVERAGE} == by_hand()
        own = list(Measure.objects.order_by("id").values_list("asked", "done"))
        recount()
        assert counted() == kept
        assert list(Measure.objects.order_by("id").values_list("asked", "done")) == own
        transaction.set_rollback(True)
