"""The phones: a process of its own that sends prepared batches over kept connections and counts what is acknowledged.

`python -m benchmarks.syncing.load PORT FILE SIZE COUNT`: every phone sends COUNT batches of SIZE, with the same keys
each time.
"""

import json
import random
import socket
import sys
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson

CONNECTIONS = 16
READ_SHARE = 0.2  # one in five says that something was read, the others are answers


def main() -> None:
    """Prepare everything, then send; prints one line of JSON."""
    port, size, count = int(sys.argv[1]), int(sys.argv[3]), int(sys.argv[4])
    said = json.loads(Path(sys.argv[2]).read_text("utf-8"))
    dice = random.Random(size)
    requests = [
        _request(port, phone, [_parcel(said, dice) for _ in range(size)])
        for _ in range(count)
        for phone in said["phones"]
    ]
    print(json.dumps(_round(port, requests)))


def _parcel(said: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    at = datetime.now(UTC) - timedelta(seconds=dice.randrange(7 * 86400))
    told: dict[str, Any] = {"id": str(UUID(int=dice.getrandbits(128), version=4)), "at": at.isoformat()}
    if dice.random() < READ_SHARE:
        item, about = dice.choice(said["items"])
        return {**told, "kind": "read", "body": {"about": about, "item": item}}
    body = {"question": dice.choice(said["questions"]), "given": [dice.choice("AB")]}
    return {**told, "kind": "answered", "body": body}


def _request(port: int, phone: dict[str, str], parcels: list[dict[str, Any]]) -> bytes:
    sent_at = datetime.now(UTC).isoformat()
    body = orjson.dumps(
        {"device": phone["device"], "person": phone["person"], "sent_at": sent_at, "parcels": parcels}
    )
    head = (
        f"POST /terminal/api/parcels HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nCookie: sessionid={phone['session']}; csrftoken={phone['csrf']}\r\n"
        f"X-CSRFToken: {phone['csrf']}\r\n\r\n"
    )
    return head.encode("ascii") + body


def _round(port: int, requests: Sequence[bytes]) -> dict[str, Any]:
    left, lock = list(reversed(requests)), threading.Lock()
    acknowledged, refused, waits = [0], [0], []

    def work() -> None:
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while True:
                with lock:
                    if not left:
                        return
                    request = left.pop()
                began = time.perf_counter()
                line.sendall(request)
                answer = orjson.loads(_answer(line))
                waited = time.perf_counter() - began
                with lock:
                    waits.append(waited)
                    acknowledged[0] += len(answer["accepted"])
                    refused[0] += len(answer["refused"])

    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    began, own = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if left:
        raise SystemExit("a request was not answered as it should be; see above")
    seconds, own = time.perf_counter() - began, time.process_time() - own
    waits.sort()
    return {
        "requests": len(requests), "acknowledged": acknowledged[0], "refused": refused[0], "seconds": seconds,
        "own_cpu": own, "p50": waits[len(waits) // 2] * 1000, "p99": waits[len(waits) * 99 // 100] * 1000,
    }  # fmt: skip


def _answer(line: socket.socket) -> bytes:
    got = b""
    while b"\r\n\r\n" not in got:
        got += _more(line)
    head, _, body = got.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise ConnectionError(head.decode("latin-1") + body.decode("utf-8", "replace")[:500])
    length = next(
        int(one.split(b":")[1]) for one in head.split(b"\r\n") if one.lower().startswith(b"content-length:")
    )
    while len(body) < length:
        body += _more(line)
    return body


def _more(line: socket.socket) -> bytes:
    piece = line.recv(65536)
    if not piece:
        raise ConnectionError("the server closed the connection")
    return piece


if __name__ == "__main__":
    main()
