"""chizi serve: opens, says where, refuses a taken port, and goes without leaving anything behind."""

import json
import signal
import socket
import time
import urllib.request
from urllib.error import URLError

import pytest

from chizi.core.refusals import Refusal
from chizi.fronts.cli.tests import houses
from chizi.site import supervisor

PATIENCE = 120


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A house whose static files are collected into a folder of its own."""
    folder = tmp_path_factory.mktemp("serving")
    with houses.opened(folder) as one:
        one.environment["CHIZI_STATIC"] = str(folder / "static")
        yield one


@pytest.fixture
def serving(house):
    """A running server: its process and its address."""
    process = house.start("serve", "--port", "0", "--workers", "1", "--json")
    lines = []
    while not lines or lines[-1] != b"}\n":
        line = process.stdout.readline()
        assert line, process.stderr.read().decode()
        lines.append(line)
    yield process, json.loads(b"".join(lines))["address"]
    if process.poll() is None:
        process.terminate()
    process.communicate(timeout=PATIENCE)


def answer(address: str) -> int:
    with urllib.request.urlopen(address, timeout=10) as found:
        return found.status


def closed(address: str) -> bool:
    """Whether nobody listens there any more, after at most ten seconds."""
    host, _, port = address.removeprefix("http://").rstrip("/").rpartition(":")
    for _ in range(100):
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex((host, int(port))):
                return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_until_it_is_asked_to_stop(serving, number):
    process, address = serving
    assert answer(address + "healthz") == 200
    assert answer(address + "readyz") == 200
    process.send_signal(number)
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err.decode()
    assert b"Stopped" in err
    assert closed(address)


def test_what_falls_due_runs_beside_the_pages(house, serving):
    state = house.folder / "tick.json"
    for _ in range(PATIENCE * 10):
        if state.exists():
            break
        time.sleep(0.1)
    ticked = json.loads(state.read_text())
    assert ticked["failed"] == {}
    assert "sessions" in ticked["done"]
    assert house.run("tick", "--json").code == 0


def test_a_taken_port_is_refused_with_another_one_to_try(house, serving):
    _, address = serving
    port = address.rstrip("/").rpartition(":")[2]
    second = house.run("serve", "--port", port, "--json")
    assert second.code == 1
    assert second.data["error"]["code"] == "PortTaken"
    assert str(int(port) + 1) in second.data["error"]["message"]
    assert answer(address + "healthz") == 200


def test_a_killed_supervisor_takes_its_server_along(serving):
    process, address = serving
    process.kill()
    process.wait(PATIENCE)
    assert closed(address)


@pytest.mark.parametrize(
    "wish", [("--port", "99999"), ("--port", "-1"), ("--workers", "0"), ("--port", "http")]
)
def test_numbers_out_of_range_are_wrong_usage(house, wish):
    assert house.run("serve", *wish).code == 2


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1"])
def test_an_address_of_another_machine_is_refused(host):
    with pytest.raises(Refusal) as refused:
        supervisor.free_address(host, 0)
    assert isinstance(refused.value, supervisor.PortClosed)


def test_addresses_as_a_browser_opens_them():
    assert supervisor.Address("0.0.0.0", 8000).url == "http://127.0.0.1:8000/"
    assert supervisor.Address("::1", 8000).url == "http://[::1]:8000/"
    with pytest.raises(URLError):
        answer(supervisor.free_address("127.0.0.1", 0).url)
