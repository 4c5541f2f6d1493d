"""How much must happen so that the rule, read by the yardstick, gives the shares of rules.SHARES. Pure arithmetic.

First the level is solved for from what the rule means: a unit with hazard h keeps its zeros for a year with
probability exp(-level * h). Then, on the events of this very seed, a threshold is found: twice as many breaking
events as needed are drawn, each with a mark between 0 and 2, and those below the threshold happen. Whoever would not
be at zero in 2020 is counted by units, as the rule counts, never by events.
"""

import numpy as np

POOL = 2.0
"""Marks run from 0 to this; the threshold then lies near 1."""


def solve_level(hazard: np.ndarray, failing: float) -> float:
    """The level at which a part ``failing`` of units with these hazards (1 on average) is expected to fail.

    0 when ``failing`` is not above 0; never beyond what a million-fold level would give.
    """
    low, high = 0.0, 1.0
    while -np.expm1(-high * hazard).mean() < failing and high < 1e6:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        if -np.expm1(-middle * hazard).mean() < failing:
            low = middle
        else:
            high = middle
    return high if failing > 0 else 0.0


def lowest_marks(units: np.ndarray, marks: np.ndarray, size: int) -> np.ndarray:
    """For each of ``size`` units the lowest mark among its events; infinite for a unit without any."""
    lowest = np.full(size, np.inf)
    np.minimum.at(lowest, units, marks)
    return lowest


def find_threshold(lowest: np.ndarray, failing: int) -> float | None:
    """The threshold below which exactly ``failing`` units have an event (ties aside).

    ``lowest`` holds a number below 0 for units that fail whatever happens. None when it cannot be reached.
    """
    if failing < int((lowest < 0).sum()) or failing >= len(lowest):
        return None
    if failing == 0:
        return 0.0
    pair = np.partition(lowest, (failing - 1, failing))[failing - 1 : failing + 1]
    if not np.isfinite(pair[0]):
        return None
    if pair[0] < 0:
        return 0.0
    return float(pair.mean()) if np.isfinite(pair[1]) else float(np.nextafter(pair[0], np.inf))


def keep_lowest(marks: np.ndarray, count: int) -> np.ndarray:
    """A mask of the ``count`` events with the lowest marks (all, when there are not so many)."""
    kept = np.zeros(len(marks), bool)
    kept[np.argsort(marks, kind="stable")[:count]] = True
    return kept
