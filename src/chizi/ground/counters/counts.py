"""Keeping and reading counts. These are parts of other rooms' actions and run in their transactions."""

import json
from collections.abc import Iterable, Mapping

from django.db import connection, transaction

from chizi.ground.counters.models import Counter

BATCH = 300
ON_TOP = "ON CONFLICT (board, key) DO UPDATE SET value = counters_counter.value + excluded.value"
ADD = f"INSERT INTO counters_counter (board, key, value) VALUES %s {ON_TOP}"  # noqa: S608 - only our own words
TOLD = "SELECT %s::text, c.key, c.value::bigint FROM json_each_text(%s::json) AS c(key, value)"  # in the order told
ADD_TOLD = f"INSERT INTO counters_counter (board, key, value) {TOLD} {ON_TOP}"


def add_counts(board: str, changes: Mapping[str, int]) -> None:
    """Add each change (may be negative) to its counter, making those that are not there yet.

    One statement for 300 counters; all writers take them in the same order, or two of them could wait for each other.
    """
    wanted = sorted((key, change) for key, change in changes.items() if change)
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        for at in range(0, len(wanted), BATCH):
            some = wanted[at : at + BATCH]
            if connection.vendor == "postgresql":
                cursor.execute(ADD_TOLD, [board, json.dumps(dict(some))])
            else:
                rows = ", ".join(["(%s, %s, %s)"] * len(some))
                cursor.execute(ADD % rows, [cell for key, change in some for cell in (board, key, change)])


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
