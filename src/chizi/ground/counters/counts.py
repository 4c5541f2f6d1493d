"""Keeping and reading counts. These are parts of other rooms' actions and run in their transactions."""

from collections.abc import Iterable, Mapping

from django.db import connection, transaction
from django.db.models import F

from chizi.ground.counters.models import Counter

BATCH = 300


def add_counts(board: str, changes: Mapping[str, int]) -> None:
    """Add each change (may be negative) to its counter, making those that are not there yet."""
    with transaction.atomic():
        wanted = {key: change for key, change in changes.items() if change}
        rows = [Counter(board=board, key=key, value=0) for key in sorted(wanted)]
        Counter.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
        _lock(board, sorted(wanted))
        by_change: dict[int, list[str]] = {}
        for key, change in sorted(wanted.items()):
            by_change.setdefault(change, []).append(key)
        for change, keys in by_change.items():
            for at in range(0, len(keys), BATCH):
                rows_of_change = Counter.objects.filter(board=board, key__in=keys[at : at + BATCH])
                rows_of_change.update(value=F("value") + change)


def _lock(board: str, keys: list[str]) -> None:
    """Take the rows in one order before they change, or two writers of many counters could wait for each other."""
    if connection.features.has_select_for_update:
        for at in range(0, len(keys), BATCH):
            rows = Counter.objects.filter(board=board, key__in=keys[at : at + BATCH])
            list(rows.select_for_update().order_by("key").values_list("id", flat=True))


def replace_counts(board: str, counts: Mapping[str, int]) -> None:
    """Make the counters of ``board`` exactly ``counts``: the end of a recount."""
    with transaction.atomic():
        Counter.objects.filter(board=board).delete()
        rows = [Counter(board=board, key=key, value=value) for key, value in sorted(counts.items())]
        Counter.objects.bulk_create(rows, batch_size=BATCH)


def read_counts(board: str, keys: Iterable[str]) -> dict[str, int]:
    """The counters under ``keys``; zero for those that are not there. One query."""
    wanted = list(keys)
    found = dict(Counter.objects.filter(board=board, key__in=wanted).values_list("key", "value"))
    return {key: found.get(key, 0) for key in wanted}


def kept_counts(board: str) -> dict[str, int]:
    """Every counter of ``board``: what a recount is compared with. One query."""
    return dict(Counter.objects.filter(board=board).values_list("key", "value"))
