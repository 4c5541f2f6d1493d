"""A place in the line for SQLite's one writer."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

STEP = 0.0005
LONGEST = 20.0


@contextmanager
def turn() -> Iterator[None]:
    """Stand in line before a transaction of a kind that comes by the hundred a second.

    SQLite's own waiting sleeps up to a tenth of a second between two tries, so that a busy writer stands idle half of
    the time. Whoever comes here looks every half millisecond instead. It only orders: who does not come here waits as
    before, and after twenty seconds one goes on without it. PostgreSQL has many writers and needs none.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
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
