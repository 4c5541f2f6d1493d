"""One after the other, and nobody waits for ever."""

import time
from threading import Thread

import pytest
from django.db import connection, transaction

from chizi.ground.loading import turns

pytestmark = pytest.mark.django_db(transaction=True)


def _work(log: list[tuple[str, int]], number: int) -> None:
    with turns.turn():
        log.append(("in", number))
        time.sleep(0.02)
        log.append(("out", number))
    connection.close()


def test_on_sqlite_one_goes_in_when_the_other_is_out():
    log: list[tuple[str, int]] = []
    people = [Thread(target=_work, args=(log, number)) for number in range(4)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert len(log) == 8
    if connection.vendor == "sqlite":
        assert all(log[at] == ("in", log[at + 1][1]) for at in range(0, 8, 2))


def test_who_waited_long_enough_goes_on_without_it(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST", 0.05)
    with turns.turn():
        late = Thread(target=_work, args=([], 1))
        late.start()
        late.join(timeout=5)
    assert not late.is_alive()


def test_inside_a_transaction_there_is_no_line():
    with turns.turn(), transaction.atomic(), turns.turn():
        assert connection.in_atomic_block
