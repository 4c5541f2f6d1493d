"""Spans of months, numbers of periods, wall clocks and digests."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chizi.evaluation import rules

EIGHT = timedelta(hours=8)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2020-01..2020-12", ("2020-01", "2020-12")),
        (" 2020-03 ", ("2020-03", "2020-03")),
        ("2020-12..2020-01", None),
        ("2020-00", None),
        ("2020", None),
        ("２０２０-01", None),
        ("2020-01...2020-12", None),
    ],
)
def test_a_span_of_months(text, span):
    assert rules.month_span(text) == span


@given(st.integers(1000, 8999), st.integers(0, 12))
def test_numbers_of_periods_come_back_and_sort_like_their_keys(year, month):
    key = f"{year:04d}-{month:02d}" if month else f"{year:04d}"
    assert rules.period_key(rules.period_number(key)) == key
    assert rules.period_number(key[:4]) <= rules.period_number(key)


def test_china_has_one_offset_and_other_zones_are_refused():
    assert rules.fixed_offset("Asia/Shanghai") == EIGHT
    with pytest.raises(ValueError, match="Berlin"):
        rules.fixed_offset("Europe/Berlin")


@given(st.datetimes(datetime(1992, 1, 1), datetime(2050, 1, 1)))
def test_wall_clock_and_instant_are_inverse(local):
    assert rules.to_local(rules.to_instant(local, EIGHT), EIGHT) == local


def test_the_last_microsecond_of_a_day_stays_in_its_day():
    last = datetime(2020, 12, 31, 15, 59, 59, 999999, tzinfo=UTC)
    assert rules.to_local(last, EIGHT) == datetime(2020, 12, 31, 23, 59, 59, 999999)


def test_a_digest_depends_on_order_and_content_only():
    assert rules.digest_of([1, ["a"]]) == rules.digest_of((1, ("a",)))
    assert rules.digest_of([1, 2]) != rules.digest_of([2, 1])
