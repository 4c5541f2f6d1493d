"""Counting requests: how many of each class and how long they took. No path, no person, no address.

Every worker process counts in a small file of its own, mapped into memory, so that counting costs no lock between
processes and any of them can answer for all. Without CHIZI_METRICS_TOKEN nothing is counted.
"""

import mmap
import os
import secrets
import struct
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

CLASSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
BOUNDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)  # seconds
SLOTS = len(CLASSES) + len(BOUNDS) + 2  # classes, times up to each bound, times above, microseconds in all
FORM = struct.Struct(f"<{SLOTS}Q")
FOLDER = "metrics"


def _folder() -> Path:
    return Path(settings.DATA) / FOLDER


class Meter:
    """The counters of this process."""

    def __init__(self) -> None:
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(folder / f"{os.getpid()}-{secrets.token_hex(4)}.bin", "w+b") as file:
            file.write(bytes(FORM.size))
            file.flush()
            self._map = mmap.mmap(file.fileno(), FORM.size)
        self._lock = threading.Lock()

    def count(self, status: int, seconds: float) -> None:
        """One request that was answered."""
        kind = min(max(status // 100, 1), len(CLASSES)) - 1
        bound = next((at for at, most in enumerate(BOUNDS) if seconds <= most), len(BOUNDS))
        with self._lock:
            slots = list(FORM.unpack(self._map))
            slots[kind] += 1
            slots[len(CLASSES) + bound] += 1
            slots[-1] += int(seconds * 1_000_000)
            self._map[:] = FORM.pack(*slots)


def totals() -> tuple[dict[str, int], list[int], float]:
    """Of all processes since the server began: requests by class, requests by bound, seconds in all."""
    summed = [0] * SLOTS
    for path in _folder().glob("*.bin"):
        try:
            slots = FORM.unpack(path.read_bytes())
        except (OSError, struct.error):  # a process that is just beginning
            continue
        summed = [one + more for one, more in zip(summed, slots, strict=True)]
    times = summed[len(CLASSES) : -1]
    return dict(zip(CLASSES, summed, strict=False)), times, summed[-1] / 1_000_000


def clear() -> None:
    """Begin at zero; called before the first worker starts."""
    for path in _folder().glob("*.bin"):
        path.unlink(missing_ok=True)


class MeterMiddleware:
    """Counts every answer, that of a broken view too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.METRICS_TOKEN:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self._meter = Meter()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        self._meter.count(response.status_code, time.perf_counter() - began)
        return response
