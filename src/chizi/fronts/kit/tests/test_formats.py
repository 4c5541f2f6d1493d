"""Numbers and instants as people say them."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.utils.translation import override

from chizi.fronts.kit import formats


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("rate", "shown"),
    [
        (Fraction(1, 3), "33.33"),
        (Fraction(2, 3), "66.67"),
        (Fraction(5903, 10_000), "59.03"),
        (Fraction(59_025, 1_000_000), "5.90"),
        (Fraction(59_035, 1_000_000), "5.90"),
        (Fraction(590_350, 10_000_000), "5.90"),
        (Fraction(59_050, 1_000_000), "5.91"),
        (Fraction(0), "0.00"),
        (Fraction(1), "100.00"),
        (None, "–"),
    ],
)
def test_a_rate_has_two_decimals_rounded_half_up(rate, shown):
    assert formats.percent(rate) == shown


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (Fraction(12, 1000), "+1.20"),
        (Fraction(-12, 1000), "\u22121.20"),
        (Fraction(-1, 20_000), "\u22120.01"),
        (Fraction(1, 100_000), "±0.00"),
        (None, "–"),
    ],
)
def test_a_change_bears_its_sign(change, shown):
    assert formats.points(change) == shown


def test_the_last_second_of_a_day_is_said_as_its_end():
    instant = datetime(2020, 3, 5, 23, 59, 59, 999_999)
    assert formats.instant_text(instant) == "end of March 5, 2020"
    with override("zh-hans"):
        assert formats.instant_text(instant) == "2020年3月5日24时"


def test_midnight_is_a_day_but_as_a_cut_off_the_end_of_the_day_before():
    midnight = datetime(2021, 3, 1)
    assert formats.instant_text(midnight) == "March 1, 2021"
    assert formats.as_of_text(midnight) == "end of Feb. 28, 2021"
    assert formats.as_of_text(datetime(2021, 3, 1, 8, 30)) == "March 1, 2021 08:30"


def test_aware_instants_are_told_in_the_zone_of_the_house():
    assert formats.instant_text(datetime(2020, 12, 31, 16, 30, tzinfo=UTC)) == "Jan. 1, 2021 00:30"


def test_the_exact_value_is_kept_beside_the_spoken_one():
    told = formats.instant_html(datetime(2020, 3, 9, 16, 20, 1))
    assert (
        told == '<time datetime="2020-03-09 16:20:01" title="2020-03-09 16:20:01">March 9, 2020 16:20</time>'
    )
    assert formats.instant_html(date(2020, 3, 9)) == '<time datetime="2020-03-09">March 9, 2020</time>'
    assert formats.instant_html(None) == "–"


def test_periods_are_said_in_both_languages():
    assert [formats.period_text(key) for key in ("2020", "2020-03")] == ["2020", "March 2020"]
    with override("zh-hans"):
        assert [formats.period_text(key) for key in ("2020", "2020-03")] == ["2020年", "2020年3月"]
