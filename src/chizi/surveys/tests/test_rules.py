"""Draws, masks and tripwires, without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chizi.surveys.rules.draws import drawn, frame_digest, seed_hash, shuffled
from chizi.surveys.rules.signs import Sheet, SignKind, SignPolicy, signs
from chizi.surveys.rules.surveys import MASK, Asked, QuestionKind, masked, read_answer

FRAMES = st.sets(st.text(min_size=1, max_size=8), max_size=40)
SEEDS = st.text(alphabet="0123456789abcdef", min_size=8, max_size=64)
DAY = date(2021, 3, 1)
POLICY = SignPolicy(
    least=10, boxes=3, same_boxes=0.6, praise=0.95, one_day=0.7, window=4, same_words=3, words=8
)


@given(SEEDS, FRAMES, st.integers(-3, 60))
def test_a_draw_gives_as_many_different_members_as_were_asked_for(seed, frame, size):
    sample = drawn(seed, frame, size)
    assert len(sample) == len(set(sample)) == max(0, min(size, len(frame)))
    assert set(sample) <= frame


@given(SEEDS, FRAMES, st.integers(0, 40))
def test_a_draw_is_the_same_again_and_does_not_depend_on_the_order_of_the_frame(seed, frame, size):
    assert drawn(seed, sorted(frame), size) == drawn(seed, sorted(frame, reverse=True), size)
    assert frame_digest(sorted(frame)) == frame_digest(sorted(frame, reverse=True))


@given(SEEDS, FRAMES, st.integers(1, 40))
def test_a_larger_draw_contains_the_smaller_one(seed, frame, size):
    assert drawn(seed, frame, size)[: size - 1] == drawn(seed, frame, size - 1)


@given(SEEDS, FRAMES, st.integers(1, 20), st.text(min_size=9, max_size=9))
def test_who_is_left_out_changes_nothing_among_the_others(seed, frame, size, newcomer):
    """Adding one member moves at most one other out: nobody can be steered in by padding the frame."""
    before, after = set(drawn(seed, frame, size)), set(drawn(seed, {*frame, newcomer}, size))
    assert len(before - after) <= 1


def test_every_member_is_drawn_about_as_often_as_any_other():
    frame = [f"person:{at}" for at in range(10)]
    times = dict.fromkeys(frame, 0)
    for at in range(2000):
        for one in drawn(f"seed{at}", frame, 3):
            times[one] += 1
    assert all(abs(count - 600) < 100 for count in times.values())  # more than four standard deviations


def test_the_hash_of_a_seed_gives_nothing_away():
    assert len(seed_hash("ab")) == 64
    assert seed_hash("ab") != seed_hash("ac")


@given(st.text(max_size=5), st.lists(st.text(max_size=5), max_size=20))
def test_shuffling_loses_and_invents_nothing(salt, members):
    assert sorted(shuffled(salt, members)) == list(range(len(members)))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("身份证140105199001011234请处理", f"身份证{MASK}请处理"),
        ("14010519900101123X", MASK),
        ("140105 19900101 123x", MASK),
        ("电话13812345678。", f"电话{MASK}。"),
        ("０３５１－１２３４５６７", MASK),
        ("0351-1234567", MASK),
        ("+86 138-1234-5678", f"+{MASK}"),
        ("li.si@example.cn said", f"{MASK} said"),
        ("2021年3月来了3次，交了1200元", "2021年3月来了3次，交了1200元"),
        ("110, 120 and 12345", "110, 120 and 12345"),
    ],
)
def test_numbers_of_persons_are_masked_and_others_stay(text, kept):
    assert masked(text) == kept


@given(st.text(max_size=200))
def test_masking_twice_is_masking_once(text):
    assert masked(masked(text)) == masked(text)


@given(st.dictionaries(st.integers(1, 4), st.text(max_size=20)))
def test_whatever_comes_in_is_read_or_named_as_unreadable(given_):
    questions = [Asked(1, QuestionKind.SCALE), Asked(2, QuestionKind.YES_NO), Asked(3, QuestionKind.TEXT)]
    kept, wrong = read_answer(questions, given_)
    assert set(kept) | {str(one) for one in wrong} <= {"1", "2", "3"}
    assert not set(kept) & {str(one) for one in wrong}
    assert "1" not in kept or kept["1"] in (1, 2, 3, 4, 5)


def sheets(number: int, **more: str) -> list[Sheet]:
    """As many sheets, each different from the next in its boxes, on different days."""
    return [
        Sheet(
            date(2021, 3, 1 + at % 10), {"1": 1 + at % 5, "2": 1 + at // 5 % 5, "3": 1 + at // 7 % 4, **more}
        )
        for at in range(number)
    ]


def found(given_: list[Sheet], days: int = 10) -> set[SignKind]:
    return {one.kind for one in signs(given_, days=days, policy=POLICY)}


def test_ordinary_answers_give_no_sign():
    assert found(sheets(40)) == set()
    assert found([]) == set()


def test_the_same_words_from_three_hands_are_a_sign_at_once():
    assert found(sheets(3, t="服务态度非常好很满意")) == {SignKind.SAME_WORDS}
    assert found(sheets(2, t="服务态度非常好很满意")) == set()
    assert found(sheets(9, t="很好")) == set(), "short praise is alike by nature"


def test_the_same_boxes_only_praise_and_one_day_are_signs():
    same = [Sheet(date(2021, 3, 1 + at % 10), {"1": 5, "2": 4, "3": 5}) for at in range(12)]
    best = [Sheet(date(2021, 3, 1 + at % 10), {"1": 5, "2": True, "3": 5}) for at in range(12)]
    burst = [Sheet(DAY, one.given) for one in sheets(12)]
    assert found(same) == {SignKind.SAME_BOXES}
    assert found(best) == {SignKind.SAME_BOXES, SignKind.ONLY_PRAISE}
    assert found(burst) == {SignKind.ONE_DAY}
    assert found(burst, days=3) == set(), "a short window has its bursts by nature"


def test_below_ten_answers_chance_explains_patterns():
    assert found([Sheet(DAY, {"1": 5, "2": 5, "3": 5})] * 9) == set()
