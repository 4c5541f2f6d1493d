"""Running the jobs of `ticking`: one process at a time, and the fault of one job stops no other.

`python -m chizi.site.ticker` runs them every minute until it is told to end; `chizi serve` starts it beside the web
server, and a systemd timer may call `chizi tick` instead. Whoever comes while another is at work goes away again.
"""

import fcntl
import json
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

INTERVAL = 60.0  # seconds from one start to the next
LOCK, STATE = "tick.lock", "tick.json"
NUMBER = 770201  # of the advisory lock on PostgreSQL
log = logging.getLogger("chizi.tick")


@dataclass(frozen=True)
class Ticked:
    """What one round did: a count for each job that ended well, the kind of error for each that did not."""

    at: str
    seconds: float
    done: dict[str, int]
    failed: dict[str, str]


def run_jobs(now: datetime) -> Ticked | None:
    """Run every job that is due; None while another process does so. Never raises because of a job."""
    from django.conf import settings

    from chizi.site.starting.zone import use_office_zone

    folder = Path(settings.DATA)
    with _alone(folder) as ours:
        if not ours:
            return None
        use_office_zone()
        began, done, failed = time.monotonic(), {}, {}
        for name, job in _jobs().items():
            try:
                done[name] = job(now)
            except Exception as fault:  # the next job has a right to run
                log.exception("job %s failed", name)
                failed[name] = type(fault).__name__
                _forget_connection()
        ticked = Ticked(now.isoformat(), round(time.monotonic() - began, 3), done, failed)
        _keep(folder, ticked)
        return ticked


def last_tick() -> Ticked | None:
    """The round that ended last on this machine; None before the first."""
    from django.conf import settings

    try:
        return Ticked(**json.loads((Path(settings.DATA) / STATE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def tick_age(now: datetime) -> float | None:
    """Seconds since the last round began; None before the first."""
    last = last_tick()
    return (now - datetime.fromisoformat(last.at)).total_seconds() if last else None


def _jobs() -> dict[str, Callable[[datetime], int]]:
    from chizi.site.ticking import JOBS

    return JOBS


def _forget_connection() -> None:
    from django.db import connection

    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()


def _keep(folder: Path, ticked: Ticked) -> None:
    draft = folder / f".{STATE}"
    try:
        draft.write_text(json.dumps(asdict(ticked)), "utf-8")
        os.replace(draft, folder / STATE)
    except OSError:  # a full disk: the jobs themselves have run
        log.exception("the state of the jobs could not be kept")


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Whether nobody else runs the jobs: by file on this machine, by the database across machines."""
    from django.db import connection

    with open(folder / LOCK, "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        if connection.vendor != "postgresql":
            yield True
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [NUMBER])
            ours = bool((cursor.fetchone() or [False])[0])
        try:
            yield ours
        finally:
            if ours and connection.is_usable():
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [NUMBER])


def main() -> int:
    """Run the jobs now and every minute, until TERM or Ctrl-C; a round that is under way is finished first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chizi.site.settings")
    import django
    from django.db import DatabaseError, connections

    asked = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked.set())
    django.setup()
    while not asked.is_set():
        began = time.monotonic()
        try:
            run_jobs(datetime.now(UTC))
        except (DatabaseError, OSError):  # the lock itself could not be had; the next round tries again
            log.exception("a round of jobs could not begin")
        connections.close_all()
        asked.wait(max(1.0, INTERVAL - (time.monotonic() - began)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
