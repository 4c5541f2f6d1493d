"""The counts of learning, kept in the transaction of whatever changes an outcome, so that no board counts rows.

Board "learn", keys "<figure>|<place>": place is "0" (everybody), "r<region id>" (city, county) or "p<party id>";
figures are
done:<item id>      people who have done what the item asks
met:<objective id>  people who have shown that they have mastered it
reflected, applied, acted    outcomes of this kind that are not voided; what was read or answered is no result of a
                             party and has none
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Protocol

from django.db.models import Count

from chizi.ground.counters.counts import add_counts, kept_counts, read_counts, replace_counts
from chizi.learn.models import ItemState, Mastery, Outcome
from chizi.learn.rules.outcomes import COUNTED

BOARD = "learn"
WHOLE = "0"
Counts = Counter[str]


def party_place(party_id: int) -> str:
    """The place of a party in the keys."""
    return f"p{party_id}"


def region_place(region_id: int) -> str:
    """The place of a city or county in the keys."""
    return f"r{region_id}"


def done_key(item_id: int, place: str) -> str:
    """Under what the people who have done an item are counted."""
    return f"done:{item_id}|{place}"


def met_key(objective_id: int, place: str) -> str:
    """Under what the people who have mastered an objective are counted."""
    return f"met:{objective_id}|{place}"


def kind_key(kind: str, place: str) -> str:
    """Under what outcomes of a counted kind are counted."""
    return f"{kind}|{place}"


class Counted(Protocol):
    """A party, or what stands for one: where it is."""

    @property
    def id(self) -> int: ...
    @property
    def city_id(self) -> int | None: ...
    @property
    def county_id(self) -> int | None: ...


def places_of(party: Counted | None) -> tuple[str, ...]:
    """Where an outcome of somebody of this party counts."""
    return places_at(party.id, party.city_id, party.county_id) if party is not None else (WHOLE,)


def places_at(party: int | None, city: int | None, county: int | None) -> tuple[str, ...]:
    """The same for a party by its number and place; None: of no party."""
    own = (party_place(party),) if party is not None else ()
    return (WHOLE, *own, *(region_place(one) for one in (city, county) if one is not None))


def change(counts: dict[str, int]) -> None:
    """Add what has changed; part of an action."""
    if any(counts.values()):
        add_counts(BOARD, counts)


def done_counts(item_ids: Iterable[int], place: str) -> dict[int, int]:
    """People who have done each item at a place; one query."""
    keys = {done_key(one, place): one for one in item_ids}
    return {keys[key]: value for key, value in read_counts(BOARD, keys).items()}


def done_at(item_ids: Iterable[int], places: Iterable[str]) -> dict[tuple[int, str], int]:
    """The same for several places at once; one query."""
    keys = {done_key(one, place): (one, place) for one in item_ids for place in places}
    return {keys[key]: value for key, value in read_counts(BOARD, keys).items()}


def met_counts(objective_ids: Iterable[int], place: str) -> dict[int, int]:
    """People who have mastered each objective at a place; one query."""
    keys = {met_key(one, place): one for one in objective_ids}
    return {keys[key]: value for key, value in read_counts(BOARD, keys).items()}


def kind_counts(place: str) -> dict[str, int]:
    """Outcomes of each counted kind at a place; one query."""
    keys = {kind_key(one.value, place): one.value for one in COUNTED}
    return {keys[key]: value for key, value in read_counts(BOARD, keys).items()}


def counted() -> Counts:
    """Every counter as the rows say it; nothing is written."""
    found: Counts = Counter()
    by = ("party_id", "party__city_id", "party__county_id")
    done = ItemState.objects.order_by().values_list("item_id", *by).annotate(count=Count("id"))
    met = Mastery.objects.filter(met=True).order_by()
    met = met.values_list("objective_id", *by).annotate(count=Count("id"))
    kinds = Outcome.objects.filter(kind__in=[one.value for one in COUNTED], voided_at=None).order_by()
    kinds = kinds.values_list("kind", *by).annotate(count=Count("id"))
    figures: tuple[tuple[str, Any], ...] = (("done:", done), ("met:", met), ("", kinds))
    for figure, rows in figures:
        for what, party, city, county, count in rows.iterator():
            for place in places_at(party, city, county):
                found[f"{figure}{what}|{place}"] += count
    return found


def recount() -> None:
    """Make every counter anew from the rows: at night, after a restore, or when something has drifted."""
    replace_counts(BOARD, counted())


def drifted() -> list[tuple[str, int, int]]:
    """(key, kept, counted anew) of every counter that differs from its rows; nothing is written."""
    counts, kept = counted(), kept_counts(BOARD)
    keys = sorted(counts.keys() | kept.keys())
    return [(key, kept.get(key, 0), counts[key]) for key in keys if kept.get(key, 0) != counts[key]]
