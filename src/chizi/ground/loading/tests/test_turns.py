"""Writes that come together share a transaction, a fault stays with its own, and nobody waits for ever."""

import time
from threading import Thread

import pytest
from django.db import connection, transaction

from chizi.ground.loading import turns

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def table():
    """A table of our own, seen by every thread."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE turns_kept (word varchar(20) NOT NULL)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE turns_kept")


def _kept() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM turns_kept")
        return sorted(word for (word,) in cursor.fetchall())


def _keep(word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO turns_kept (word) VALUES (%s)", [word])


class Unwanted(Exception):
    pass


def _at_once(writes: list) -> list:
    """Do all of them in threads of their own; what each gave or raised, in their order."""
    found: list = [None] * len(writes)

    def one(at: int) -> None:
        try:
            found[at] = turns.together(writes[at])
        except Exception as fault:
            found[at] = fault
        finally:
            connection.close()

    people = [Thread(target=one, args=(at,)) for at in range(len(writes))]
    for thread in people:
        thread.start()
    for thread in people:
        thread.join(timeout=30)
    return found


def _adding(key: str, *, fails: bool = False, slowly: float = 0.0):
    def write() -> str:
        _keep(key)
        time.sleep(slowly)
        if fails:
            raise Unwanted(key)
        return key

    return write


def test_each_gets_its_own_answer_and_everything_is_kept():
    keys = [f"k{at}" for at in range(40)]
    assert _at_once([_adding(key) for key in keys]) == keys
    assert _kept() == sorted(keys)


def test_a_fault_stays_with_the_one_whose_it_is():
    found = _at_once([_adding(f"k{at}", fails=at % 3 == 0, slowly=0.01) for at in range(12)])
    for at, one in enumerate(found):
        assert isinstance(one, Unwanted) if at % 3 == 0 else one == f"k{at}"
    assert _kept() == sorted(f"k{at}" for at in range(12) if at % 3)


def test_those_who_wait_share_one_transaction(monkeypatch):
    crowds: list[int] = []
    real = turns._write_one

    def counted(work, *, alone):
        crowds.append(int(alone))
        real(work, alone=alone)

    monkeypatch.setattr(turns, "_write_one", counted)
    _at_once([_adding(f"k{at}", slowly=0.01) for at in range(12)])
    assert len(crowds) == 12
    assert crowds.count(0) >= 6


def test_what_is_to_be_done_once_is_done_once_a_transaction_with_what_the_good_ones_gave():
    told: list[list[str]] = []

    def last(answers: list[str]) -> None:
        told.append(answers)
        for answer in answers:
            _keep(f"last {answer}")

    def one(at: int) -> None:
        try:
            turns.together(_adding(f"k{at}", fails=at % 4 == 0, slowly=0.01), key=at, last=last)
        except Unwanted:
            pass
        finally:
            connection.close()

    people = [Thread(target=one, args=(at,)) for at in range(12)]
    for thread in people:
        thread.start()
    for thread in people:
        thread.join(timeout=30)
    good = [f"k{at}" for at in range(12) if at % 4]
    assert sorted(answer for answers in told for answer in answers) == sorted(good)
    assert len(told) < 12
    assert all(answers == sorted(answers, key=lambda one: int(one[1:])) for answers in told), "by their keys"
    assert _kept() == sorted([*good, *(f"last {one}" for one in good)])


def test_when_the_last_step_fails_nobody_has_written():
    def last(answers: list[str]) -> None:
        raise Unwanted("no counters")

    with pytest.raises(Unwanted):
        turns.together(_adding("lost"), last=last)
    assert _kept() == []


def test_a_fault_of_the_whole_is_told_to_everybody(monkeypatch):
    class Full:
        def atomic(self):
            raise Unwanted("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(turns, "transaction", Full())
        found = _at_once([_adding(f"w{at}") for at in range(4)])
    assert [str(one) for one in found] == ["the disk is full"] * 4
    assert _kept() == []


def test_inside_a_transaction_there_is_no_line():
    with transaction.atomic():
        assert turns.together(_adding("inside")) == "inside"
        assert connection.in_atomic_block
