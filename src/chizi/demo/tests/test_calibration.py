"""The arithmetic by which the generator finds its level."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chizi.demo.calibration import find_threshold, keep_lowest, lowest_marks, solve_level


@given(st.lists(st.floats(0.01, 20), min_size=1, max_size=50), st.floats(0.001, 0.95))
def test_at_the_solved_level_the_wanted_part_is_expected_to_fail(hazards, failing):
    hazard = np.array(hazards)
    level = solve_level(hazard, failing)
    assert -np.expm1(-level * hazard).mean() == pytest.approx(failing, abs=1e-9)


def test_nothing_needs_to_happen_when_nobody_is_to_fail():
    assert solve_level(np.ones(3), 0.0) == 0.0


marks = st.lists(st.integers(1, 2_000_000), unique=True, min_size=1, max_size=40).map(
    lambda found: [mark / 1_000_000 for mark in found]
)


@given(marks, st.integers(0, 5), st.integers(0, 5), st.data())
def test_below_the_threshold_exactly_as_many_units_fail_as_wanted(found, forced, untouched, data):
    lowest = np.array([-1.0] * forced + found + [np.inf] * untouched)
    failing = data.draw(st.integers(forced, forced + len(found)))
    threshold = find_threshold(lowest, failing)
    if failing == len(lowest):
        assert threshold is None
    else:
        assert int((lowest < threshold).sum()) == failing


@pytest.mark.parametrize("failing", [1, 4])
def test_a_number_that_cannot_be_reached_has_no_threshold(failing):
    assert find_threshold(np.array([-1.0, -1.0, 0.5, np.inf, np.inf]), failing) is None


def test_a_unit_is_counted_once_however_many_events_it_has():
    lowest = lowest_marks(np.array([2, 0, 2, 2]), np.array([0.7, 0.2, 0.1, 1.9]), 4)
    assert lowest.tolist() == [0.2, np.inf, 0.1, np.inf]


@given(marks, st.integers(0, 50))
def test_the_lowest_marks_are_kept(found, count):
    array = np.array(found)
    kept = keep_lowest(array, count)
    assert int(kept.sum()) == min(count, len(array))
    assert not kept.any() or kept.all() or array[kept].max() <= array[~kept].min()
