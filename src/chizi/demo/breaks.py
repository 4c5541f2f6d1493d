"""The events that break a zero: drawn by hazard, then just as many kept as the shares of 2020 need."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from chizi.demo import rules
from chizi.demo.accidents import give_deaths, harmful_accidents
from chizi.demo.calibration import POOL, find_threshold, keep_lowest, lowest_marks, solve_level
from chizi.demo.cases import CRIMINAL, breaking_cases
from chizi.demo.events import DAY, YES, Events, draw_moments, draw_units, months_of
from chizi.demo.hazards import Subjects, seconds
from chizi.demo.petitions import overdue_petitions
from chizi.demo.refusals import NoShare
from chizi.yardstick.schemas import Zero

BEFORE, YEAR = rules.YEARS
FAMILIES = (rules.PLACES, rules.WORKPLACES)
MORE_BEFORE = 1.6  # how much larger the pool of 2019 is: every kind of event was more frequent then
CERTAIN = -1.0  # the mark of what happens whatever the threshold
Key = tuple[Zero, int]


DRAWS = 20  # so often a family is drawn before a seed is given up


@dataclass
class Pool:
    """Breaking events of one zero, year and family, more than are needed; ``sort`` tells kinds apart whose
    numbers change differently from year to year (fatal accidents, criminal cases)."""

    events: Events
    marks: np.ndarray
    sort: np.ndarray

    def take(self, chosen: np.ndarray) -> "Pool":
        return Pool(self.events.take(chosen), self.marks[chosen], self.sort[chosen])


def draw_breaks(subjects: Subjects, units: int, seed: int) -> dict[Key, Events]:
    """All breaking events of both years by zero and year. Raises NoShare when a seed cannot do it."""
    rng = np.random.default_rng([seed, 4])
    found: dict[Key, list[Events]] = {(zero, year): [] for zero in Zero for year in rules.YEARS}
    fatal: dict[int, list[np.ndarray]] = {year: [] for year in rules.YEARS}
    for family in FAMILIES:
        kept = _drawn(rng, subjects, family, rules.share_of_size(rules.HIDDEN, units) // 2)
        for key, pool in kept.items():
            found[key].append(pool.events)
        for year in rules.YEARS:
            fatal[year].append(kept[Zero.ACCIDENT, year].sort == 1)
    joined = {key: Events.join(*parts) for key, parts in found.items()}
    deadly = (np.concatenate(fatal[BEFORE]), np.concatenate(fatal[YEAR]))
    give_deaths(rng, joined[Zero.ACCIDENT, BEFORE], joined[Zero.ACCIDENT, YEAR], deadly)
    _hide_some(rng, joined[Zero.ACCIDENT, YEAR], rules.share_of_size(rules.HIDDEN, units) // 2)
    return joined


def _drawn(rng: np.random.Generator, subjects: Subjects, family: int, concealed: int) -> dict[Key, Pool]:
    """The breaking events of a family. In a small province one draw can miss the share; then it is drawn anew."""
    level = _level(subjects, family)
    for _ in range(DRAWS):
        pools = {
            (zero, year): _draw(rng, subjects, family, level, zero, year)
            for zero in Zero
            for year in rules.YEARS
        }
        hidden = _hide(rng, pools[Zero.ACCIDENT, BEFORE], concealed)
        kept = _keep(subjects, family, pools, hidden)
        if kept is not None:
            return kept
    raise NoShare


def _level(subjects: Subjects, family: int) -> float:
    """How often the units of a family must fail in 2020, beside those that cannot be at zero in the zone."""
    judged = (subjects.family == family) & subjects.open_in(YEAR)
    free = judged & ~subjects.missing
    failing = round(judged.sum() * (1 - rules.SHARES[family])) - (judged & subjects.missing).sum()
    return solve_level(_total(subjects, family)[free], failing / free.sum())


def _total(subjects: Subjects, family: int) -> np.ndarray:
    mix = rules.BREAKS[family]
    total: np.ndarray = np.array([mix.petition, mix.accident, mix.case]) @ subjects.hazard
    return total


def _draw(
    rng: np.random.Generator, subjects: Subjects, family: int, level: float, zero: Zero, year: int
) -> Pool:
    mix = rules.BREAKS[family]
    part = {Zero.PETITION: mix.petition, Zero.ACCIDENT: mix.accident, Zero.CASE: mix.case}[zero]
    weights = np.where(subjects.family == family, subjects.hazard[list(Zero).index(zero)], 0.0)
    size = POOL * level * part * float(weights.sum()) * (1.0 if year == YEAR else MORE_BEFORE)
    units = draw_units(rng, weights, int(rng.poisson(size)))
    sort = np.zeros(len(units), np.int8)
    if zero is Zero.PETITION:
        events = overdue_petitions(rng, units, year)
    elif zero is Zero.ACCIDENT:
        events, fatal = harmful_accidents(rng, units, family, year)
        sort = fatal.astype(np.int8)
    else:
        events = breaking_cases(rng, units, year)
        sort = (events.subtype == CRIMINAL).astype(np.int8)
    pool = Pool(events, rng.random(len(units)) * POOL, sort)
    there = subjects.open_at(events.unit, events.occurred)
    if (zero, year) == (Zero.CASE, YEAR):
        there &= ~(subjects.missing[events.unit] & (events.occurred >= seconds(f"{YEAR}-12-01")))
    return pool.take(there)


def _hide(rng: np.random.Generator, pool: Pool, count: int) -> np.ndarray:
    """Let a few accidents of 2019 be concealed until 2020; they happen in any case. Returns their units."""
    chosen = np.argsort(pool.marks, kind="stable")[: max(1, count)]
    pool.marks[chosen] = CERTAIN
    pool.events.attributed[chosen] = YES
    months = {key: weight for key, weight in months_of(YEAR).items() if 3 <= key[1] <= 8}
    pool.events.found[chosen] = draw_moments(rng, months, len(chosen))
    return pool.events.unit[chosen]


def _hide_some(rng: np.random.Generator, events: Events, count: int) -> None:
    """Let a few accidents of 2020 be found out some weeks later."""
    early = np.flatnonzero((events.occurred < seconds(f"{YEAR}-10-01")) & (events.attributed == YES))
    chosen = rng.permutation(early)[:count]
    events.found[chosen] = events.reported[chosen] + rng.integers(20, 80, len(chosen)) * DAY


def _keep(
    subjects: Subjects, family: int, pools: dict[Key, Pool], hidden: np.ndarray
) -> dict[Key, Pool] | None:
    judged = (subjects.family == family) & subjects.open_in(YEAR)
    units = np.concatenate([pools[zero, YEAR].events.unit for zero in Zero])
    marks = np.concatenate([pools[zero, YEAR].marks for zero in Zero])
    lowest = lowest_marks(units, marks, len(subjects))
    lowest[hidden] = lowest[subjects.missing] = CERTAIN
    failing = round(judged.sum() * (1 - rules.SHARES[family]))
    threshold = find_threshold(lowest[judged], failing)
    if threshold is None:
        return None
    kept: dict[Key, Pool] = {}
    for zero in Zero:
        after = pools[zero, YEAR].take(pools[zero, YEAR].marks < threshold)
        kept[zero, YEAR] = after
        kept[zero, BEFORE] = _as_many(pools[zero, BEFORE], after, _change(zero))
    return kept


def _change(zero: Zero) -> Callable[[int], float]:
    changes = {
        Zero.PETITION: (rules.OVERDUE_CHANGE, rules.OVERDUE_CHANGE),
        Zero.ACCIDENT: (rules.HURT_CHANGE, rules.FATAL_CHANGE),
        Zero.CASE: (rules.PUBLIC_ORDER_CHANGE, rules.CRIMINAL_CHANGE),
    }[zero]
    return lambda sort: changes[sort]


def _as_many(before: Pool, after: Pool, change: Callable[[int], float]) -> Pool:
    """Of the pool of 2019 as many of each sort as the change to 2020 says, and what happens in any case."""
    kept = before.marks == CERTAIN
    for sort in (0, 1):
        own = np.flatnonzero(before.sort == sort)
        count = round(int((after.sort == sort).sum()) / (1 + change(sort)))
        kept[own[keep_lowest(before.marks[own], count)]] = True
    return before.take(kept)
