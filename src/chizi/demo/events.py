"""Events as columns of numbers, and their way into the table that lead departments deliver."""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from chizi.demo import rules
from chizi.demo.hazards import Subjects
from chizi.yardstick.schemas import EventStatus, Subtype, Zero

NONE = np.iinfo(np.int64).min
"""No such instant."""
YES, NO, UNDECIDED = 1, 0, -1
OPEN, RESOLVED, WITHDRAWN, UNFOUNDED = range(4)
STATUS_NAMES = [EventStatus.OPEN, EventStatus.RESOLVED, EventStatus.WITHDRAWN, EventStatus.UNFOUNDED]
SUBTYPE_NAMES = [subtype.value for subtype in Subtype]
NUMBER = {subtype: at for at, subtype in enumerate(Subtype)}
PREFIXES = {Zero.PETITION: "XF", Zero.ACCIDENT: "SG", Zero.CASE: "AJ"}
HOUR, DAY = 3600, 86_400


@dataclass
class Events:
    """One entry an event. Instants are local seconds since 1970 or NONE; ``subtype`` and ``status`` are places in
    SUBTYPE_NAMES and STATUS_NAMES; ``severity`` 0 is none; ``attributed`` is YES, NO or UNDECIDED; ``found`` is
    when its concealment was established."""

    unit: np.ndarray
    subtype: np.ndarray
    occurred: np.ndarray
    reported: np.ndarray
    severity: np.ndarray
    attributed: np.ndarray
    status: np.ndarray
    due: np.ndarray
    resolved: np.ndarray
    deaths: np.ndarray
    injuries: np.ndarray
    found: np.ndarray

    @classmethod
    def plain(cls, unit: np.ndarray, subtype: np.ndarray, occurred: np.ndarray, reported: np.ndarray) -> Self:
        """Open, attributed events of which nothing more is known."""
        size = len(unit)
        none = [np.full(size, NONE) for _ in range(3)]
        small = [np.zeros(size, np.int16) for _ in range(4)]
        return cls(
            *(unit.astype(np.int32), subtype.astype(np.int8), occurred, reported, small[0]),
            *(np.full(size, YES, np.int8), small[1].astype(np.int8), none[0], none[1]),
            *(small[2], small[3], none[2]),
        )

    def __len__(self) -> int:
        return len(self.unit)

    def take(self, chosen: np.ndarray) -> Self:
        """The events at these places, or where this mask is true."""
        return type(self)(*(getattr(self, field.name)[chosen] for field in fields(self)))

    @classmethod
    def join(cls, *parts: "Events") -> Self:
        """All of them, one after another."""
        return cls(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(cls)))

    def settle(self, chosen: np.ndarray, moments: np.ndarray) -> None:
        """Let the chosen events be resolved at these moments (one for each event of all)."""
        self.status[chosen] = RESOLVED
        self.resolved[chosen] = moments[chosen]

    def known_on(self, received: int) -> Self:
        """As the lead department knew them when it sent the file: what was settled later is still open, and a
        concealment that came to light later is not known."""
        later = (self.status == RESOLVED) & (self.resolved >= received)
        copy = self.take(np.arange(len(self)))
        copy.status[later] = OPEN
        copy.resolved[later] = NONE
        copy.found[copy.found >= received] = NONE
        return copy


def number_events(events: Events, zero: Zero, year: int) -> pa.Array:
    """The lead department's own numbers, in the order in which it learnt of the events."""
    order = np.argsort(events.reported, kind="stable")
    serial = np.empty(len(events), np.int64)
    serial[order] = np.arange(1, len(events) + 1)
    digits = pc.utf8_lpad(pa.array(serial).cast(pa.string()), 7, "0")
    return pc.binary_join_element_wise(pa.scalar(f"{PREFIXES[zero]}{year}"), digits, "-")


def event_table(events: Events, ids: pa.Array, zero: Zero, subjects: Subjects) -> pa.Table:
    """The columns of three-zero.md section 1, typed; instants are local wall-clock time."""
    accidents, cases = zero is Zero.ACCIDENT, zero is Zero.CASE
    absent = pa.nulls(len(events), pa.int16())
    return pa.table(
        {
            "event_id": ids,
            "unit_code": subjects.codes.take(pa.array(events.unit)),
            "zero": pa.repeat(pa.scalar(zero.value), len(events)),
            "subtype": pa.array(SUBTYPE_NAMES).take(pa.array(events.subtype)),
            "occurred_at": _instants(events.occurred),
            "reported_at": _instants(events.reported),
            "severity": pa.array(events.severity) if cases else absent,
            "attributed": pa.array(events.attributed == YES, mask=events.attributed == UNDECIDED),
            "status": pa.array([name.value for name in STATUS_NAMES]).take(pa.array(events.status)),
            "due_at": _instants(events.due),
            "resolved_at": _instants(events.resolved),
            "deaths": pa.array(events.deaths) if accidents else absent,
            "injuries": pa.array(events.injuries) if accidents else absent,
            "concealment_found_at": _instants(events.found),
        }
    )


def _instants(moments: np.ndarray) -> pa.Array:
    return pa.array(
        np.where(moments == NONE, 0, moments) * 1_000_000, pa.timestamp("us"), mask=moments == NONE
    )


def draw_units(rng: np.random.Generator, weights: np.ndarray, count: int) -> np.ndarray:
    """``count`` units, each as likely as its weight."""
    steps = np.cumsum(weights)
    drawn: np.ndarray = np.searchsorted(steps, np.sort(rng.random(count)) * steps[-1], side="right")
    return drawn.clip(0, len(weights) - 1)


def draw_moments(rng: np.random.Generator, months: dict[tuple[int, int], float], count: int) -> np.ndarray:
    """``count`` moments over (year, month) keys with these weights: any second of them, more often by day."""
    keys = sorted(months)
    starts = np.array([np.datetime64(f"{y}-{m:02d}", "M") for y, m in keys]).astype("datetime64[D]")
    ends = np.array([np.datetime64(f"{y}-{m:02d}", "M") + 1 for y, m in keys]).astype("datetime64[D]")
    lengths = (ends - starts).astype(np.int64)
    weights = np.array([months[key] for key in keys]) * lengths
    at = rng.choice(len(keys), count, p=weights / weights.sum())
    day = starts.astype(np.int64)[at] + (rng.random(count) * lengths[at]).astype(np.int64)
    moments: np.ndarray = day * DAY + np.minimum((rng.beta(2.2, 1.8, count) * DAY).astype(np.int64), DAY - 1)
    return moments


def months_of(*years: int) -> dict[tuple[int, int], float]:
    """The weights of rules.MONTHS for whole years, months of no weight left out."""
    return {
        (year, month): weight
        for year in years
        for month, weight in enumerate(rules.MONTHS[year], start=1)
        if weight
    }


def draw_choice(rng: np.random.Generator, count: int, shares: dict[Subtype, float]) -> np.ndarray:
    """``count`` subtypes with these shares, as places in SUBTYPE_NAMES."""
    weights = np.array(list(shares.values()))
    drawn = rng.choice(len(weights), count, p=weights / weights.sum())
    return np.array([NUMBER[subtype] for subtype in shares], np.int8)[drawn]


def quiet_units(rng: np.random.Generator, subjects: Subjects, places: float, workplaces: float) -> np.ndarray:
    """The units of events that break nothing: so many per village and per workplace on average."""
    rates = np.array([places, workplaces])
    weights = rates[subjects.family] * subjects.activity
    return draw_units(rng, weights, round(float(weights.sum())))
