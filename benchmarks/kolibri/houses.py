"""Both products started as their makers mean them to be started, each with one learner signed in."""

import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import venv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil

ROOT = Path(__file__).resolve().parent.parent.parent
VERSION = "0.19.5"
PASSWORD = "chizi-demo-2020"
LEARNER = "officer"
UNITS = int(os.environ.get("CHIZI_DEMO_UNITS", "2000"))
INSTALL_SECONDS, START_SECONDS = 900, 120
QUIET = {
    # Kolibri listens here only, looks for no neighbours and reports to nobody.
    "KOLIBRI_LISTEN_ADDRESS": "127.0.0.1",
    "KOLIBRI_ZEROCONF_ENABLED": "false",
    "KOLIBRI_DISABLE_PING": "true",
    "KOLIBRI_RUN_MODE": "benchmark",
    "PYTHONWARNINGS": "ignore",
}


class NotInstalled(Exception):
    """Kolibri could not be had on this machine; the text says why."""


@dataclass
class House:
    """A product that serves: its pages, its process, and the cookies of its learner."""

    name: str
    version: str
    address: str
    process: "subprocess.Popen[bytes]"
    start_seconds: float
    start_cpu: float
    shell: str
    home: str
    pack: str = ""
    cookies: dict[str, str] = field(default_factory=dict)

    def close(self) -> None:
        """End it and everything it started."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Caller:
    """A small client with cookies: what a browser does to sign in, without the browser."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def call(self, path: str, data: bytes | None = None, kind: str = "") -> bytes:
        """The body of the answer. Raises HTTPError."""
        headers = {"Referer": self.address + path} | ({"Content-Type": kind} if kind else {})
        token = next((one.value for one in self.jar if "csrf" in one.name), None)
        headers |= {"X-CSRFToken": token} if token else {}
        request = urllib.request.Request(self.address + path, data, headers)
        with self._opener.open(request, timeout=60) as answer:
            body: bytes = answer.read()
        return body

    def send(self, path: str, data: dict[str, Any]) -> Any:
        """JSON there and back."""
        return json.loads(self.call(path, json.dumps(data).encode(), "application/json"))

    @property
    def cookies(self) -> dict[str, str]:
        return {one.name: one.value or "" for one in self.jar}


def open_kolibri(folder: Path) -> House:
    """Install, provision and start Kolibri with a class and a learner in it. Raises NotInstalled."""
    program = _install(folder / "venv")
    environment = {**os.environ, **QUIET, "KOLIBRI_HOME": str(folder / "home")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    environment.pop("PYTHONPATH", None)
    given = ["--facility=Bench", "--superusername=admin", f"--superuserpassword={PASSWORD}", "--noinput"]
    given += ["--preset=nonformal", "--language_id=en"]
    subprocess.run(
        [str(program), "manage", "provisiondevice", *given],
        env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    port, other = free_port(), free_port()
    command = [str(program), "start", "--foreground", "--port", str(port), "--zip-port", str(other)]
    house = _start("Kolibri", VERSION, command, environment, port, ready="/api/public/info/")
    house.shell = house.home = "/en/learn/"
    house.cookies = _kolibri_learner(house.address)
    return house


def _install(place: Path) -> Path:
    try:
        venv.create(place, with_pip=True)
        subprocess.run(
            [place / "bin/pip", "install", "-q", "--disable-pip-version-check", f"kolibri=={VERSION}"],
            check=True, timeout=INSTALL_SECONDS, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
    except subprocess.CalledProcessError as failed:
        said = (failed.stderr or b"").decode(errors="replace").strip().splitlines()
        raise NotInstalled(said[-1] if said else str(failed)) from failed
    except (OSError, subprocess.TimeoutExpired) as failed:
        raise NotInstalled(str(failed)) from failed
    return place / "bin/kolibri"


def _kolibri_learner(address: str) -> dict[str, str]:
    """A learner in a class, made by the administrator through Kolibri's own interface; his cookies."""
    admin = Caller(address)
    facility = json.loads(admin.call("/api/public/v1/facility/"))[0]["id"]
    who = {"username": "admin", "password": PASSWORD, "facility": facility}
    admin.send("/api/auth/session/", who)
    person = {"username": "learner", "full_name": "Learner", "password": PASSWORD, "facility": facility}
    learner = admin.send("/api/auth/facilityuser/", person)
    station = admin.send("/api/auth/classroom/", {"name": "Station", "parent": facility})
    admin.send("/api/auth/membership/", {"user": learner["id"], "collection": station["id"]})
    caller = Caller(address)
    caller.send("/api/auth/session/", {"username": "learner", "password": PASSWORD, "facility": facility})
    return caller.cookies


def open_chizi(folder: Path) -> House:
    """Make a small demo and serve it; its officer is signed in."""
    program = Path(sys.executable).with_name("chizi")
    environment = {**os.environ, "CHIZI_DATA": str(folder), "PYTHONWARNINGS": "ignore"}
    environment.pop("DATABASE_URL", None)
    subprocess.run(
        [program, "demo", "--units", str(UNITS)],
        env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    port = free_port()
    # Served once before, so that both have their files in place: Kolibri ships its own collected.
    for _ in range(2):
        house = _start(
            "Chizi",
            _own_version(),
            [str(program), "serve", "--port", str(port)],
            environment,
            port,
            "/readyz",
        )
        if (folder / "served").exists():
            break
        (folder / "served").touch()
        house.close()
    house.shell, house.home = "/terminal/", "/study/"
    caller = Caller(house.address)
    form = caller.call("/accounts/login/").decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    token = found.group(1) if found else ""
    fields = {"login": LEARNER, "password": PASSWORD, "csrfmiddlewaretoken": token}
    caller.call("/accounts/login/", urllib.parse.urlencode(fields).encode())
    device = {"id": str(uuid4()), "name": "benchmark"}
    known = caller.send("/terminal/api/device", device)
    house.pack = f"/terminal/api/pack?device={known['device']}"
    house.cookies = caller.cookies
    return house


def _own_version() -> str:
    from importlib.metadata import version

    return version("chizi")


def _start(
    name: str, version: str, command: list[str], environment: dict[str, str], port: int, ready: str
) -> House:
    address = f"http://127.0.0.1:{port}"
    began = time.monotonic()
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    _until(lambda: _answers(address + ready), process, name)
    seconds = time.monotonic() - began
    return House(name, version, address, process, seconds, cpu(process.pid), "", "")


def processes(first: int) -> list[psutil.Process]:
    """The process that was started, and everything below it."""
    top = psutil.Process(first)
    return [top, *top.children(recursive=True)]


def cpu(first: int) -> float:
    """Seconds of processor time so far, of all these processes and of those of theirs that have ended."""
    times = [one.cpu_times() for one in processes(first)]
    return float(sum(one.user + one.system + one.children_user + one.children_system for one in times))


def _until(done: Callable[[], bool], process: "subprocess.Popen[bytes]", name: str) -> None:
    end = time.monotonic() + START_SECONDS
    while not done():
        if process.poll() is not None or time.monotonic() > end:
            raise SystemExit(f"{name} did not start")
        time.sleep(0.05)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
