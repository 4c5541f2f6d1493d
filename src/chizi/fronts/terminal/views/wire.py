"""The wire: a device made known, its pack, its parcels, its pictures, and its leaving."""

import io
import secrets
from base64 import b64encode
from typing import Annotated, Any
from urllib.parse import unquote
from uuid import UUID, uuid4

import msgspec
import orjson
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import get_language

from chizi.core.refusals import Forbidden
from chizi.core.words import N_
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.terminal.answers import BadRequest, TooMuch, api, as_json, read_body, told
from chizi.fronts.terminal.packing import make_pack, person_told, tag_of
from chizi.fronts.terminal.parcels import Batch, Sending, take_batch
from chizi.ground.devices.actions import leave_device, register_device
from chizi.ground.devices.queries import insist_sending
from chizi.ground.devices.refusals import AnotherPerson, DeviceWiped
from chizi.ground.files.actions import keep_file
from chizi.org.abilities import local_day, scope_of
from chizi.org.rules import Ability

SESSION = "terminal"  # the mark in a sign-in's own content to which a device's half of the key is bound
LONGEST_FILE = 20 * 2**20  # a picture; larger ones are handed in at the desk
Name = Annotated[str, msgspec.Meta(max_length=200)]


class NothingToHandIn(Forbidden):
    text = N_("Nothing is asked of you here, so that there is nothing to hand in.")


class Hello(msgspec.Struct):
    id: UUID
    name: Name = ""


class Leaving(msgspec.Struct):
    device: UUID


def _session_mark(request: HttpRequest) -> str:
    if SESSION not in request.session:
        request.session[SESSION] = secrets.token_hex(16)
    return str(request.session[SESSION])


def _another(request: HttpRequest, refusal: AnotherPerson) -> HttpResponse:
    return as_json({**told(refusal), "person": person_told(viewer_of(request))}, refusal.status)


@api("POST")
def device(request: HttpRequest) -> HttpResponse:
    """Make the device known; the answer holds our half of its key."""
    hello, viewer, now = read_body(request, Hello), viewer_of(request), timezone.now()
    try:
        row = register_device(
            actor=viewer.ref,
            now=now,
            today=local_day(now),
            device_id=hello.id,
            name=hello.name,
            session=_session_mark(request),
            session_until=request.session.get_expiry_date(),
        )
    except AnotherPerson as refusal:
        return _another(request, refusal)
    except DeviceWiped as refusal:
        return as_json({**told(refusal), "wipe": True, "device": {"wipe": True}}, refusal.status)
    content = {
        "device": str(row.id),
        "secret": b64encode(bytes(row.secret)).decode("ascii"),
        "person": person_told(viewer),
        "language": get_language(),
        "wipe": False,
    }
    return as_json(content)


def _device_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as fault:
        raise BadRequest(field="device") from fault


def _asked_device(request: HttpRequest) -> str:
    return request.GET.get("device", "")


@api("GET", "HEAD", device_of=_asked_device)
def pack(request: HttpRequest) -> HttpResponse:
    """Everything that somebody needs for a week without a signal; 304 where nothing has changed."""
    get_token(request)  # the cached shell may never have got the cookie that its requests are guarded by
    viewer, now = viewer_of(request), timezone.now()
    try:
        if named := _asked_device(request):  # without one it is read and not kept
            insist_sending(_device_id(named), viewer.ref)
    except AnotherPerson as refusal:
        return _another(request, refusal)
    except DeviceWiped as refusal:
        return as_json({**told(refusal), "device": {"wipe": True}}, refusal.status)
    content = make_pack(viewer, now=now)
    tag = tag_of(content)
    if tag in {one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")}:
        answer = HttpResponse(status=304)
    else:
        content["made_at"] = now.isoformat()
        answer = HttpResponse(orjson.dumps(content), content_type="application/json")
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _sending_device(request: HttpRequest) -> str:
    try:
        found: Any = msgspec.json.decode(request.body, type=dict[str, msgspec.Raw]).get("device")
        return str(msgspec.json.decode(found)) if found is not None else ""
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""


@api("POST", device_of=_sending_device)
def parcels(request: HttpRequest) -> HttpResponse:
    """Take up to fifty parcels; each is acknowledged or refused by its id."""
    batch, viewer, now = read_body(request, Batch), viewer_of(request), timezone.now()
    received = {"received_at": now.isoformat()}
    if batch.person != viewer.ref:
        return _another(request, AnotherPerson())
    try:
        insist_sending(batch.device, viewer.ref)
    except AnotherPerson as refusal:
        return _another(request, refusal)
    except DeviceWiped:
        return as_json({**received, "accepted": [], "refused": [], "device": {"wipe": True}})
    sending = Sending(viewer, batch.device, batch.sent_at, now, str(uuid4()))
    taken = take_batch(sending, batch.parcels)
    content = {**received, "accepted": taken.accepted, "refused": taken.refused, "device": {"wipe": False}}
    return as_json(content)


@api("POST")
def files(request: HttpRequest) -> HttpResponse:
    """Keep a picture that a later parcel names by its digest; one that none names goes after a day."""
    viewer, now = viewer_of(request), timezone.now()
    if scope_of(viewer, Ability.LEARN, now=now).empty and scope_of(viewer, Ability.WORK_TASK, now=now).empty:
        raise NothingToHandIn
    content = request.read(LONGEST_FILE + 1)
    if len(content) > LONGEST_FILE:
        raise TooMuch
    name = unquote(request.headers.get("X-Name", ""), errors="replace")[:200]
    kept = keep_file(actor=viewer.ref, now=now, stream=io.BytesIO(content), name=name or "picture")
    return as_json({"digest": kept.digest, "name": kept.name, "size": kept.size})


@api("POST", device_of=_sending_device)
def leave(request: HttpRequest) -> HttpResponse:
    """The device forgets; our half of its key is destroyed."""
    leaving = read_body(request, Leaving)
    try:
        leave_device(actor=viewer_of(request).ref, now=timezone.now(), device_id=leaving.device)
    except AnotherPerson as refusal:
        return _another(request, refusal)
    return as_json({"left": True})
