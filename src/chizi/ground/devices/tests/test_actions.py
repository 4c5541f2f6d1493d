"""Devices and their parcels."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from chizi.core.refusals import Refusal
from chizi.ground.devices.actions import (
    destroy_secrets,
    leave_device,
    order_wipe,
    register_device,
    take_parcel,
)
from chizi.ground.devices.models import Device, Parcel
from chizi.ground.devices.refusals import (
    AnotherPerson,
    DeviceWiped,
    ParcelTaken,
    TooManyDevices,
    UnknownDevice,
)
from chizi.ground.devices.rules import MOST_DEVICES
from chizi.journal.models import Entry

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 4, 6, 1, 0, tzinfo=UTC)
TODAY = date(2021, 4, 6)
PHONE, STEP = UUID(int=1), UUID(int=50)


def register(person="person:wang", *, device=PHONE, session="s", now=NOW, hours=12):
    return register_device(
        actor=person, now=now, today=TODAY, device_id=device, name="手机", session=session,
        session_until=now + timedelta(hours=hours),
    )  # fmt: skip


def test_the_same_sign_in_gets_the_same_half_of_the_key():
    first = bytes(register().secret)
    assert len(first) == 32
    assert bytes(register().secret) == first
    assert Entry.objects.filter(kind="device.registered").count() == 1


def test_a_week_in_a_valley_keeps_it_and_a_sign_out_does_not():
    first = bytes(register().secret)
    week = NOW + timedelta(days=7)
    assert bytes(register(session="t", now=week).secret) == first
    assert bytes(register(session="u", now=week + timedelta(hours=1)).secret) != first


def test_nobody_gets_the_key_of_another_person():
    register()
    with pytest.raises(AnotherPerson):
        register("person:zhao")
    with pytest.raises(AnotherPerson):
        leave_device(actor="person:zhao", now=NOW, device_id=PHONE)


def test_leaving_destroys_the_half_and_the_next_one_is_new():
    first = bytes(register().secret)
    assert not leave_device(actor="person:wang", now=NOW, device_id=PHONE).held
    assert bytes(register().secret) != first
    with pytest.raises(UnknownDevice):
        leave_device(actor="person:wang", now=NOW, device_id=UUID(int=9))


def test_a_wipe_destroys_the_half_at_once_and_is_done_when_the_device_says_so():
    register()
    row = order_wipe(actor="person:admin", now=NOW, device_id=PHONE)
    assert (row.held, row.to_wipe) == (False, True)
    order_wipe(actor="person:wang", now=NOW + timedelta(hours=1), device_id=PHONE)
    assert Device.objects.get().wipe_ordered_by == "person:admin"
    with pytest.raises(DeviceWiped):
        register()
    row = leave_device(actor="person:wang", now=NOW + timedelta(days=1), device_id=PHONE)
    assert row.wiped_at == NOW + timedelta(days=1)
    assert not row.to_wipe


def test_twenty_devices_are_enough():
    for at in range(MOST_DEVICES):
        register(device=UUID(int=at + 1))
    with pytest.raises(TooManyDevices):
        register(device=uuid4())
    leave_device(actor="person:wang", now=NOW, device_id=PHONE)
    register(device=uuid4())


def test_keys_of_ended_sign_ins_and_of_leavers_are_destroyed():
    register(session="living")
    register(device=UUID(int=2), session="ended")
    register(device=UUID(int=3), session="over", hours=0)
    register("person:left", device=UUID(int=4), session="living")
    gone = destroy_secrets(
        actor="system", now=NOW + timedelta(minutes=1), sessions={"living"}, people={"person:wang"}
    )
    assert gone == 2
    assert {row.id.int for row in Device.objects.all() if row.held} == {1, 3}


class No(Refusal):
    text = "no"


class Down(Refusal):
    status = 503
    text = "down"


def take(handle, *, person="person:wang", kind="result", parcel=STEP):
    return take_parcel(
        actor=person, now=NOW, today=TODAY, device_id=PHONE, parcel_id=parcel, kind=kind, handle=handle,
        said=lambda refusal: {"code": refusal.code, "text": str(refusal), "field": refusal.field},
    )  # fmt: skip


def test_a_parcel_is_handled_once_and_answered_the_same_again():
    register()
    done = []
    for _ in range(3):
        assert take(lambda: done.append(1)) == {}
    assert done == [1]


def test_a_refusal_is_an_answer_that_leaves_nothing_behind():
    register()

    def refuse():
        Device.objects.update(name="half-done")
        raise No(field="text")

    for handle in (refuse, lambda: None):
        assert take(handle) == {"code": "No", "text": "no", "field": "text"}
    assert Device.objects.get().name == "手机"


@pytest.mark.parametrize("error", [ValueError("bug"), Down()])
def test_a_fault_leaves_no_verdict_so_that_the_parcel_can_be_sent_again(error):
    register()

    def fail():
        raise error

    with pytest.raises(type(error)):
        take(fail)
    assert not Parcel.objects.exists()
    assert take(lambda: None) == {}


def test_a_number_of_somebody_elses_parcel_is_refused():
    register()
    take(lambda: None)
    with pytest.raises(ParcelTaken):
        take(lambda: None, person="person:zhao")
    with pytest.raises(ParcelTaken):
        take(lambda: None, kind="objection")
