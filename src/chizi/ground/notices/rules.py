"""When a digest may go out, what may be in it, and when to try again."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

QUIET_FROM, QUIET_UNTIL = time(21), time(8)
DIGEST_HOUR = 9
MOST_TRIES = 5
FIRST_WAIT = timedelta(minutes=5)
WAIT_GROWS = 4


class Urgency(StrEnum):
    """What comes first in a notice's ``kind`` ("due.task", "answer.objection", "work.assigned")."""

    DUE = "due"  # an obligation falls due or is overdue
    ANSWER = "answer"  # somebody answered what this person asked
    WORK = "work"  # something new to do
    NEWS = "news"  # nothing to do


# nothing leaves the inbox but what the person is bound to by a date, or waits for himself.
PUSHED = (Urgency.DUE, Urgency.ANSWER)


class State(StrEnum):
    """How far a digest is. SENDING that stays (the process died) is never sent again: at most one a day."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True)
class Quiet:
    """The hours, local, in which nothing is pushed; both ends equal means none."""

    start: time = QUIET_FROM
    end: time = QUIET_UNTIL

    def covers(self, at: time) -> bool:
        """Whether this moment is quiet; the span may pass midnight. The end itself is not quiet."""
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


def pushed(kind: str) -> bool:
    """Whether a notice of this kind may be in a digest."""
    return kind.partition(".")[0] in PUSHED


def may_push(local: datetime, quiet: Quiet, digest_hour: int) -> bool:
    """Whether a digest may go out now: from its hour on, until the quiet hours begin (R-05)."""
    return local.hour >= digest_hour and not quiet.covers(local.time().replace(tzinfo=None))


def try_again_at(now: datetime, tries: int) -> datetime | None:
    """When a digest that failed is tried once more: after 5, 20, 80, 320 minutes; None when it is given up."""
    return now + FIRST_WAIT * WAIT_GROWS ** (tries - 1) if tries < MOST_TRIES else None


def is_own_page(href: str) -> bool:
    """Whether an address is a page of this installation: a path, so that a notice can lead nowhere else."""
    plain = href.isprintable() and "\\" not in href and " " not in href
    return plain and href.startswith("/") and not href.startswith("//")


@dataclass(frozen=True)
class Target:
    """Where a webhook leads, taken apart."""

    secure: bool
    host: str
    port: int
    path: str


def webhook_target(address: str, *, plain_http: bool) -> Target | None:
    """The parts of a webhook's address; None for what cannot be called. Plain http only where it is allowed."""
    if not address.isascii() or not address.isprintable() or " " in address or "\\" in address:
        return None
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    secure = parts.scheme == "https"
    if not (secure or (plain_http and parts.scheme == "http")) or not host or parts.username is not None:
        return None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(secure, host, port or (443 if secure else 80), path)


def is_inside(host: str) -> bool:
    """Whether a host, named or as a number, is this machine or lies in its own network."""
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        number = ip_address(host)
    except ValueError:
        return False
    if isinstance(number, IPv6Address) and number.ipv4_mapped:
        number = number.ipv4_mapped
    return not number.is_global or number.is_multicast


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What proves a webhook: HMAC-SHA256 over the time of sending, a dot and the body, in hexadecimal."""
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
