"""The database wrapper that Django looks for under the name of a database engine."""

import fcntl
import os
import time

from django.db.backends.sqlite3 import base

STEP = 0.001  # seconds between two looks
GIVE_WAY = 0.003  # seconds in which everybody who waits has looked
PATIENCE = 10.0  # seconds; then one goes on without the line, and SQLite's own waiting begins


class DatabaseWrapper(base.DatabaseWrapper):
    """Each transaction stands in line for the one place of a writer, across threads and processes.

    SQLite's own waiting sleeps up to a tenth of a second between two tries: where others write without a pause, a
    writer can be passed over until his time is up and is told that the database is locked, and a busy database
    stands idle half of the time. Whoever stands in line looks every millisecond instead, and who comes while others
    wait lets them look first. The line only orders: what keeps writers apart is SQLite's own lock, and who cannot
    stand in line (no right to its files, no room for them) writes as before.

    Two empty files beside the database carry it: who writes has ``-turn`` alone, those who wait share ``-line``.
    """

    _place: int | None = None  # the open file that holds one's turn

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _take_turn(self) -> None:
        self._end_turn()
        if self.is_in_memory_db():
            return
        try:
            self._place = _opened(f"{self.settings_dict['NAME']}-turn")
            line = _opened(f"{self.settings_dict['NAME']}-line")
        except OSError:
            return
        try:
            _stand(line, self._place)
        finally:
            _given_back(line)

    def _end_turn(self) -> None:
        place, self._place = self._place, None
        if place is not None:
            _given_back(place)


def _stand(line: int, place: int) -> None:
    """Wait for the place in the line, PATIENCE at the longest."""
    if _locked(line, fcntl.LOCK_EX):  # nobody waits
        if _locked(place, fcntl.LOCK_EX):
            return
    else:
        time.sleep(GIVE_WAY)
    _locked(line, fcntl.LOCK_SH)
    until = time.monotonic() + PATIENCE
    while not _locked(place, fcntl.LOCK_EX) and time.monotonic() < until:
        time.sleep(STEP)


def _opened(name: str) -> int:
    return os.open(name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o660)


def _locked(file: int, how: int) -> bool:
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _given_back(file: int) -> None:
    fcntl.flock(file, fcntl.LOCK_UN)  # closing alone would not do where a forked child has the file too
    os.close(file)
