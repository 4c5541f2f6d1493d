"""Exact fractions; two decimals only for show."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chizi.yardstick.figures import NO_UNITS, REASONS, Change, rate, shown, year_on_year


def test_no_units_is_neither_zero_nor_a_hundred():
    assert rate(0, 0) is None
    assert shown(rate(0, 0)) is None
    assert NO_UNITS in REASONS


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(5903, 10_000), "59.03"),
        (Fraction(1, 3), "33.33"),
        (Fraction(2, 3), "66.67"),
        (Fraction(1, 20_000), "0.01"),
        (Fraction(49_999, 1_000_000_000), "0.00"),
        (Fraction(-1, 20_000), "-0.01"),
        (Fraction(1), "100.00"),
        (Fraction(99_994, 100_000), "99.99"),
        (Fraction(99_995, 100_000), "100.00"),
    ],
)
def test_two_decimals_half_up(value, text):
    assert str(shown(value)) == text


@given(st.fractions(min_value=-2, max_value=2))
def test_what_is_shown_is_never_further_than_half_a_hundredth(value):
    assert abs(Fraction(shown(value)) - value * 100) <= Fraction(1, 200)


def test_rates_change_in_points_and_counts_in_parts():
    assert year_on_year(Fraction(3, 5), Fraction(1, 2)) == Change(Fraction(1, 10))
    assert year_on_year(6, 8) == Change(Fraction(-1, 4))
    assert shown(year_on_year(6, 8).value) == Decimal("-25.00")


def test_without_a_value_there_is_a_reason():
    assert year_on_year(None, 3) == Change(None, "no_current")
    assert year_on_year(3, None) == Change(None, "no_previous")
    assert year_on_year(3, 0) == Change(None, "previous_zero")
    assert year_on_year(Fraction(1, 2), Fraction(0)) == Change(Fraction(1, 2))
    assert {"no_current", "no_previous", "previous_zero"} <= set(REASONS)
