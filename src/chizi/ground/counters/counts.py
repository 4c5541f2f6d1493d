"""Keeping and reading counts. These are parts of other rooms' actions and run in their transactions."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import F

from chizi.ground.counters.models import Counter


def add_counts(board: str, changes: Mapping[str, int]) -> None:
    """Add each change (may be negative) to its counter, making those that are not there yet."""
    with transaction.atomic():
        wanted = {key: change for key, change in changes.items() if change}
        rows = [Counter(board=board, key=key, value=0) for key in sorted(wanted)]
        Counter.objects.bulk_create(rows, ignore_conflicts=True, batch_size=300)
        for key, change in sorted(wanted.items()):
            Counter.objects.filter(board=board, key=key).update(value=F("value") + change)


def replace_counts(board: str, counts: Mapping[str, int]) -> None:
    """Make the counters of ``board`` exactly ``counts``: the end of a recount."""
    with transaction.atomic():
        Counter.objects.filter(board=board).delete()
        rows = [Counter(board=board, key=key, value=value) for key, value in sorted(counts.items())]
        Counter.objects.bulk_create(rows, batch_size=300)


def read_counts(board: str, keys: Iterable[str]) -> dict[str, int]:
    """The counters under ``keys``; zero for those that are not there. One query."""
    wanted = list(keys)
    found = dict(Counter.objects.filter(board=board, key__in=wanted).values_list("key", "value"))
    return {key: found.get(key, 0) for key in wanted}
