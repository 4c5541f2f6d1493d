"""Bins, schemes and weeks."""

import tomllib
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chizi.learn.rules.profiles import (
    LEAST,
    Bin,
    Dimension,
    binned,
    mondays,
    percent_of,
    read_schemes,
    scheme_on,
    shown_bins,
)

TABLE = tomllib.loads(files("chizi.learn").joinpath("schemes.toml").read_text("utf-8"))


def test_values_fall_into_the_bin_that_begins_at_or_below_them():
    assert binned([0, 1, 2, 3, 99, -4], [0, 1, 3]) == [2, 2, 2]
    assert percent_of(1, 3) == 33
    assert percent_of(1, 0) == 0


def test_fewer_than_five_people_are_merged_with_their_neighbours():
    assert shown_bins([10, 2, 8]) == [Bin(0, 0, 10), Bin(1, 2, 10)]
    assert shown_bins([3, 9, 9]) == [Bin(0, 1, 12), Bin(2, 2, 9)]
    assert shown_bins([4, 0, 1]) == [Bin(0, 2, 5)]
    assert shown_bins([5, 0, 5]) == [Bin(0, 0, 5), Bin(1, 1, 0), Bin(2, 2, 5)]


def test_of_fewer_than_five_people_nothing_is_shown():
    assert shown_bins([4, 0, 0]) is None
    assert shown_bins([]) is None


@given(some.lists(some.integers(0, 30), min_size=1, max_size=8))
def test_no_bin_that_is_shown_has_one_to_four_people_and_none_is_lost(counts):
    bins = shown_bins(counts)
    if bins is None:
        assert sum(counts) < LEAST
        return
    assert sum(one.number for one in bins) == sum(counts)
    assert not [one for one in bins if 0 < one.number < LEAST]
    assert [at for one in bins for at in range(one.first, one.last + 1)] == list(range(len(counts)))


def test_s1_11_a_scheme_counts_from_its_day_until_the_next_one_does():
    later = {**TABLE["scheme"][0], "version": "2022.1", "since": date(2022, 1, 1)}
    known = read_schemes({"scheme": [later, *TABLE["scheme"]]})
    assert [one.version for one in known] == ["2021.1", "2022.1"]
    assert scheme_on(known, date(2021, 12, 31)).version == "2021.1"
    assert scheme_on(known, date(2022, 1, 1)).version == "2022.1"
    assert scheme_on(known, date(2019, 1, 1)).version == "2021.1"


def test_s1_11_each_dimension_says_in_words_what_it_means():
    (scheme,) = read_schemes(TABLE)
    assert [one.dimension for one in scheme.dimensions] == list(Dimension)
    for one in scheme.dimensions:
        assert one.words.in_language("zh-hans") != one.words.in_language("en")
        assert len(one.labels) == len(one.starts)


@pytest.mark.parametrize("starts", [[1, 2, 3], [0, 3, 1], [0, 1], [0, 1, 1]])
def test_a_scheme_with_broken_bins_is_turned_down(starts):
    broken = {**TABLE["scheme"][0], "depth": {**TABLE["scheme"][0]["depth"], "starts": starts}}
    with pytest.raises(ValueError, match="depth"):
        read_schemes({"scheme": [broken]})


def test_two_schemes_of_one_day_are_turned_down():
    with pytest.raises(ValueError, match="same version"):
        read_schemes({"scheme": [TABLE["scheme"][0], TABLE["scheme"][0]]})


def test_weeks_begin_on_monday():
    assert mondays(date(2021, 3, 3), date(2021, 3, 15)) == [
        date(2021, 3, 1),
        date(2021, 3, 8),
        date(2021, 3, 15),
    ]
    assert mondays(date(2021, 3, 3), date(2021, 3, 2)) == []
