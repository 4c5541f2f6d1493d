"""Reading devices. Whoever asks has already decided that the viewer may see them."""

from uuid import UUID

from chizi.ground.devices.models import Device
from chizi.ground.devices.refusals import AnotherPerson, DeviceWiped, UnknownDevice


def device_by_id(device_id: UUID) -> Device:
    """The device. Raises UnknownDevice."""
    found = Device.objects.filter(id=device_id).first()
    if found is None:
        raise UnknownDevice
    return found


def working_device(device_id: UUID, person: str) -> Device:
    """The device, if it is the person's and may send. One query.

    Raises UnknownDevice, AnotherPerson, DeviceWiped.
    """
    found = device_by_id(device_id)
    if found.person != person:
        raise AnotherPerson
    if found.wipe_ordered_at is not None:
        raise DeviceWiped
    return found


def devices_of(person: str) -> tuple[Device, ...]:
    """The person's devices that hold something or still have to be wiped, the newest first. One query."""
    rows = Device.objects.filter(person=person).order_by("-registered_on", "id")
    return tuple(one for one in rows if one.held or one.to_wipe)


def wipe_ordered(device_id: UUID | None) -> bool:
    """Whether the device still has to forget everything: told to whoever holds it, signed in or not. One query."""
    found = Device.objects.filter(id=device_id).first() if device_id is not None else None
    return found is not None and found.to_wipe
