"""Reading devices. Whoever asks has already decided that the viewer may see them."""

from uuid import UUID

from django.db import connection

from chizi.ground.devices.models import Device
from chizi.ground.devices.refusals import AnotherPerson, DeviceWiped, UnknownDevice


def device_by_id(device_id: UUID) -> Device:
    """The device. Raises UnknownDevice."""
    found = Device.objects.filter(id=device_id).first()
    if found is None:
        raise UnknownDevice
    return found


def insist_sending(device_id: UUID, person: str) -> None:
    """Whether the person may send from the device; one query, and no more than that, for it goes before each batch.

    Raises UnknownDevice, AnotherPerson, DeviceWiped.
    """
    named = device_id if connection.vendor == "postgresql" else device_id.hex
    with connection.cursor() as cursor:
        cursor.execute("SELECT person, wipe_ordered_at FROM devices_device WHERE id = %s", [named])
        found = cursor.fetchone()
    if found is None:
        raise UnknownDevice
    if found[0] != person:
        raise AnotherPerson
    if found[1] is not None:
        raise DeviceWiped


def devices_of(person: str) -> tuple[Device, ...]:
    """The person's devices that hold something or still have to be wiped, the newest first. One query."""
    rows = Device.objects.filter(person=person).order_by("-registered_on", "id")
    return tuple(one for one in rows if one.held or one.to_wipe)


def wipe_ordered(device_id: UUID | None) -> bool:
    """Whether the device still has to forget everything: told to whoever holds it, signed in or not. One query."""
    found = Device.objects.filter(id=device_id).first() if device_id is not None else None
    return found is not None and found.to_wipe


def people_with_keys() -> set[str]:
    """References of those for whose devices our half of a key is kept. One query."""
    return set(Device.objects.exclude(secret=b"").values_list("person", flat=True))
