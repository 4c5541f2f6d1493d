"""Counts are kept, replaced and read."""

import pytest

from chizi.ground.counters.counts import add_counts, read_counts, replace_counts

pytestmark = pytest.mark.django_db


def test_counts_add_up():
    add_counts("units", {"14": 3, "1401": 1})
    add_counts("units", {"14": -1, "1402": 2, "same": 0})
    assert read_counts("units", ["14", "1401", "1402", "same"]) == {"14": 2, "1401": 1, "1402": 2, "same": 0}


def test_a_recount_replaces_one_board_and_leaves_the_others():
    add_counts("units", {"old": 7})
    add_counts("runs", {"old": 1})
    replace_counts("units", {"14": 5})
    assert read_counts("units", ["old", "14"]) == {"old": 0, "14": 5}
    assert read_counts("runs", ["old"]) == {"old": 1}


def test_reading_is_one_query_however_many_keys(django_assert_num_queries):
    with django_assert_num_queries(1):
        read_counts("units", [str(number) for number in range(100)])
