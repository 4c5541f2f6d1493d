"""Two answers for whoever watches the process."""

from datetime import UTC, datetime

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

from chizi.site import ticker
from chizi.site.keeping.space import space

PLAIN = "text/plain; charset=utf-8"
LATE = 600  # seconds without a round of jobs that deserve a look


def health(request: HttpRequest) -> HttpResponse:
    """The process lives."""
    return HttpResponse("ok\n", content_type=PLAIN)


def ready(request: HttpRequest) -> HttpResponse:
    """503 while the database does not answer, lacks a migration, or nothing more can be stored. Lines after "ready" are
    what deserves a look: a disk that is 70 % full, jobs that have not run for ten minutes."""
    trouble = _database() or _disk()
    if trouble:
        return HttpResponse(trouble + "\n", status=503, content_type=PLAIN)
    return HttpResponse("\n".join(["ready", *_looks(datetime.now(UTC))]) + "\n", content_type=PLAIN)


def _database() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "the database does not answer"
    return "migrations are waiting" if waiting else ""


def _disk() -> str:
    found = space()
    if not found.writable:
        return "the data folder cannot be written"
    return "the disk is full" if found.full else ""


def _looks(now: datetime) -> list[str]:
    found, age = space(), ticker.tick_age(now)
    looks = [f"disk: {found.percent} % full"] if found.tight else []
    if age is not None and age > LATE:
        looks.append(f"jobs: last run {int(age // 60)} minutes ago")
    return looks
