"""Making devices known, letting them forget, and taking what they send.

``actor`` is a text reference, as in all rooms of the ground; the front has asked whether he may.
"""

import secrets
from collections.abc import Callable, Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from chizi.core.refusals import Refusal
from chizi.ground.devices.models import Device, Parcel
from chizi.ground.devices.queries import device_by_id
from chizi.ground.devices.refusals import AnotherPerson, DeviceWiped, ParcelTaken, TooManyDevices
from chizi.ground.devices.rules import MOST_DEVICES, SECRET_BYTES, device_name, still_bound
from chizi.journal.actions import record_entry

Verdict = dict[str, str]  # empty: accepted; else code, text, field
BROKEN = 500  # a refusal from this status on is the machine's trouble, not an answer


@transaction.atomic
def register_device(
    *,
    actor: str,
    now: datetime,
    today: date,
    device_id: UUID,
    name: str,
    session: str,
    session_until: datetime,
) -> Device:
    """Make a device of the actor known, or known again, and give it our half of its key.

    The half stays the same while the sign-in lasts, and after one that ran out by itself; after a sign-out it is a
    new one, and what lay on the device is lost. Raises AnotherPerson, DeviceWiped, TooManyDevices.
    """
    row = Device.objects.select_for_update().filter(id=device_id).first()
    if row is not None and row.person != actor:
        raise AnotherPerson
    if row is not None and row.wipe_ordered_at is not None:
        raise DeviceWiped
    if row is None:
        if sum(one.held for one in Device.objects.filter(person=actor)) >= MOST_DEVICES:
            raise TooManyDevices(most=MOST_DEVICES)
        row = Device(id=device_id, person=actor, registered_on=today)
    fresh = not row.held or not still_bound(row.session, row.session_until, session, now)
    if fresh:
        row.secret = secrets.token_bytes(SECRET_BYTES)
    row.name = device_name(name) or row.name
    row.session, row.session_until = session, session_until
    row.save()
    if fresh:
        _journal(row, actor, now, "device.registered")
    return row


def _journal(row: Device, actor: str, now: datetime, kind: str) -> None:
    record_entry(actor=actor, now=now, kind=kind, object=row.ref, content={"person": row.person})


@transaction.atomic
def leave_device(*, actor: str, now: datetime, device_id: UUID) -> Device:
    """The device forgets: our half of its key is destroyed. One that was to be wiped has been wiped with it.

    Raises UnknownDevice, AnotherPerson.
    """
    row = _locked(device_id)
    if row.person != actor:
        raise AnotherPerson
    if row.held or row.to_wipe:
        row.secret, row.session = b"", ""
        row.wiped_at = now if row.to_wipe else row.wiped_at
        row.save(update_fields=["secret", "session", "wiped_at"])
        _journal(row, actor, now, "device.left")
    return row


@transaction.atomic
def order_wipe(*, actor: str, now: datetime, device_id: UUID) -> Device:
    """Our half of the key is destroyed at once; the device itself forgets at its next contact.

    Ordering twice is ordering once. Raises UnknownDevice.
    """
    row = _locked(device_id)
    if row.wipe_ordered_at is None:
        row.secret, row.session = b"", ""
        row.wipe_ordered_at, row.wipe_ordered_by = now, actor
        row.save(update_fields=["secret", "session", "wipe_ordered_at", "wipe_ordered_by"])
        _journal(row, actor, now, "device.wipe-ordered")
    return row


def _locked(device_id: UUID) -> Device:
    return Device.objects.select_for_update().filter(id=device_id).first() or device_by_id(device_id)


@transaction.atomic
def destroy_secrets(*, actor: str, now: datetime, sessions: Collection[str], people: Collection[str]) -> int:
    """Destroy our half for devices whose sign-in was ended before its time (its mark is not among those of the
    living ``sessions``), and for those of people who are not among the active ``people``. Gives how many."""
    gone = 0
    for row in Device.objects.select_for_update().exclude(secret=b"").order_by("id"):
        ended = row.session not in sessions and now < row.session_until
        if ended or row.person not in people:
            row.secret, row.session = b"", ""
            row.save(update_fields=["secret", "session"])
            _journal(row, actor, now, "device.left")
            gone += 1
    return gone


@transaction.atomic
def take_parcel(
    *,
    actor: str,
    now: datetime,
    today: date,
    device_id: UUID,
    parcel_id: UUID,
    kind: str,
    handle: Callable[[], object],
    said: Callable[[Refusal], Verdict],
) -> Verdict:
    """Take one step in one transaction: what ``handle`` does and the answer to it, or neither.

    The same parcel again gets the same answer without being handled again. A refusal is an answer (``said`` puts it
    in words); any other error, and a trouble of the machine, goes up and leaves nothing, so that it can be sent
    again. Raises ParcelTaken.
    """
    told = {"device_id": device_id, "person": actor, "kind": kind, "taken_on": today}
    row, new = Parcel.objects.get_or_create(id=parcel_id, defaults=told)
    if row.person != actor or row.kind != kind:
        raise ParcelTaken
    if not new:
        return dict(row.verdict)
    try:
        with transaction.atomic():
            handle()
    except Refusal as refusal:
        if refusal.status >= BROKEN:
            raise
        row.verdict = said(refusal)
        row.save(update_fields=["verdict"])
    return dict(row.verdict)
