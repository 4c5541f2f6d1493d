"""Whatever goes wrong becomes one sentence; the details of a fault of ours go to a file."""

import contextlib
import errno
import os
import signal
import stat
import sys

import pytest
from django.db import OperationalError

from chizi.fronts.cli import app, failures
from chizi.fronts.cli.tests import houses
from chizi.org.refusals import UnknownPerson
from chizi.yardstick.refusals import BadPeriod


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setenv("CHIZI_LANG", "en")
    monkeypatch.delenv("CHIZI_DEBUG", raising=False)


def test_named_refusals_of_both_families_are_refused_input():
    for refusal in (UnknownPerson(username="x"), BadPeriod(value="x")):
        found = failures.of_exception(refusal)
        assert (found.exit, found.code, found.sentence) == (1, type(refusal).__name__, str(refusal))


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "x"), "DiskFull"),
        (RuntimeError("IO Error: No space left on device"), "DiskFull"),
        (MemoryError(), "OutOfMemory"),
        (OperationalError("database is locked"), "DatabaseBusy"),
        (OperationalError("unable to open database file"), "DatabaseSilent"),
        (OperationalError("no such table: org_person"), "Fault"),
        (PermissionError(errno.EACCES, "Permission denied", "there.csv"), "FileTrouble"),
    ],
)
def test_troubles_of_the_machine_are_said_in_a_sentence(fault, code):
    found = failures.of_exception(fault)
    assert found.code == code
    assert "Traceback" not in found.sentence


def test_a_fault_of_ours_is_one_sentence_and_its_details_lie_in_a_closed_file(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("CHIZI_DATA", str(tmp_path))
    monkeypatch.setattr(sys.modules["chizi.site.settings"], "DATA", tmp_path)

    def broken(**_given):
        raise ZeroDivisionError("a secret in the message")

    monkeypatch.setattr("chizi.fronts.cli.commands.care.open_house", broken)
    assert app.run(["doctor", "--json"]) == failures.BROKEN
    captured = capsys.readouterr()
    details = tmp_path / failures.DETAILS
    assert (
        captured.err
        == f"Something went wrong on our side (ZeroDivisionError). The details lie in {details}.\n"
    )
    assert '"code": "Fault"' in captured.out
    assert "ZeroDivisionError: a secret" in details.read_text()
    assert stat.S_IMODE(details.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, failures.STOPPED), (signal.SIGTERM, failures.TERMINATED)]
)
def test_a_query_that_ends_in_an_error_when_it_is_stopped_is_still_a_stop(monkeypatch, capsys, number, code):
    def interrupted():
        with contextlib.suppress(
            KeyboardInterrupt
        ):  # as a library does that raises an error of its own instead
            os.kill(os.getpid(), number)
        raise RuntimeError("query interrupted")

    handlers = [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)]
    monkeypatch.setattr("chizi.fronts.cli.commands.care.open_house", interrupted)
    assert app.run(["doctor"]) == code
    assert "Nothing was left half-done" in capsys.readouterr().err
    assert [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)] == handlers


def test_with_debug_the_traceback_is_shown(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("CHIZI_DATA", str(tmp_path))
    monkeypatch.setattr(sys.modules["chizi.site.settings"], "DATA", tmp_path)
    monkeypatch.setenv("CHIZI_DEBUG", "1")
    try:
        raise ZeroDivisionError
    except ZeroDivisionError as fault:
        failures.of_exception(fault)
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("environment", "code", "said"),
    [
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, 70, "The database does not answer"),
        ({"DATABASE_URL": "nonsense"}, 1, "The settings cannot be read"),
        ({"CHIZI_TZ": "Mars/Olympus"}, 1, "The settings cannot be read"),
        ({"CHIZI_DATA": "/dev/null/folder"}, 1, "cannot be written"),
    ],
)
def test_a_house_that_cannot_be_opened_says_why(tmp_path, environment, code, said):
    kept = {
        "PYTHONPATH": ":".join(sys.path),
        "PATH": "",
        "CHIZI_DATA": str(tmp_path / "data"),
        "CHIZI_LANG": "en",
    }
    done = houses.House(tmp_path / "data", kept).alone("journal", "verify", **environment)
    assert done.code == code
    assert said in done.err
    assert "Traceback" not in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_a_database_of_a_newer_version_is_left_alone(fresh):
    assert fresh.run("journal", "verify").code == 0
    script = (
        "import django; django.setup(); from django.db import connection;"
        "from django.db.migrations.recorder import MigrationRecorder;"
        "MigrationRecorder(connection).record_applied('org', '0999_from_the_future')"
    )
    settings = {"DJANGO_SETTINGS_MODULE": "chizi.site.settings"}
    houses.subprocess.run([sys.executable, "-c", script], env=fresh.environment | settings, check=True)
    done = fresh.run("doctor", "--json")
    assert (done.code, done.data["error"]["code"]) == (1, "NewerDatabase")
    assert "org.0999_from_the_future" in done.data["error"]["message"]
