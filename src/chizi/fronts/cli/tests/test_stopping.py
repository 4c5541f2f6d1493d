"""Stopped in the middle: by Ctrl-C, by TERM, by KILL. Nothing is ever half-done."""

import signal
import sqlite3
import time
from collections.abc import Callable

import pytest

from chizi.fronts.cli.tests import houses
from chizi.fronts.cli.tests.houses import DIVISIONS, UNITS, House, event, terms

ROWS = 100_000
PATIENCE = 120


@pytest.fixture
def busy(tmp_path):
    """A house with divisions, and a register of 100,000 rows that is about to be imported."""
    with houses.opened(tmp_path) as house:
        assert house.run("import", "divisions", house.written("divisions.csv", DIVISIONS)).code == 0
        header = UNITS.splitlines()[0]
        rows = (f"E{at:06},企业{at},enterprise,mining,140105001000,,,2010-01-01,," for at in range(ROWS))
        yield house, house.written("many.csv", "\n".join([header, *rows]) + "\n")


def wait_until_it_writes(house: House) -> None:
    """Until the import's transaction has begun and has had time to put rows into it."""
    locked = _rows_are_copied if "DATABASE_URL" in house.environment else _write_lock_is_held
    deadline = time.monotonic() + PATIENCE
    while not locked(house):
        assert time.monotonic() < deadline, "the import never began to write"
        time.sleep(0.01)


def _write_lock_is_held(house: House) -> bool:
    with sqlite3.connect(house.folder / "chizi.sqlite3", timeout=0, isolation_level=None) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        other.execute("ROLLBACK")
    return False


def _rows_are_copied(house: House) -> bool:
    import psycopg

    with psycopg.connect(house.environment["DATABASE_URL"], autocommit=True) as other:
        found = other.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND state IN ('active', 'idle in transaction')"
        ).fetchone()
    return bool(found and found[0])


def stopped(house: House, file: str, stop: Callable[..., None]) -> tuple[int, str]:
    """Import, stop in the middle, and say how the process ended."""
    house.close_worker()
    process = house.start("import", "units", file)
    wait_until_it_writes(house)
    time.sleep(0.5)
    assert process.poll() is None, "too late: the import was over already"
    stop(process)
    _, err = process.communicate(timeout=PATIENCE)
    return process.returncode, err.decode()


def nothing_was_left(house: House, file: str) -> None:
    """The register, the counters and the journal are as before; the whole import then works at once."""
    sound = house.run("doctor", "--json").data
    states = {check["check"]: check["state"] for check in sound["checks"]}
    assert (states["counts"], states["register"], states["stores.files"]) == ("good", "good", "good")
    journal = house.run("journal", "verify", "--json").data
    assert (journal["intact"], journal["entries"]) == (True, 1)
    again = house.run("import", "units", file, "--json").data
    assert (again["accepted"], again["stored"], again["counts"]) == (ROWS, True, {"replaced": 0})


def test_a_kill_in_the_middle_of_100_000_rows_leaves_nothing(busy):
    house, file = busy
    code, _ = stopped(house, file, lambda process: process.kill())
    assert code == -signal.SIGKILL
    nothing_was_left(house, file)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_ctrl_c_and_term_say_that_nothing_was_left_half_done(busy, number, code):
    house, file = busy
    ended, said = stopped(house, file, lambda process: process.send_signal(number))
    assert ended == code
    assert "Nothing was left half-done" in said
    assert "Traceback" not in said
    assert house.run("journal", "verify", "--json").data["entries"] == 1


def test_a_kill_while_facts_are_stored_leaves_no_delivery(tmp_path):
    with houses.opened(tmp_path) as house:
        assert house.run("import", "divisions", house.written("divisions.csv", DIVISIONS)).code == 0
        file = house.facts("many.csv", [event("case", f"K{at}") for at in range(50_000)])
        wish = ("import", "facts", file, *terms("police", "case"))
        house.close_worker()
        process = house.start(*wish)
        deadline = time.monotonic() + PATIENCE
        while not [path for path in house.folder.glob("facts/**/*") if path.is_file()]:
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < deadline, "the rows were never stored"
        process.kill()
        process.communicate(timeout=PATIENCE)
        assert house.run("journal", "verify", "--json").data["entries"] == 1
        again = house.run(*wish, "--json").data
        assert (again["repeated"], again["accepted"]) == (False, 50_000)
        states = {check["check"]: check["state"] for check in house.run("doctor", "--json").data["checks"]}
        assert states["stores.files"] == "good"
