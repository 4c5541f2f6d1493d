"""Intervals against tables that others have printed."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chizi.surveys.rules.estimates import (
    ALL_ASKED,
    ALL_SAME,
    STUDENT,
    TOO_FEW,
    WILSON,
    Interval,
    mean,
    share,
    t_quantile,
)

# Two-sided 5 % points of Student's t, as every statistics book prints them.
T_TABLE = {
    1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262, 10: 2.228,
    15: 2.131, 20: 2.086, 25: 2.060, 30: 2.042, 40: 2.021, 60: 2.000, 120: 1.980, 1000: 1.962,
}  # fmt: skip
# (yes, n) -> Wilson's interval without correction for continuity: R. G. Newcombe, Statistics in Medicine 17 (1998),
# table I, method 3.
WILSON_TABLE = {
    (81, 263): (0.2553, 0.3662),
    (15, 148): (0.0624, 0.1605),
    (0, 20): (0.0000, 0.1611),
    (1, 29): (0.0061, 0.1718),
}


def ends(one: Interval) -> tuple[float, float]:
    """Low and high of an interval that has both."""
    assert one.low is not None
    assert one.high is not None
    return one.low, one.high


@pytest.mark.parametrize(("freedom", "printed"), T_TABLE.items())
def test_t_is_the_printed_table(freedom, printed):
    assert t_quantile(freedom) == pytest.approx(printed, abs=0.0006)


def test_t_goes_down_to_the_normal_and_joins_its_own_approximation():
    values = [t_quantile(one) for one in (*range(1, 60), 999, 1000, 1001, 5000)]
    assert values == sorted(values, reverse=True)
    assert t_quantile(1000) == pytest.approx(t_quantile(1001), abs=1e-5)
    with pytest.raises(ValueError, match="0"):
        t_quantile(0)


@pytest.mark.parametrize(("counts", "printed"), WILSON_TABLE.items())
def test_wilson_is_the_printed_table(counts, printed):
    found = share(*counts, None)
    assert (found.low, found.high) == pytest.approx(printed, abs=0.00006)
    assert found.method == WILSON


def test_a_mean_by_hand():
    """1 2 3 4 5: mean 3, s = 1.5811, t(4) = 2.7764, half = 1.9632; of a frame of 10 it is 0.7454 of that."""
    assert mean([1, 2, 3, 4, 5], None).low == pytest.approx(3 - 1.9632, abs=1e-4)
    half = 1.9632 * math.sqrt(5 / 9)
    found = mean([1, 2, 3, 4, 5], 10)
    assert (found.value, found.method) == (3, STUDENT)
    assert (found.low, found.high) == pytest.approx((3 - half, 3 + half), abs=1e-4)


def test_who_asks_everybody_needs_no_interval():
    assert share(3, 8, 8) == share(3, 8, 7)
    assert share(3, 8, 8).method == mean([4, 4], 2).method == ALL_ASKED
    assert share(3, 8, 8).low == share(3, 8, 8).high == 0.375
    assert mean([4], None).method == TOO_FEW
    for nothing in (lambda: share(0, 0, None), lambda: mean([], None)):
        with pytest.raises(ValueError, match="no answers"):
            nothing()


@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(0, 10**6))
def test_a_share_lies_in_its_interval_and_a_frame_narrows_it(counts, more):
    yes, n = counts
    free, bound = share(yes, n, None), share(yes, n, n + more)
    for one in (free, bound):
        low, high = ends(one)
        assert 0 <= low <= one.value <= high <= 1
    assert ends(bound)[1] - ends(bound)[0] <= ends(free)[1] - ends(free)[0] + 1e-9


@given(st.lists(st.integers(1, 5), min_size=2, max_size=80), st.integers(0, 10**6))
def test_a_mean_lies_in_its_interval_and_on_the_scale(values, more):
    free, bound = mean(values, None), mean(values, len(values) + more)
    if len(set(values)) == 1:
        assert (free.low, free.method) == (None, ALL_SAME), "no spread promises no certainty"
        return
    for one in (free, bound):
        low, high = ends(one)
        assert 1 <= low <= one.value <= high <= 5
    assert ends(bound)[1] - ends(bound)[0] <= ends(free)[1] - ends(free)[0] + 1e-9


def test_ninety_five_in_a_hundred_intervals_hold_the_truth():
    """All samples of 12 from a frame with a known share, weighed by how likely they are."""
    frame, holders, n = 60, 21, 12
    covered = 0
    for yes in range(n + 1):
        low, high = ends(share(yes, n, frame))
        if low <= holders / frame <= high:
            covered += math.comb(holders, yes) * math.comb(frame - holders, n - yes)
    assert 0.92 < covered / math.comb(frame, n) < 0.995
