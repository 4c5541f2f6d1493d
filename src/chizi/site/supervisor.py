"""Running the web server and, beside it, the jobs that fall due: checks the port, starts both, stops both cleanly.

The server listens with SO_REUSEPORT, so that a second one on the same port would start without a word and
take half of the requests: whether the port is free is found out by a plain bind first.
"""

import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from chizi.core.refusals import Refusal
from chizi.core.words import N_

APPLICATION = "chizi.site.wsgi:application"
GRACE = 8.0  # seconds from the request to stop until the server is killed
PATIENCE = 60.0  # seconds until the server must have answered for the first time
STEP = 0.1
AGAIN = 10.0  # seconds until a ticker that ended by itself is started anew
WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - only named here, never bound by default
TELL_ON_DEATH = 1  # PR_SET_PDEATHSIG of prctl(2)


class PortTaken(Refusal):
    text = N_("Port %(port)s on %(host)s is taken. Choose another one: chizi serve --port %(other)s")


class PortClosed(Refusal):
    text = N_(
        "Port %(port)s on %(host)s cannot be opened: %(why)s. Choose another one with --host and --port."
    )


class ServerEnded(Refusal):
    text = N_("The web server ended by itself (code %(code)s). What it said stands above.")


@dataclass(frozen=True)
class Address:
    """Where the server listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The address as a browser on this machine opens it."""
        host = WILDCARDS.get(self.host, self.host)
        return f"http://[{host}]:{self.port}/" if ":" in host else f"http://{host}:{self.port}/"


def free_address(host: str, port: int) -> Address:
    """The address, once it is certain that nobody listens there; port 0 picks a free one.

    Raises PortTaken and PortClosed.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            if fault.errno == 98:  # EADDRINUSE
                other = port + 1 if port < 65535 else 8000
                raise PortTaken(host=host, port=port, other=other) from None
            raise PortClosed(host=host, port=port, why=fault.strerror or str(fault)) from None
        return Address(host, probe.getsockname()[1])


def supervise(address: Address, *, workers: int, ready: Callable[[], None], ticking: bool = True) -> int:
    """Serve until Ctrl-C or SIGTERM; ``ready`` is called at the first answer. Returns 0.

    With ``ticking`` the jobs that fall due run in a process of their own, from the first answer on; should it end,
    it is started anew, and the pages stay open.

    The server runs in a session of its own: Ctrl-C reaches only this process, which then sends it one TERM.
    It dies with this process even if that is killed. Raises ServerEnded when it ends by itself.
    """
    stop = _Stop()
    kept = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    server, ticker = _start(address, workers), Ticker()
    try:
        began, answered = time.monotonic(), False
        while not stop.asked:
            if server.poll() is not None:
                raise ServerEnded(code=server.returncode)
            if not answered and _answers(address):
                answered = True
                ready()
            if not answered and time.monotonic() - began > PATIENCE:
                raise ServerEnded(code="-")
            if answered and ticking:
                ticker.keep_running()
            time.sleep(STEP)
    finally:
        ticker.end()
        _end(server)
        for number, handler in kept.items():
            signal.signal(number, handler)
    return 0


class _Stop:
    """A signal handler that remembers that it was called."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self, *_received: object) -> None:
        self.asked = True


class Ticker:
    """The process that runs the jobs, started anew when it ends by itself."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._started = -AGAIN

    def keep_running(self) -> None:
        """Start it unless it runs, at most once in ten seconds."""
        running = self._process is not None and self._process.poll() is None
        if not running and time.monotonic() - self._started >= AGAIN:
            self._started = time.monotonic()
            self._process = _child([sys.executable, "-m", "chizi.site.ticker"])

    def end(self) -> None:
        """Let it finish its round; kill it when that takes too long."""
        if self._process is not None:
            _end(self._process)


def _start(address: Address, workers: int) -> subprocess.Popen[bytes]:
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", address.host, "--port", str(address.port)),
        *("--workers", str(workers), "--blocking-threads", "8"),
        *("--workers-kill-timeout", "3", "--log-level", "error", "--respawn-failed-workers"),
        APPLICATION,
    ]
    return _child(command)


def _child(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter and words of ours
        command,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr.fileno(),  # standard output belongs to the command itself
        start_new_session=True,
        preexec_fn=partial(_die_with, os.getpid()),
    )


def _die_with(parent: int) -> None:
    """Linux sends TERM to a child when the supervisor is gone, however it went; also if it went just now."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(TELL_ON_DEATH, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(0)


def _answers(address: Address) -> bool:
    """Whether an HTTP answer comes, whatever its status."""
    host = WILDCARDS.get(address.host, address.host)
    connection = http.client.HTTPConnection(host, address.port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def _end(server: subprocess.Popen[bytes]) -> None:
    """TERM and wait: killed at once, the server would leave its workers holding the port."""
    if server.poll() is None:
        server.terminate()
    try:
        server.wait(GRACE)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
