"""The nightly recount, which proves the maintained counters."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from chizi.ground.counters.counts import kept_counts, replace_counts
from chizi.journal.actions import record_entry
from chizi.matters.actions.writing import BOARD, places_of, standing
from chizi.matters.models import Matter
from chizi.matters.queries.standing import kind_of
from chizi.matters.rules.matters import shifted
from chizi.org.abilities import Actor
from chizi.org.models import Person
from chizi.org.refusals import NotAllowed


@dataclass(frozen=True)
class Recount:
    """How many matters were counted, and which counters were wrong: key, kept, counted."""

    matters: int
    wrong: tuple[tuple[str, int, int], ...]


def counted_anew() -> tuple[int, Counter[str]]:
    """How many matters there are, and what every counter must be."""
    counts: Counter[str] = Counter()
    number = 0
    rows = Matter.objects.select_related("party", "city", "county", "town").order_by("id")
    for matter in rows.iterator(chunk_size=1000):
        number += 1
        counts.update(shifted(None, standing(kind_of(matter), matter), places_of(matter)))
    return number, counts


def drifted(counts: Counter[str]) -> tuple[tuple[str, int, int], ...]:
    """(key, kept, counted anew) of every counter that is not what it must be, also of those that must be gone."""
    kept = kept_counts(BOARD)
    keys = sorted(kept.keys() | counts.keys())
    return tuple((key, kept.get(key, 0), counts[key]) for key in keys if kept.get(key, 0) != counts[key])


@transaction.atomic
def recount_matters(*, actor: Actor, now: datetime) -> Recount:
    """Count every matter anew, put right what is wrong, and say in the journal what that was.

    The timer's own, in the name of the machine. Raises NotAllowed for a person.
    """
    if isinstance(actor, Person):
        raise NotAllowed
    number, counts = counted_anew()
    wrong = drifted(counts)
    if wrong:
        replace_counts(BOARD, counts)
    content = {"matters": number, "wrong": len(wrong)}
    record_entry(actor=actor.ref, now=now, kind="matters.recounted", object="matters", content=content)
    return Recount(number, wrong)
