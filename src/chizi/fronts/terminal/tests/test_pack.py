"""What somebody takes along: his own, whole, and the same again while nothing changes."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chizi.fronts.terminal.tests.phones import API, Phone, parcel
from chizi.learn.tests.outcomes_world import asked, learning
from chizi.org.models import Person
from chizi.org.rules import Role
from chizi.plan.models import Assignment
from chizi.plan.tests.planned import granted

pytestmark = pytest.mark.django_db
MOST_QUERIES = 45


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


def pack_of(phone, **headers):
    return phone.client.get(f"{API}pack?device={phone.device}", headers=headers)


def test_the_pack_holds_ones_tasks_with_their_reason_and_items(here, phone):
    said = pack_of(phone).json()
    assert said["person"] == {
        "ref": "person:wang", "name": "Wang", "party": {"code": "agency:station", "name": "坞城派出所"}
    }  # fmt: skip
    (task,) = said["tasks"]
    assert (task["title"], task["why"]["basis"], task["can"]) == ("学习", "方案", [])
    assert [one["about"] for one in task["items"]][:2] == ["material:1", "material:2"]
    assert {one["done"] for one in task["items"]} == {False}
    assert said["record"] == said["objectives"] == said["matters"] == []
    assert said["device"] == {"wipe": False}


def test_what_was_read_and_answered_comes_back_as_ones_record(here, phone):
    item = here.items[0]
    read = parcel("read", {"about": item.about, "item": item.id})
    phone.send(read, parcel("answered", {"question": here.questions[0].id, "given": ["A"]}))
    said = pack_of(phone).json()
    assert said["tasks"][0]["items"][0]["done"] is True
    assert {(one["kind"], one["met"], one["source"]) for one in said["record"]} == {
        ("read", None, "terminal"), ("answered", False, "terminal")
    }  # fmt: skip
    assert said["record"][0]["title"] in ("题0", "")
    assert said["objectives"][0]["mastered"] is False


def test_the_same_pack_has_the_same_tag_and_is_not_sent_twice(here, phone):
    first = pack_of(phone)
    again = pack_of(phone, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    asked(here, "再学", person=here.wang)
    changed = pack_of(phone, if_none_match=first["ETag"])
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]
    assert changed["Cache-Control"] == "private, no-cache"


def test_a_clerk_may_hand_in_and_object_for_his_party(here):
    phone = Phone(granted("clerk", Role.CLERK, "140105001000", "station"))
    phone.hello()
    (task,) = pack_of(phone).json()["tasks"]
    assert task["can"] == ["submit", "object"]
    phone.send(parcel("objection", {"assignment": task["assignment"], "ground": "time", "text": "太紧"}))
    (task,) = pack_of(phone).json()["tasks"]
    assert task["can"] == ["submit"]
    assert (task["objection"]["state"], task["objection"]["text"]) == ("open", "太紧")


def test_somebody_without_any_role_gets_an_empty_pack(here):
    phone = Phone(Person.objects.create(username="guest", name="Guest"))
    phone.hello()
    said = pack_of(phone).json()
    assert said["tasks"] == said["materials"] == said["papers"] == []


def test_a_pack_for_a_device_of_another_person_is_refused(here, phone):
    other = Phone(here.zhao)
    answer = other.client.get(f"{API}pack?device={phone.device}")
    assert (answer.status_code, answer.json()["code"]) == (409, "another_person")
    assert other.client.get(f"{API}pack?device={uuid4()}").status_code == 404
    assert other.client.get(f"{API}pack?device=x").status_code == 400
    assert other.client.post(f"{API}pack").status_code == 405


def test_a_larger_pack_takes_no_more_queries(here, phone):
    def queries():
        with CaptureQueriesContext(connection) as context:
            assert pack_of(phone).status_code == 200
        return len(context)

    few = queries()
    for at in range(12):
        asked(here, f"任务{at}", person=here.wang)
    phone.send(
        *[parcel("answered", {"question": here.questions[at % 4].id, "given": ["B"]}) for at in range(20)]
    )
    assert queries() <= few + 2
    assert few <= MOST_QUERIES
