"""/metrics: figures about the installation in the text format of Prometheus.

Not there unless CHIZI_METRICS_TOKEN is set and the asker brings it. It holds no name, no path and no address, and
nothing about single persons.
"""

import hmac
from collections.abc import Iterator
from datetime import UTC, datetime

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse

import chizi
from chizi.journal.models import Entry
from chizi.site import metering, ticker
from chizi.site.keeping import snapshots
from chizi.site.keeping.saving import MADE
from chizi.site.keeping.space import space

BEARER = "Bearer "
TYPE = "text/plain; version=0.0.4; charset=utf-8"
NEWEST = "SELECT max(id) FROM journal_entry"


def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for who brings the token; for everybody else there is no such page."""
    wanted, given = settings.METRICS_TOKEN, request.headers.get("Authorization", "")
    if not wanted or not hmac.compare_digest(given.encode(), (BEARER + wanted).encode()):
        raise Http404
    lines = [*_of_requests(), *_of_the_house(datetime.now(UTC)), *_of_the_database(datetime.now(UTC))]
    return HttpResponse("\n".join(lines) + "\n", content_type=TYPE)


def _said(name: str, kind: str, meaning: str, *values: str) -> Iterator[str]:
    yield f"# HELP {name} {meaning}"
    yield f"# TYPE {name} {kind}"
    yield from values


def _of_requests() -> Iterator[str]:
    classes, times, seconds = metering.totals()
    name = "chizi_requests_total"
    counts = [f'{name}{{class="{one}"}} {count}' for one, count in classes.items()]
    yield from _said(name, "counter", "Answers by class of status since the server began.", *counts)
    name, reached, buckets = "chizi_request_seconds", 0, []
    for bound, count in zip([*map(str, metering.BOUNDS), "+Inf"], times, strict=True):
        reached += count
        buckets.append(f'{name}_bucket{{le="{bound}"}} {reached}')
    ends = (f"{name}_sum {seconds:.6f}", f"{name}_count {reached}")
    yield from _said(name, "histogram", "Time until an answer was ready, in seconds.", *buckets, *ends)


def _of_the_house(now: datetime) -> Iterator[str]:
    said = f'chizi_info{{version="{chizi.__version__}",database="{snapshots.engine()}"}} 1'
    yield from _said("chizi_info", "gauge", "The version that runs.", said)
    found = space()
    for name, value in (("total", found.total), ("free", found.free)):
        yield from _gauge(f"chizi_disk_{name}_bytes", "The disk under the data folder.", value)
    yield from _gauge("chizi_disk_writable", "1 while the data folder can be written.", int(found.writable))
    last = ticker.last_tick()
    if last is not None:
        age = (now - datetime.fromisoformat(last.at)).total_seconds()
        yield from _gauge("chizi_tick_age_seconds", "Since the jobs that fall due ran last.", age)
        yield from _gauge("chizi_tick_failed_jobs", "Jobs that failed in the last round.", len(last.failed))


def _of_the_database(now: datetime) -> Iterator[str]:
    try:
        size, newest = snapshots.size(), snapshots.value("default", NEWEST) or 0
        backups = Entry.objects.filter(kind=MADE).order_by("-id")
        made = backups.values_list("recorded_at", flat=True).first()
    except DatabaseError:
        yield from _gauge("chizi_database_up", "1 while the database answers.", 0)
        return
    yield from _gauge("chizi_database_up", "1 while the database answers.", 1)
    yield from _gauge("chizi_database_bytes", "Size of the database.", size)
    yield from _gauge("chizi_journal_last_entry", "Number of the newest journal entry.", newest)
    if made is not None:
        age = (now - made).total_seconds()
        yield from _gauge("chizi_backup_age_seconds", "Since the last backup that chizi made.", age)


def _gauge(name: str, meaning: str, value: float) -> Iterator[str]:
    yield from _said(name, "gauge", meaning, f"{name} {value}")
