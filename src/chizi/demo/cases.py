"""Cases: small matters of public order and what is laid at nobody's door break nothing."""

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
    draw_moments,
    months_of,
    quiet_units,
)
from chizi.demo.hazards import Subjects
from chizi.yardstick.schemas import Subtype

CRIMINAL, PUBLIC_ORDER = NUMBER[Subtype.CRIMINAL], NUMBER[Subtype.PUBLIC_ORDER]
CRIMINAL_PART = 0.72  # of the cases that break; the rest are public-order cases of great influence
GREAT, GRAVE = 3, 4  # severities from which a public-order case breaks the zero
CHANGES = {CRIMINAL: rules.CRIMINAL_CHANGE, PUBLIC_ORDER: rules.PUBLIC_ORDER_CHANGE}


def breaking_cases(rng: np.random.Generator, units: np.ndarray, year: int) -> Events:
    """One case for each of ``units`` that breaks its zero: criminal, or public-order of great influence."""
    size = len(units)
    criminal = rng.random(size) < CRIMINAL_PART
    events = _known(rng, units, year, np.where(criminal, CRIMINAL, PUBLIC_ORDER))
    grave = rng.random(size) < 0.08
    slight = np.where(rng.random(size) < 0.5, 1, 2)
    events.severity = np.where(grave, GRAVE, np.where(criminal, slight, GREAT)).astype(np.int16)
    events.attributed[rng.random(size) < rules.UNDECIDED] = UNDECIDED
    return events


def quiet_cases(rng: np.random.Generator, subjects: Subjects, year: int, subtype: int) -> Events:
    """Cases of one subtype that break nothing: in 2019 as many more as rules.CHANGES of the subtype says."""
    column = "criminal" if subtype == CRIMINAL else "public_order"
    scale = 1.0 if year == rules.YEARS[1] else 1 / (1 + CHANGES[subtype])
    rates = (getattr(rules.QUIET[family], column) * scale for family in (rules.PLACES, rules.WORKPLACES))
    units = quiet_units(rng, subjects, *rates)
    size = len(units)
    events = _known(rng, units, year, np.full(size, subtype))
    fate = rng.random(size)
    events.severity = np.where(rng.random(size) < 0.7, 1, 2).astype(np.int16)
    if subtype == CRIMINAL:
        events.attributed[:] = NO
        void = fate < 0.12
    else:
        heavy = fate < 0.04
        events.severity[heavy] = GREAT
        events.attributed[heavy | (fate > 0.6)] = NO
        events.attributed[(fate > 0.04) & (fate < 0.06)] = UNDECIDED
        void = rng.random(size) < 0.05
    events.status[void] = np.where(rng.random(int(void.sum())) < 0.5, WITHDRAWN, UNFOUNDED)
    events.resolved[void] = NONE
    return events.take(subjects.open_at(units, events.occurred))


def _known(rng: np.random.Generator, units: np.ndarray, year: int, subtype: np.ndarray) -> Events:
    size = len(units)
    occurred = draw_moments(rng, months_of(year), size)
    reported = occurred + (rng.exponential(9.0, size) * HOUR).astype(np.int64)
    events = Events.plain(units, subtype, occurred, reported)
    settled = rng.random(size) < 0.7
    events.settle(settled, reported + ((3 + rng.exponential(30, size)) * DAY).astype(np.int64))
    return events
