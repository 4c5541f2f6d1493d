"""Petitions: many, most of them settled in time; only those that ran out of time break anything (R-15, R-17)."""

import numpy as np

from chizi.demo import rules
from chizi.demo.events import (
    DAY,
    NO,
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

TERM, LONG_TERM, PROLONGED = 60 * DAY, 90 * DAY, 0.1
"""信访工作条例 art. 34: settled within 60 days, 30 more in intricate matters."""
LATE = 0.45  # the part of overdue petitions that is settled after all
BREAKING = {Subtype.SETTLEMENT_APPEAL: 0.6, Subtype.COMPLAINT: 0.25, Subtype.VISIT: 0.15}
HARMLESS = {
    Subtype.SUGGESTION: 0.3,
    Subtype.MISCONDUCT_REPORT: 0.17,
    Subtype.LEGAL_ROUTE: 0.33,
    Subtype.OUTSIDE_POWER: 0.2,
}
SHARES = {"settled": 0.62, "harmless": 0.26, "withdrawn": 0.03, "unfounded": 0.05, "others": 0.04}
"""What becomes of a petition that breaks nothing; "others": overdue, but the unit does not answer for it."""


def overdue_petitions(rng: np.random.Generator, units: np.ndarray, year: int) -> Events:
    """One petition for each of ``units`` whose time ran out in ``year``, never settled or settled late."""
    events = _due(
        rng, units, draw_moments(rng, months_of(year), len(units)), draw_choice(rng, len(units), BREAKING)
    )
    late = rng.random(len(units)) < LATE
    events.settle(late, events.due + 1 + (rng.exponential(35, len(units)) * DAY).astype(np.int64))
    events.attributed[rng.random(len(units)) < rules.UNDECIDED] = UNDECIDED
    return events


def quiet_petitions(rng: np.random.Generator, subjects: Subjects) -> Events:
    """Petitions of two years that break nothing, due from January 2019 to March 2021."""
    per_year = len(months_of(2019, 2020, 2021)) / 12
    rates = (rules.QUIET[rules.PLACES].petition, rules.QUIET[rules.WORKPLACES].petition)
    units = quiet_units(rng, subjects, rates[0] * per_year, rates[1] * per_year)
    size = len(units)
    fate = rng.choice(len(SHARES), size, p=list(SHARES.values()))
    settled, harmless, withdrawn, unfounded, others = (fate == at for at in range(len(SHARES)))
    subtype = np.where(harmless, draw_choice(rng, size, HARMLESS), draw_choice(rng, size, BREAKING))
    events = _due(rng, units, draw_moments(rng, months_of(2019, 2020, 2021), size), subtype)
    span = (events.due - events.reported) // DAY
    moments = events.reported + 1 + (rng.beta(2.0, 1.6, size) * span).astype(np.int64) * DAY
    events.settle(settled | (harmless & (rng.random(size) < 0.9)), moments.clip(None, events.due))
    events.status[withdrawn], events.status[unfounded] = WITHDRAWN, UNFOUNDED
    doubt = rng.random(size)
    events.attributed[doubt < 0.12] = NO
    events.attributed[doubt > 0.95] = UNDECIDED
    events.attributed[others] = NO
    return events.take(subjects.open_at(units, events.occurred))


def _due(rng: np.random.Generator, units: np.ndarray, ends: np.ndarray, subtype: np.ndarray) -> Events:
    """Petitions with these days as their last; the term ends with the last second of its day."""
    size = len(units)
    term = np.where(rng.random(size) < PROLONGED, LONG_TERM, TERM)
    due = ends // DAY * DAY + DAY - 1
    occurred = ends - term
    reported = occurred + (rng.random(size) ** 2 * 2 * DAY).astype(np.int64)
    events = Events.plain(units, subtype, occurred, reported)
    events.due = due
    return events
