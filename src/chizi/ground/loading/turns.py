"""A place in the line for SQLite's one writer, and one transaction for all who stand there together."""

import fcntl
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connection, transaction

STEP = 0.0005
LONGEST = 20.0
MOST = 16  # in one transaction, so that the first does not wait for a crowd

Answer = TypeVar("Answer")
_line = threading.Lock()  # of this process: its threads sleep in it, so that only one of them has to look
_waiting: deque["_Work"] = deque()


class _Work:
    """What one thread wants to have written, and what came of it."""

    def __init__(self, write: Callable[[], Any]) -> None:
        self.write = write
        self.done = False
        self.answer: Any = None
        self.fault: BaseException | None = None

    def told(self) -> Any:
        if self.fault is not None:
            raise self.fault
        return self.answer


def together(write: Callable[[], Answer]) -> Answer:
    """Do ``write`` in a transaction, and give what it gives once that is safely on the disk.

    For writes that come by the hundred a second. On SQLite those that wait in one process go into one transaction,
    each in a savepoint of its own, so that they share the wait for the disk (group commit); a fault stays with the
    one whose it is. ``write`` runs in whichever thread is first in the line: it may use the database and what it
    was given, not the language or the request of its thread. PostgreSQL has many writers and needs no line; inside
    a transaction there is none either.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            return write()
    work = _Work(write)
    _waiting.append(work)
    first = _line.acquire(timeout=LONGEST)
    try:
        if not work.done:
            _write_all(work)
    finally:
        if first:
            _line.release()
    answer: Answer = work.told()
    return answer


def _write_all(own: _Work) -> None:
    """One's own work and what else waits. A fault of the whole, such as a full disk, is everybody's."""
    try:
        _waiting.remove(own)
    except (
        ValueError
    ):  # another took it while this thread gave up waiting in the line: what it does will be told
        _until_done(own)
        return
    works = [own]
    while _waiting and len(works) < MOST:
        try:
            works.append(_waiting.popleft())
        except IndexError:
            break
    try:
        with _turn(), transaction.atomic():
            for work in works:
                _write_one(work, alone=len(works) == 1)
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


def _until_done(work: _Work) -> None:
    while not work.done:
        time.sleep(STEP)


@contextmanager
def _turn() -> Iterator[None]:
    """Stand in line with the other processes.

    SQLite's own waiting sleeps up to a tenth of a second between two tries, so that a busy writer stands idle half of
    the time; whoever comes here looks every half millisecond. It only orders: who does not come here waits as before,
    and after twenty seconds one goes on without it.
    """
    until = time.monotonic() + LONGEST
    with open(f"{connection.settings_dict['NAME']}-turn", "a") as file:
        while not _taken(file.fileno()) and time.monotonic() < until:
            time.sleep(STEP)
        yield


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
