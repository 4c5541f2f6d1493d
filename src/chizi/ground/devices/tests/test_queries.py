"""Looking up devices."""

from datetime import timedelta
from uuid import UUID

import pytest

from chizi.ground.devices.actions import leave_device, order_wipe
from chizi.ground.devices.queries import device_by_id, devices_of, insist_sending, wipe_ordered
from chizi.ground.devices.refusals import AnotherPerson, DeviceWiped, UnknownDevice
from chizi.ground.devices.tests.test_actions import NOW, PHONE, register

pytestmark = pytest.mark.django_db


def test_only_its_owner_sends_from_a_device():
    register()
    insist_sending(PHONE, "person:wang")
    with pytest.raises(AnotherPerson):
        insist_sending(PHONE, "person:zhao")
    with pytest.raises(UnknownDevice):
        insist_sending(UUID(int=9), "person:wang")


def test_nothing_is_taken_from_a_device_that_was_told_to_forget():
    register()
    assert not wipe_ordered(PHONE)
    order_wipe(actor="person:wang", now=NOW, device_id=PHONE)
    assert wipe_ordered(PHONE)
    with pytest.raises(DeviceWiped):
        insist_sending(PHONE, "person:wang")
    assert not wipe_ordered(None)
    assert not wipe_ordered(UUID(int=9))


def test_the_list_holds_what_is_in_use_or_still_to_be_wiped():
    register()
    register(device=UUID(int=2))
    register(device=UUID(int=3))
    leave_device(actor="person:wang", now=NOW, device_id=UUID(int=2))
    order_wipe(actor="person:wang", now=NOW, device_id=UUID(int=3))
    assert {one.id.int for one in devices_of("person:wang")} == {1, 3}
    leave_device(actor="person:wang", now=NOW + timedelta(hours=1), device_id=UUID(int=3))
    assert {one.id.int for one in devices_of("person:wang")} == {1}
    assert device_by_id(PHONE).name == "手机"
