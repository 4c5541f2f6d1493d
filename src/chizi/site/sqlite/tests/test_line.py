"""Writers on SQLite stand in line: nobody is passed over, and the line is never what keeps somebody from writing."""

import fcntl
import os
import sqlite3
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from chizi.site.sqlite import base

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has many writers"),
]


def _file() -> str:
    return f"{connection.settings_dict['NAME']}-turn"


def _is_taken() -> bool:
    place = os.open(_file(), os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(place)
    return False


def test_a_transaction_holds_the_place_from_its_beginning_to_its_end():
    with transaction.atomic():
        assert _is_taken()
        with transaction.atomic():
            pass
        assert _is_taken(), "a savepoint ends no turn"
    assert not _is_taken()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError
    assert not _is_taken()


def test_a_connection_that_is_lost_gives_its_place_back():
    connection.ensure_connection()
    connection._take_turn()
    assert _is_taken()
    connection.close()
    assert not _is_taken()


def test_who_writes_without_a_pause_lets_another_in():
    done, rounds, most = Event(), 0, 3000

    def other() -> None:
        for _ in range(5):
            with transaction.atomic():
                pass
        done.set()
        connection.close()

    thread = Thread(target=other)
    with transaction.atomic():
        thread.start()
    while not done.is_set() and rounds < most:
        with transaction.atomic():
            rounds += 1
    thread.join(timeout=30)
    assert done.is_set()
    assert rounds < most


def test_a_crowd_writes_and_nobody_is_turned_away():
    faults: list[Exception] = []

    def one() -> None:
        try:
            for _ in range(20):
                with transaction.atomic():
                    pass
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    people = [Thread(target=one) for _ in range(8)]
    for thread in people:
        thread.start()
    for thread in people:
        thread.join(timeout=60)
    assert faults == []


def test_without_a_place_one_writes_as_before(monkeypatch):
    def refused(*_args, **_more):
        raise PermissionError("not yours")

    monkeypatch.setattr(base.os, "open", refused)
    with transaction.atomic():
        assert connection.in_atomic_block


def test_after_its_patience_one_goes_on_without_the_line(monkeypatch):
    monkeypatch.setattr(base, "PATIENCE", 0.05)
    place = os.open(_file(), os.O_RDWR | os.O_CREAT)
    fcntl.flock(place, fcntl.LOCK_EX)
    try:
        with transaction.atomic():
            assert connection.in_atomic_block
    finally:
        os.close(place)


def test_a_database_that_is_locked_past_the_line_gives_the_place_back(monkeypatch):
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.05)
    connection.close()
    stranger = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(Exception, match="locked"), transaction.atomic():
            pass
        assert not _is_taken()
    finally:
        stranger.close()
        connection.close()
