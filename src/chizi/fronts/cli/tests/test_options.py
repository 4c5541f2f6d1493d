"""Times, months and regions as people write them."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
import typer

from chizi.fronts.cli import options

SHANGHAI = ZoneInfo("Asia/Shanghai")


def read(text: str, *, end_of_day: bool = False) -> datetime:
    found = options.moment(text, "--as-of")
    assert found is not None
    return found.instant(SHANGHAI, end_of_day=end_of_day)


def test_a_bare_day_as_of_is_the_midnight_that_follows_it():
    assert read("2021-02-28", end_of_day=True) == datetime(2021, 2, 28, 16, tzinfo=UTC)


def test_a_bare_day_elsewhere_is_its_own_midnight():
    assert read("2021-02-28") == datetime(2021, 2, 27, 16, tzinfo=UTC)


def test_a_time_without_offset_is_in_the_zone_of_the_house():
    assert read("2021-03-01T08:30", end_of_day=True) == datetime(2021, 3, 1, 0, 30, tzinfo=UTC)
    assert read("2021-03-01 08:30:15.5") == datetime(2021, 3, 1, 0, 30, 15, 500_000, tzinfo=UTC)


def test_an_offset_is_kept():
    berlin = timezone(timedelta(hours=1))
    assert read("2021-03-01T08:30+01:00") == datetime(2021, 3, 1, 8, 30, tzinfo=berlin)
    assert read("2021-03-01T08:30Z") == datetime(2021, 3, 1, 8, 30, tzinfo=UTC)


def test_nothing_written_means_nothing():
    assert options.moment("", "--as-of") is None


@pytest.mark.parametrize(
    "text",
    ["2021", "2021-2-3", "2021-02-30", "21-02-03", "2021-02-03T", "2021-02-03T25:00", "now", "２０２１-02-03",
     "9999-12-31", "2021-02-03T08:30+99:00", " 2021-02-03"],
)  # fmt: skip
def test_anything_else_is_wrong_usage(text):
    with pytest.raises(typer.BadParameter):
        options.moment(text, "--as-of")


def test_months_are_two_or_one():
    assert options.months("2020-01..2020-12") == ("2020-01", "2020-12")
    assert options.months("2020-03") == ("2020-03", "2020-03")


@pytest.mark.parametrize(
    "text", ["", "2020", "2020-01..", "..2020-01", "2020-01..2020-02..2020-03", "2020-1..2020-2"]
)
def test_other_months_are_wrong_usage(text):
    with pytest.raises(typer.BadParameter):
        options.months(text)


@pytest.mark.parametrize("code", ["14", "1401", "140105", "140105000000"])
def test_a_region_has_2_4_6_or_12_digits(code):
    assert options.region_code(code) == code
