"""Due days with their sums, and colours by rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chizi.core.clocks import ClockRule, ColourRule, Moment, colour_on, due_between, due_sum

COLOURS = (ColourRule("blue", 5), ColourRule("yellow", 1), ColourRule("red", -1))
RULE = ClockRule("remedy", "Name a remedy", 7, ("raise",), "a rule", pauses=("objected",), colours=COLOURS)
START = date(2021, 3, 1)


def told(*steps: tuple[str, int, str]) -> list[Moment]:
    return [Moment(name, START + timedelta(days=day), state) for name, day, state in steps]


def test_the_first_day_does_not_count():
    total = due_sum(RULE, told(("raise", 0, "raised")))
    assert total is not None
    assert (total.due, total.days, total.paused) == (date(2021, 3, 8), 7, 0)


def test_a_clock_that_was_never_started_has_no_sum():
    assert due_sum(RULE, told(("else", 0, "raised"))) is None
    assert due_sum(RULE, []) is None


def test_a_pause_gives_its_days_back_and_stands_in_the_sum():
    total = due_sum(RULE, told(("raise", 0, "raised"), ("object", 3, "objected"), ("reject", 10, "raised")))
    assert total is not None
    assert [(one.state, one.days) for one in total.pauses] == [("objected", 7)]
    assert total.due == date(2021, 3, 15)


def test_a_pause_that_lasts_gives_nothing_yet_and_one_within_a_day_nothing_at_all():
    open_pause = due_sum(RULE, told(("raise", 0, "raised"), ("object", 3, "objected")))
    same_day = due_sum(RULE, told(("raise", 0, "raised"), ("object", 3, "objected"), ("reject", 3, "raised")))
    assert open_pause is not None
    assert same_day is not None
    assert open_pause.pauses == same_day.pauses == ()


def test_the_latest_start_counts_and_pauses_before_it_are_over():
    steps = told(
        ("raise", 0, "raised"), ("object", 1, "objected"), ("reject", 5, "raised"), ("raise", 20, "raised")
    )
    total = due_sum(RULE, steps)
    assert total is not None
    assert (total.start, total.due) == (date(2021, 3, 21), date(2021, 3, 28))


def test_a_chosen_day_is_moved_by_pauses_only():
    rule = ClockRule("result", "", 30, ("raise",), "", chosen=True, pauses=("objected",))
    steps = told(("raise", 0, "raised"), ("object", 2, "objected"), ("reject", 6, "raised"))
    total = due_sum(rule, steps, date(2021, 4, 1))
    assert total is not None
    assert (total.days, total.due, total.chosen) == (31, date(2021, 4, 5), True)
    without = due_sum(rule, steps)
    assert without is not None
    assert (without.days, without.chosen) == (30, False)


def test_leap_days_and_new_year_are_days_like_others():
    total = due_sum(RULE, [Moment("raise", date(2024, 2, 25), "raised")])
    assert total is not None
    assert total.due == date(2024, 3, 3)
    total = due_sum(RULE, [Moment("raise", date(2021, 12, 28), "raised")])
    assert total is not None
    assert total.due == date(2022, 1, 4)


@pytest.mark.parametrize(
    ("left", "name"), [(9, ""), (6, ""), (5, "blue"), (2, "blue"), (1, "yellow"), (0, "yellow"), (-1, "red")]
)
def test_a_colour_follows_the_days_left(left, name):
    found = colour_on(START + timedelta(days=left), START, COLOURS)
    assert (found.name, found.days_left) == (name, left)


@given(st.lists(st.integers(-40, 40), min_size=0, max_size=4, unique=True), st.integers(-60, 60))
def test_a_list_by_colour_finds_exactly_what_has_it(bounds, left):
    rules = tuple(ColourRule(f"c{n}", days) for n, days in enumerate(bounds))
    due = START + timedelta(days=left)
    has = colour_on(due, START, rules).name
    for name in ["", *(one.colour for one in rules)]:
        first, last = due_between(name, START, rules)
        within = (first is None or first <= due) and (last is None or due <= last)
        if rules or not name:
            assert within == (has == name)


def test_a_colour_without_a_rule_is_a_fault():
    with pytest.raises(KeyError):
        due_between("green", START, COLOURS)


@given(st.lists(st.tuples(st.sampled_from(["object", "reject", "reply"]), st.integers(0, 9)), max_size=12))
def test_pauses_never_overlap_and_never_shorten_a_clock(walk):
    day, steps, state = 0, told(("raise", 0, "raised")), "raised"
    for name, gap in walk:
        day += gap
        state = {"object": "objected", "reject": "raised"}.get(name, state)
        steps += told((name, day, state))
    total = due_sum(RULE, steps)
    assert total is not None
    assert total.due == total.start + timedelta(days=total.days + total.paused)
    assert 0 <= total.paused <= day
    for one, after in zip(total.pauses, total.pauses[1:], strict=False):
        assert one.last <= after.first
