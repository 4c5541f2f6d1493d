"""A place in the line for SQLite's one writer."""

import fcntl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

STEP = 0.0005
LONGEST = 20.0
_line = threading.Lock()  # of this process: its threads sleep in it, so that only one of them has to look


@contextmanager
def turn() -> Iterator[None]:
    """Stand in line before a transaction of a kind that comes by the hundred a second.

    SQLite's own waiting sleeps up to a tenth of a second between two tries, so that a busy writer stands idle half of
    the time. Here the threads of a process stand behind one another, and the first of each process looks every half
    millisecond whether the line of all processes is free. It only orders: who does not come here waits as before, and
    after twenty seconds one goes on without it. PostgreSQL has many writers and needs none.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    until = time.monotonic() + LONGEST
    first = _line.acquire(timeout=LONGEST)
    try:
        with open(f"{connection.settings_dict['NAME']}-turn", "a") as file:
            while not _taken(file.fileno()) and time.monotonic() < until:
                time.sleep(STEP)
            yield
    finally:
        if first:
            _line.release()


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
