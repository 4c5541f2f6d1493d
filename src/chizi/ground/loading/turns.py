"""One transaction for all who have something to write at the same moment."""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection, transaction

STEP = 0.0005
LONGEST = 20.0
MOST = 16  # in one transaction, so that the first does not wait for a crowd

Answer = TypeVar("Answer")
# Writers a process. The processes stand in line among themselves: site.sqlite; PostgreSQL has many writers.
LANES = {"sqlite": threading.BoundedSemaphore(1), "postgresql": threading.BoundedSemaphore(2)}
_waiting: deque["_Work"] = deque()


class _Work:
    """What one thread wants to have written, and what came of it."""

    def __init__(self, write: Callable[[], Any], key: int, last: Callable[[list[Any]], None] | None) -> None:
        self.write, self.key, self.last = write, key, last
        self.done = False
        self.answer: Any = None
        self.fault: BaseException | None = None

    def told(self) -> Any:
        if self.fault is not None:
            raise self.fault
        return self.answer


def together(
    write: Callable[[], Answer], *, key: int = 0, last: Callable[[list[Answer]], None] | None = None
) -> Answer:
    """Do ``write`` in a transaction, and give what it gives once that is safely on the disk.

    For writes that come by the hundred a second: those that wait in one process go into one transaction, each in a
    savepoint of its own, so that they share the wait for the disk (group commit); a fault stays with the one whose
    it is. ``last`` is done once for all of them, with what each gave: what everybody has to write to, such as
    counters, is then held for a moment only. Whatever ``write`` locks it locks under ``key``, and the transaction
    takes them by their keys: two processes cannot wait for each other. ``write`` runs in whichever thread is first in
    the line: it may use the database and what it was given, not the language or the request of its thread.
    """
    work = _Work(write, key, last)
    if connection.in_atomic_block:
        _write_all([work])
    else:
        _waiting.append(work)
        line = LANES[connection.vendor]
        first = line.acquire(timeout=LONGEST)
        try:
            if not work.done:
                _write_all(_those_who_wait(work))
        finally:
            if first:
                line.release()
        while not work.done:  # another took it while this thread gave up waiting in the line
            time.sleep(STEP)
    answer: Answer = work.told()
    return answer


def _those_who_wait(own: _Work) -> list[_Work]:
    """One's own work and what else waits, by their keys; nothing where another has taken one's own."""
    try:
        _waiting.remove(own)
    except ValueError:
        return []
    works = [own]
    while _waiting and len(works) < MOST:
        try:
            works.append(_waiting.popleft())
        except IndexError:
            break
    return sorted(works, key=lambda one: one.key)


def _write_all(works: list[_Work]) -> None:
    """A fault of the whole, such as a full disk, is everybody's."""
    try:
        with transaction.atomic():
            for work in works:
                _write_one(work, alone=len(works) == 1)
            for last in {work.last for work in works if work.last is not None}:
                last([work.answer for work in works if work.last is last and work.fault is None])
    except BaseException as fault:
        for work in works:
            work.fault = work.fault or fault
        if not isinstance(fault, Exception):
            raise
    finally:
        for work in works:
            work.done = True


def _write_one(work: _Work, *, alone: bool) -> None:
    if alone:
        work.answer = work.write()
        return
    try:
        with transaction.atomic():
            work.answer = work.write()
    except Exception as fault:
        work.fault = fault
