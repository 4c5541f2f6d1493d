"""Clocks of devices, references, mastery: without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chizi.learn.rules.mastery import MasteryPolicy, Shown, mastered, packed, unpacked, window
from chizi.learn.rules.outcomes import (
    OLDEST,
    SKEW,
    OutcomeKind,
    about_parts,
    corrected,
    finishes,
    fit_answer,
)

NOW = datetime(2021, 4, 6, 1, 0, tzinfo=UTC)
POLICY = MasteryPolicy(answers=5, percent=80, questions=2, source="test")
moments = st.datetimes(timezones=st.just(UTC))


def shown(at: int, right: bool, question: int = 0) -> Shown:
    return Shown(NOW + timedelta(minutes=at), f"{at:032x}", question or at + 1, right)


def test_a_clock_that_is_right_is_left_alone():
    happened = NOW - timedelta(hours=3)
    assert corrected(happened, NOW - SKEW, NOW) == happened


@pytest.mark.parametrize("days", [1, -1, 400, -4000])
def test_a_clock_off_by_days_is_set_right(days: int):
    off = timedelta(days=days)
    happened = NOW - timedelta(hours=3)
    assert corrected(happened + off, NOW + off, NOW) == happened


@given(moments, moments, moments)
def test_nothing_lies_in_the_future_or_more_than_a_year_back(happened, sent, received):
    assert received - OLDEST <= corrected(happened, sent, received) <= received


@pytest.mark.parametrize("about", ["material:12", "question:1", "paper:9223372036854775807"])
def test_a_reference_is_read(about: str):
    kind, _, number = about.partition(":")
    assert about_parts(about) == (kind, int(number))


@pytest.mark.parametrize(
    "about",
    ["", "material", "material:", "material:0", "material:-1", "matter:1", "material:1\0", "material:１",
     "paper:9223372036854775808", "question:" + "9" * 40],
)  # fmt: skip
def test_anything_else_is_none(about: str):
    assert about_parts(about) is None


def test_answers_that_cannot_be_stored_do_not_fit():
    assert fit_answer(["A", "B"])
    assert fit_answer("一句话\n两句话")
    assert fit_answer(None)
    assert not fit_answer("\0")
    assert not fit_answer("x" * 2001)
    assert not fit_answer(["A"] * 21)
    assert not fit_answer(["\0"])


def test_one_answer_finishes_nothing_and_a_paper_only_when_passed():
    assert not finishes(OutcomeKind.ANSWERED, True)
    assert finishes(OutcomeKind.READ, None)
    assert finishes(OutcomeKind.PASSED, True)
    assert not finishes(OutcomeKind.PASSED, False)


def test_four_of_the_last_five_are_enough():
    assert mastered([shown(at, at != 2) for at in range(5)], POLICY)
    assert not mastered([shown(at, at not in (1, 2)) for at in range(5)], POLICY)


def test_the_same_question_again_and_again_is_not_enough():
    assert not mastered([shown(at, True, question=7) for at in range(5)], POLICY)
    assert mastered([shown(0, True, question=7), shown(1, True, question=8)], POLICY)
    assert not mastered([], POLICY)


def test_only_the_last_five_count():
    old = [shown(at, False) for at in range(9)]
    new = [shown(at, True) for at in range(9, 14)]
    assert mastered(window(old, new, POLICY), POLICY)


answers = st.lists(st.builds(shown, st.integers(0, 40), st.booleans()), unique_by=lambda one: one.key)


@given(answers, st.randoms(use_true_random=False))
def test_the_window_is_the_same_in_whatever_order_answers_arrive(given_answers, dice):
    at_once = window((), given_answers, POLICY)
    shuffled = [*given_answers, *given_answers[:3]]
    dice.shuffle(shuffled)
    kept: tuple[Shown, ...] = ()
    for one in shuffled:
        kept = window(kept, [one], POLICY)
    assert kept == at_once
    assert unpacked(packed(kept)) == kept
