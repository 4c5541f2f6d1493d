"""Calling a webhook: signed, without redirects, within time, and never into the server's own network unless
whoever runs it has allowed that."""

import http.client
import json
import socket
import ssl
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Any

from chizi.ground.notices import rules

TIMEOUT = 10.0
MOST_ANSWER = 64 * 1024


class NotDelivered(Exception):
    """A digest that did not arrive, with the reason in a few words for whoever runs the server."""


@dataclass(frozen=True)
class Caller:
    """What a webhook is called with. ``private`` allows addresses of the own network and plain http."""

    secret: str
    private: bool


def call(address: str, message: dict[str, Any], caller: Caller, now: datetime) -> None:
    """POST a message as JSON. The receiver proves it by X-Chizi-Signature: v1=HMAC-SHA256(secret, timestamp "."
    body), and drops repeats by the message's id. Raises NotDelivered for anything but an answer of 2xx."""
    target = rules.webhook_target(address, plain_http=caller.private)
    if target is None:
        raise NotDelivered("address")
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
    timestamp = str(int(now.timestamp()))
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Chizi",
        "X-Chizi-Timestamp": timestamp,
        "X-Chizi-Signature": f"v1={rules.signature(caller.secret, timestamp, body)}",
    }
    connection = _Pinned(target, _checked_place(target, caller))
    try:
        connection.request("POST", target.path, body, headers)
        answer = connection.getresponse()
        answer.read(MOST_ANSWER)
    except (OSError, http.client.HTTPException) as fault:
        raise NotDelivered(type(fault).__name__) from fault
    finally:
        connection.close()
    if not 200 <= answer.status < 300:
        raise NotDelivered(f"HTTP {answer.status}")


def _checked_place(target: rules.Target, caller: Caller) -> str:
    """The number of the host, looked up once: what was checked is what is called, whatever the name says later."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except OSError as fault:
        raise NotDelivered("name") from fault
    places = [str(place[4][0]) for place in found]
    if not caller.private and any(rules.is_inside(place.partition("%")[0]) for place in places):
        raise NotDelivered("private")
    return places[0]


class _Pinned(http.client.HTTPConnection):
    """A connection to a number, in the name of a host."""

    def __init__(self, target: rules.Target, place: str) -> None:
        super().__init__(target.host, target.port, timeout=TIMEOUT)
        ip_address(place.partition("%")[0])
        self._target, self._place = target, place

    def connect(self) -> None:
        self.sock = socket.create_connection((self._place, self._target.port), TIMEOUT)
        if self._target.secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self._target.host)
