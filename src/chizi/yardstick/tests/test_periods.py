"""Months and years as half-open intervals."""

from datetime import date, datetime

import pytest

from chizi.yardstick.periods import Period, expand
from chizi.yardstick.refusals import BadPeriod


def test_a_year_reaches_to_the_first_instant_of_the_next():
    year = Period.parse("2020")
    assert (year.start, year.end) == (datetime(2020, 1, 1), datetime(2021, 1, 1))
    assert (year.key, year.last_day, len(year.months)) == ("2020", date(2020, 12, 31), 12)
    assert year.year_before == Period(2019)


def test_december_ends_with_the_year():
    month = Period.parse("2020-12")
    assert (month.start, month.end) == (datetime(2020, 12, 1), datetime(2021, 1, 1))
    assert month.months == (month,)
    assert month.year_before.key == "2019-12"


def test_february_of_a_leap_year_has_29_days():
    assert Period.parse("2020-02").last_day == date(2020, 2, 29)


@pytest.mark.parametrize(
    "text", ["", "20", "2020-13", "2020-00", "2020-1", "２０２０", "2020-01-01", " 2020", "0999", "2020-01\n"]
)
def test_anything_else_is_no_period(text):
    with pytest.raises(BadPeriod) as error:
        Period.parse(text)
    assert error.value.code == "BadPeriod"


def test_a_year_brings_its_months_once():
    periods = expand([Period(2020, 3), Period(2020), Period(2019, 12)])
    assert [period.key for period in periods][:3] == ["2019-12", "2020", "2020-01"]
    assert len(periods) == 14
