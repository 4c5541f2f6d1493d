"""What comes back from a phone: taken once, refused one by one, never an error page."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.urls import get_resolver

from chizi.fronts.terminal import handlers  # noqa: F401 - registers the kinds
from chizi.fronts.terminal.handlers import registry
from chizi.fronts.terminal.tests.phones import API, Phone, parcel
from chizi.ground.devices.actions import order_wipe
from chizi.ground.suggestions.models import Suggestion
from chizi.learn.models import Outcome
from chizi.learn.queries import my_reflections
from chizi.learn.tests.outcomes_world import asked, learning
from chizi.org.models import Grant
from chizi.org.rules import Role
from chizi.plan.models import Assignment, Objection, Result
from chizi.plan.tests.planned import granted

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    found = learning()
    Assignment.objects.update(due=datetime.now(UTC).date() + timedelta(days=9))
    return found


@pytest.fixture
def phone(here):
    found = Phone(here.wang)
    found.hello()
    return found


def reads(here, at, **more):
    item = here.items[at]
    return parcel("read", {"about": item.about, "item": item.id}, **more)


def answers(here, number, given="B", **more):
    return parcel("answered", {"question": here.questions[number].id, "given": [given]}, **more)


def test_a_batch_is_acknowledged_by_its_ids_and_sent_again_stores_nothing(here, phone):
    batch = [reads(here, at) for at in range(5)] + [answers(here, at) for at in range(4)]
    for _ in range(2):
        said = phone.send(*batch)
        assert sorted(said["accepted"]) == sorted(one["id"] for one in batch)
        assert said["refused"] == []
        assert said["device"] == {"wipe": False}
    assert Outcome.objects.count() == 9


@pytest.mark.parametrize(
    "bad",
    [
        {"id": "x"},
        [],
        None,
        7,
        "text",
        {"id": str(UUID(int=7)), "kind": "read", "at": "yesterday", "body": {}},
        {"id": str(UUID(int=7)), "kind": "read", "at": "2021-04-06T01:00:00", "body": {"about": "material:1"}},
        {"id": str(UUID(int=7)), "kind": "read", "at": "9999-12-31T23:59:59Z", "body": {"about": 5}},
        {"id": str(UUID(int=7)), "kind": "answered", "at": "2021-04-06T01:00:00Z", "body": {"question": 10**20}},
        {"id": str(UUID(int=7)), "kind": "answered", "at": "2021-04-06T01:00:00Z",
         "body": {"question": 1, "given": "a\0b"}},
        {"id": str(UUID(int=7)), "kind": "read", "at": "2021-04-06T01:00:00Z", "body": {"about": "material:1\0"}},
        {"id": str(UUID(int=7)), "kind": "result", "at": "2021-04-06T01:00:00Z", "body": {"assignment": "1"}},
        {"id": str(UUID(int=7)), "kind": "result", "at": "2021-04-06T01:00:00Z",
         "body": {"assignment": 9, "version": 1}},
        {"id": str(UUID(int=7)), "kind": "no such kind\0", "at": "2021-04-06T01:00:00Z", "body": {}},
    ],
)  # fmt: skip
def test_one_bad_row_among_fifty_is_refused_alone(here, phone, bad):
    batch = [answers(here, at % 4) for at in range(49)]
    said = phone.send(*batch[:20], bad, *batch[20:])
    assert len(said["accepted"]) == Outcome.objects.count() == 49
    (refused,) = said["refused"]
    assert refused["code"] not in ("", "trouble")
    assert refused["text"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        ({"device": "x", "person": "p", "sent_at": "now", "parcels": []}, 400),
        (b"x" * 3_000_000, 413),
    ],
)
def test_an_envelope_that_cannot_be_read_is_refused_as_a_whole(phone, body, status):
    answer = phone.post("parcels", body)
    assert answer.status_code == status
    assert answer.json()["code"] in ("bad_request", "too_much")


def test_more_than_fifty_are_refused_as_a_whole(here, phone):
    answer = phone.post("parcels", phone.envelope(*[answers(here, 0) for _ in range(51)]))
    assert answer.status_code == 400
    assert Outcome.objects.count() == 0


def test_an_outbox_of_another_person_is_not_taken_and_nothing_is_lost(here, phone):
    other = Phone(here.zhao, phone.device)
    answer = other.post("parcels", phone.envelope(answers(here, 0)))
    assert (answer.status_code, answer.json()["code"]) == (409, "another_person")
    assert answer.json()["person"]["ref"] == here.zhao.ref
    answer = other.post(
        "parcels", other.envelope(answers(here, 0))
    )  # his own work, on a device that is not his
    assert (answer.status_code, answer.json()["code"]) == (409, "another_person")
    assert other.post("device", {"id": str(phone.device), "name": ""}).status_code == 409
    assert Outcome.objects.count() == 0


def test_a_device_nobody_knows_is_told_so(here, phone):
    answer = phone.post("parcels", phone.envelope(answers(here, 0), device=str(UUID(int=404))))
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_device")


def test_signed_out_is_said_in_json_with_the_order_to_wipe(here, phone):
    phone.client.logout()
    answer = phone.post("parcels", phone.envelope())
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")
    assert answer.json()["device"] == {"wipe": False}
    order_wipe(actor="person:admin", now=datetime.now(UTC), device_id=phone.device)
    assert phone.post("parcels", phone.envelope()).json()["device"] == {"wipe": True}
    answer = phone.client.get(f"{API}pack?device={phone.device}")
    assert answer.json()["device"] == {"wipe": True}
    assert phone.post("parcels", b"\0").json()["device"] == {"wipe": False}


def test_a_wiped_device_sends_nothing_more(here, phone):
    order_wipe(actor="person:wang", now=datetime.now(UTC), device_id=phone.device)
    said = phone.send(answers(here, 0))
    assert (said["accepted"], said["refused"], said["device"]) == ([], [], {"wipe": True})
    assert phone.post("device", {"id": str(phone.device), "name": ""}).status_code == 410
    assert phone.post("leave", {"device": str(phone.device)}).status_code == 200
    assert Outcome.objects.count() == 0


def test_somebody_without_learning_is_refused_and_his_other_steps_are_taken(here, phone):
    Grant.objects.filter(person=here.wang).delete()
    said = phone.send(
        answers(here, 0), parcel("suggestion", {"page": "/", "kind": "suggestion", "text": "字太小"})
    )
    assert len(said["accepted"]) == Suggestion.objects.count() == 1
    assert said["refused"][0]["code"] == "not_allowed"


def test_a_clock_a_day_ahead_is_set_right(here, phone):
    ahead = datetime.now(UTC) + timedelta(days=1)
    phone.send(answers(here, 0, at=ahead.isoformat()), sent_at=ahead.isoformat())
    assert abs(Outcome.objects.get().happened_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_result_and_an_objection_reach_the_plan_once(here):
    clerk = granted("clerk", Role.CLERK, "140105001000", "station")
    phone = Phone(clerk)
    phone.hello()
    row = Assignment.objects.get()
    result = parcel("result", {"assignment": row.id, "version": row.version, "text": "已完成"})
    objection = parcel("objection", {"assignment": row.id, "ground": "time", "text": "太紧"})
    for _ in range(2):
        said = phone.send(objection, result)
        assert said["refused"] == []
    assert Result.objects.count() == Objection.objects.count() == 1
    stale = parcel("result", {"assignment": row.id, "version": row.version, "text": "再次"})
    for _ in range(2):
        (refused,) = phone.send(stale)["refused"]
        assert refused["code"] in ("not_waiting", "stale_page")
    assert Result.objects.count() == 1


def test_a_correction_voids_ones_own_result(here, phone):
    read = reads(here, 0)
    phone.send(read)
    said = phone.send(parcel("correction", {"key": read["id"], "reason": "点错了"}))
    assert said["refused"] == []
    assert Outcome.objects.get().voided_at is not None


def test_a_correction_of_a_reflection_takes_the_reflection_back_as_well(here, phone):
    said = phone.send(parcel("reflection", {"about": f"task:{here.items[0].task_id}", "text": "先听后说。"}))
    assert said["refused"] == []
    key = Outcome.objects.get(kind="reflected").key
    said = phone.send(parcel("correction", {"key": str(key), "reason": "写错了"}))
    assert said["refused"] == []
    assert my_reflections(here.wang, now=datetime.now(UTC)).reflections[0].state == "withdrawn"


def test_a_fault_of_ours_is_told_as_trouble_and_stops_nobody(here, phone, monkeypatch):
    def broken(_step):
        raise ValueError("bug")

    kept = registry._handlers["suggestion"]
    monkeypatch.setitem(
        registry._handlers, "suggestion", registry.Handler(kept.kind, kept.shape, kept.desk, broken)
    )
    bad = parcel("suggestion", {"page": "/", "kind": "suggestion", "text": "字太小"})
    said = phone.send(bad, answers(here, 0), parcel("correction", {"key": bad["id"], "reason": "无"}))
    assert [one["code"] for one in said["refused"]] == ["trouble", "unknown_outcome"]
    assert len(said["accepted"]) == 1
    monkeypatch.undo()
    assert phone.send(bad)["refused"] == []  # nothing was kept of the first time


def test_R11_each_step_of_the_phone_exists_at_the_desk_too():
    names = set(_names(get_resolver(), ""))
    steps = {one.kind: one.desk for one in registry.all_handlers()}
    steps |= {"read": "library:mark_read", "answered": "study:attempt"}
    assert {kind: desk for kind, desk in steps.items() if desk not in names} == {}


def _names(resolver, before):
    for one in resolver.url_patterns:
        if hasattr(one, "url_patterns"):
            inner = f"{one.namespace}:" if one.namespace else before
            yield from _names(one, inner)
        elif one.name:
            yield before + one.name


def test_a_task_for_one_person_is_his_alone(here, phone):
    asked(here, "个人", person=here.zhao)
    assert {one["title"] for one in phone.client.get(f"{API}pack").json()["tasks"]} == {"学习"}
    other = Phone(here.zhao)
    assert {one["title"] for one in other.client.get(f"{API}pack").json()["tasks"]} == {"学习", "个人"}
