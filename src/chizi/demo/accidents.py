"""Accidents: near misses and damage to things break nothing; somebody hurt or dead does."""

import numpy as np

from chizi.demo import rules
from chizi.demo.events import (
    DAY,
    HOUR,
    NO,
    NONE,
    NUMBER,
    UNDECIDED,
    UNFOUNDED,
    WITHDRAWN,
    Events,
    draw_choice,
    draw_moments,
    months_of,
    quiet_units,
)
from chizi.demo.hazards import Subjects
from chizi.yardstick.schemas import Subtype

AT_PLACES = {Subtype.TRAFFIC: 0.5, Subtype.FIRE: 0.2, Subtype.OTHER_SAFETY: 0.3}
AT_WORKPLACES = {
    Subtype.WORK_SAFETY: 0.6,
    Subtype.TRAFFIC: 0.16,
    Subtype.FIRE: 0.1,
    Subtype.OTHER_SAFETY: 0.14,
}
QUIET = {Subtype.NEAR_MISS: 0.7, Subtype.WORK_SAFETY: 0.14, Subtype.TRAFFIC: 0.1, Subtype.FIRE: 0.06}
CHANGE = {2019: 0.92, 2020: 1.0}
ANOTHER_DEATH = 0.15
"""The chance that a fatal accident of 2020 takes one more life; and after it, one more again."""


def harmful_accidents(
    rng: np.random.Generator, units: np.ndarray, family: int, year: int
) -> tuple[Events, np.ndarray]:
    """One accident with people hurt at each of ``units``, and which of them are fatal; deaths are given later."""
    size = len(units)
    subtype = draw_choice(rng, size, AT_PLACES if family == rules.PLACES else AT_WORKPLACES)
    events = _happened(rng, units, draw_moments(rng, months_of(year), size), subtype)
    fatal = rng.random(size) < rules.BREAKS[family].fatal
    events.injuries = np.where(fatal, rng.poisson(0.4, size), 1 + rng.poisson(0.3, size)).astype(np.int16)
    events.attributed[rng.random(size) < rules.UNDECIDED] = UNDECIDED
    return events, fatal


def quiet_accidents(rng: np.random.Generator, subjects: Subjects, year: int) -> Events:
    """Near misses, damage without casualties, and what the unit does not answer for or did not happen so."""
    rates = (rules.QUIET[family].accident * CHANGE[year] for family in (rules.PLACES, rules.WORKPLACES))
    units = quiet_units(rng, subjects, *rates)
    size = len(units)
    events = _happened(rng, units, draw_moments(rng, months_of(year), size), draw_choice(rng, size, QUIET))
    serious = (rng.random(size) < 0.1) & (events.subtype != NUMBER[Subtype.NEAR_MISS])
    events.injuries[serious] = 1
    fate = rng.random(size)
    events.attributed[serious] = NO
    events.attributed[~serious & (fate < 0.1)] = NO
    events.status[serious & (fate < 0.2)] = UNFOUNDED
    events.status[~serious & (fate > 0.98)] = WITHDRAWN
    gone = events.status >= WITHDRAWN
    events.resolved[gone] = NONE
    return events.take(subjects.open_at(units, events.occurred))


def _happened(
    rng: np.random.Generator, units: np.ndarray, moments: np.ndarray, subtype: np.ndarray
) -> Events:
    size = len(units)
    reported = moments + (rng.exponential(3.0, size) * HOUR).astype(np.int64)
    events = Events.plain(units, subtype, moments, reported)
    closed = rng.random(size) < 0.85
    events.settle(closed, reported + ((5 + rng.exponential(25, size)) * DAY).astype(np.int64))
    return events


def give_deaths(
    rng: np.random.Generator, before: Events, after: Events, fatal: tuple[np.ndarray, np.ndarray]
) -> None:
    """Set the deaths of the fatal accidents of 2019 (``before``) and 2020 (``after``).

    Those of 2020 are drawn; 2019 gets as many more or fewer as rules.DEATHS_CHANGE says, spread by chance.
    """
    count = int(fatal[1].sum())
    extra = np.minimum(rng.geometric(1 - ANOTHER_DEATH, count) - 1, 3)
    after.deaths[fatal[1]] = 1 + extra
    deaths = count + int(extra.sum())
    earlier = int(fatal[0].sum())
    more = max(0, round(deaths / (1 + rules.DEATHS_CHANGE)) - earlier)
    if earlier:
        before.deaths[fatal[0]] = 1 + rng.multinomial(more, np.full(earlier, 1 / earlier))
