"""Seeing and ending sessions: one's own, each of them, or all the others."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import HASH_SESSION_KEY
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from chizi.org.models import Person
from chizi.site.sessions.devices import device_of
from chizi.site.sessions.models import LiveSession

BEGAN, DEVICE = "began", "device"  # in the session's own content


@dataclass(frozen=True)
class Live:
    """A session as its person sees it. ``ident`` names it on the page; it is no key to it."""

    ident: str
    here: bool
    began: datetime | None
    device: str


def ident_of(key: str) -> str:
    """A name for a session from which nobody can make its key."""
    return hashlib.sha256(f"session:{key}".encode()).hexdigest()[:16]


def mark_beginning(request: HttpRequest, now: datetime) -> None:
    """Note in the session itself when it began, and on what kind of device."""
    request.session[BEGAN] = now.isoformat(timespec="seconds")
    request.session[DEVICE] = device_of(request.META.get("HTTP_USER_AGENT", ""))


def live_sessions(person: Person, *, now: datetime, here: str | None = None) -> list[Live]:
    """The person's sessions that still let somebody in, this one first, then the newest first."""
    rows = LiveSession.objects.filter(person=person, expire_date__gt=now)
    found = [_live(row, here) for row in rows if _opens(row, person)]
    return sorted(found, key=lambda one: (not one.here, -(one.began.timestamp() if one.began else 0.0)))


def _opens(row: LiveSession, person: Person) -> bool:
    """A session from before the last change of the password opens nothing any more."""
    given = row.get_decoded().get(HASH_SESSION_KEY, "")
    return bool(given) and constant_time_compare(given, person.get_session_auth_hash())


def _live(row: LiveSession, here: str | None) -> Live:
    content = row.get_decoded()
    began = content.get(BEGAN)
    return Live(
        ident=ident_of(row.session_key),
        here=row.session_key == here,
        began=datetime.fromisoformat(began) if began else None,
        device=str(content.get(DEVICE, "")),
    )


def end_session(person: Person, ident: str) -> bool:
    """End one session of the person; False when there is none of that name. Takes effect at its next request."""
    keys = LiveSession.objects.filter(person=person).values_list("session_key", flat=True)
    wanted = [key for key in keys if ident_of(key) == ident]
    return bool(LiveSession.objects.filter(session_key__in=wanted).delete()[0])


def end_sessions(person: Person, *, but: str | None = None) -> int:
    """End the person's sessions, all but the one with the key ``but``; returns how many ended."""
    return LiveSession.objects.filter(person=person).exclude(session_key=but or "").delete()[0]


def clear_sessions(now: datetime) -> int:
    """Remove sessions that have run out."""
    return LiveSession.objects.filter(expire_date__lt=now).delete()[0]
