"""What is measured of a house: processes from outside, bytes from inside a browser."""

import gzip
import http.client
import shutil
import time
import urllib.parse
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Response, sync_playwright

from benchmarks.kolibri.houses import House, cpu, processes

ROUNDS, SETTLE_SECONDS, REST_SECONDS = 60, 60.0, 10.0
FIRST_LOAD = ("document", "script", "stylesheet")


@dataclass
class FirstLoad:
    """The first opening of a page by a browser with an empty cache.

    ``sent`` are the bytes on the wire by kind, ``packed`` the same bodies after gzip, whatever the server did;
    ``asked`` the further addresses of the server (no styles, scripts, pictures) that the page needs.
    """

    sent: dict[str, int] = field(default_factory=dict)
    packed: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def sent_kib(self) -> float:
        return sum(self.sent.values()) / 1024

    @property
    def packed_kib(self) -> float:
        return sum(self.packed.values()) / 1024


def memory(house: House) -> float:
    """MiB that all processes hold (proportional set size: shared pages count once)."""
    return float(sum(one.memory_full_info().pss for one in processes(house.process.pid)) / 2**20)


def at_rest(house: House) -> float:
    """Processor seconds that it uses in a second while nobody asks anything and what a start brings is over."""
    time.sleep(SETTLE_SECONDS)
    before = cpu(house.process.pid)
    time.sleep(REST_SECONDS)
    return (cpu(house.process.pid) - before) / REST_SECONDS


def cpu_a_page(house: House, paths: list[str], idle: float) -> float:
    """Milliseconds of the server's processor time to answer all of ``paths`` once, as its learner; what it uses
    while at rest is taken off."""
    parts = urllib.parse.urlsplit(house.address)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in house.cookies.items())}
    headers["Accept-Encoding"] = "gzip"
    _ask(line, paths, headers, 3)
    before, began = cpu(house.process.pid), time.monotonic()
    _ask(line, paths, headers, ROUNDS)
    used = cpu(house.process.pid) - before - idle * (time.monotonic() - began)
    line.close()
    return used / ROUNDS * 1000


def _ask(line: http.client.HTTPConnection, paths: list[str], headers: dict[str, str], rounds: int) -> None:
    for _ in range(rounds):
        for path in paths:
            line.request("GET", path, headers=headers)
            answer = line.getresponse()
            answer.read()
            if answer.status != 200:
                raise SystemExit(f"{path} answered {answer.status}")


def first_load(house: House, path: str) -> FirstLoad | None:
    """What a browser fetches to show a page; None without Chromium. A service worker is kept out, which would
    fetch the same files once more into its store."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return None
    seen: list[Response] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(service_workers="block", locale="en-US")
        cookies: Any = [
            {"name": name, "value": value, "url": house.address} for name, value in house.cookies.items()
        ]
        context.add_cookies(cookies)
        page = context.new_page()
        page.on("response", lambda answer: seen.append(answer))
        page.goto(house.address + path)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1500)
        found = _sum(house, seen)
        browser.close()
    return found


def _sum(house: House, seen: list[Response]) -> FirstLoad:
    found = FirstLoad()
    for answer in seen:
        kind = answer.request.resource_type
        if answer.status != 200 or not answer.url.startswith(house.address):
            continue
        if kind in FIRST_LOAD:
            sizes = answer.request.sizes()
            sent = sizes["responseBodySize"] + sizes["responseHeadersSize"]
            found.sent[kind] = found.sent.get(kind, 0) + sent
            found.packed[kind] = found.packed.get(kind, 0) + len(gzip.compress(answer.body(), 9))
        if kind in ("document", "fetch", "xhr") and answer.request.method == "GET":
            path = answer.url.removeprefix(house.address)
            if "/static/" not in path and path not in found.asked:
                found.asked.append(path)
    return found
