"""How likeness is measured; and that it is measured well enough on the labelled set."""

import json
import tomllib
from importlib.resources import files

import pytest

from chizi.learn.rules.signs import (
    Late,
    Sheet,
    SignKind,
    batches,
    bursts,
    candidates,
    common_parts,
    is_copy,
    likeness,
    near_pictures,
    own_words,
    pattern_of,
    policy_of,
    signature,
)
from chizi.learn.tests.labelled.making import FILE, pairs

POLICY = policy_of(tomllib.loads(files("chizi.learn").joinpath("signs.toml").read_text("utf-8")))
TOLD = "上周在坞城街道，两户人家因为楼道堆物吵到半夜，我先让双方把话说完，再请社区和物业一起量了通道宽度。"
FLOORS = {"precision": 0.95, "recall": 0.8}  # on the half that the numbers were not chosen on


def test_what_stands_in_quotation_marks_or_in_the_material_is_nobodys_own():
    law = "公安机关应当坚持以人民为中心的发展思想，及时受理并登记。"
    own = own_words(f"学习了“公安机关应当坚持以人民为中心的发展思想”。{law}我记住了及时两个字。", [law])
    assert own == "学习了。我记住了及时两个字"


def test_width_case_blanks_and_punctuation_make_no_difference():
    assert own_words("ＡＢＣ ，１２３！ 我 们") == "abc123。我们"


def test_stock_phrases_are_left_out():
    assert own_words("通过这次学习，我懂了。", stock=["通过这次学习"]) == "我懂了"


def test_moving_sentences_about_hides_nothing():
    parts = [
        "第一句说的是老人补办存折的事情",
        "第二句说的是夜里巡逻遇到的孩子",
        "第三句说的是矿区检查探头积灰",
    ]
    assert likeness("。".join(parts), "。".join(reversed(parts))).alike == 1.0


def test_short_texts_are_not_compared():
    assert is_copy("同意", "同意", POLICY) is None


def test_a_candidate_needs_something_new():
    marks = [signature(own_words(TOLD)), signature(own_words(TOLD)), signature(own_words("别的事情" * 9))]
    assert candidates(marks, frozenset({1})) == {(0, 1)}
    assert candidates(marks, frozenset({2})) == set()
    assert candidates([], frozenset()) == set()
    assert candidates([b""], frozenset({0})) == set()


def test_many_equal_texts_do_not_make_a_flood_of_pairs():
    mark = signature(own_words(TOLD))
    assert len(candidates([mark] * 500, frozenset(range(500)), most=60)) == 60 * 59 // 2


def test_common_parts_are_marked_and_nothing_is_lost():
    pieces = common_parts(TOLD, TOLD.replace("上周", "昨天"))
    assert "".join(piece for piece, _common in pieces) == TOLD
    assert pieces[0] == ("上周", False)


def _scores(rows):
    hits = [
        is_copy(own_words(row["one"], stock=POLICY.stock), own_words(row["two"], stock=POLICY.stock), POLICY)
        is not None
        and bool(
            candidates(
                [signature(own_words(row[side], stock=POLICY.stock)) for side in ("one", "two")],
                frozenset({0}),
            )
        )
        for row in rows
    ]
    right = sum(hit and row["copied"] for hit, row in zip(hits, rows, strict=True))
    return right / sum(hits), right / sum(row["copied"] for row in rows)


def test_s1_15_precision_and_recall_on_the_labelled_set_stay_above_their_floors():
    rows = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
    assert len(rows) >= 500
    precision, recall = _scores(rows[1::2])
    assert precision >= FLOORS["precision"]
    assert recall >= FLOORS["recall"]


def test_the_labelled_set_is_what_its_maker_makes():
    kept = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
    assert kept == list(pairs())


@pytest.mark.parametrize("kind", ["independent", "same_event", "same_quotation", "same_lesson"])
def test_honest_work_of_ones_own_raises_nothing(kind):
    rows = [row for line in FILE.read_text("utf-8").splitlines() if (row := json.loads(line))["kind"] == kind]
    wrong = [
        row
        for row in rows
        if is_copy(
            own_words(row["one"], stock=POLICY.stock), own_words(row["two"], stock=POLICY.stock), POLICY
        )
    ]
    assert (len(rows), wrong) == (40, [])


def test_near_pictures_differ_in_few_bits():
    marks = [bytes(8), bytes([0b111]) + bytes(7), bytes([255] * 8)]
    assert list(near_pictures(marks, frozenset({1}), 6)) == [(0, 1, 3)]
    assert list(near_pictures(marks, frozenset({0, 1}), 6)) == [(0, 1, 3)]
    assert list(near_pictures([], frozenset(), 6)) == []


def test_a_week_without_a_signal_is_no_batch():
    assert batches([Late(1, 8, "h")] * 100, POLICY) == {}
    assert batches([Late(1, 20, "h")] * 19, POLICY) == {}
    assert batches([Late(1, 20, "h")] * 20 + [Late(2, 20, "h")], POLICY) == {(1, "h"): 20}


def _sheet(person, minute, wrong=2, questions=5, party=1):
    answers = tuple((f"question:{at}", "A", at >= wrong) for at in range(questions))
    return Sheet(party, person, minute, answers)


def test_the_same_mistakes_by_five_people_within_minutes_are_a_burst():
    assert [len(group) for group in bursts([_sheet(at, at) for at in range(5)], POLICY)] == [5]
    assert bursts([_sheet(at, at) for at in range(4)], POLICY) == []
    assert bursts([_sheet(at, at * 6) for at in range(5)], POLICY) == []
    assert bursts([_sheet(1, 1)] * 9, POLICY) == []  # one person is no crowd


def test_many_who_are_all_right_are_honest():
    assert bursts([_sheet(at, 0, wrong=0) for at in range(50)], POLICY) == []
    assert bursts([_sheet(at, 0, questions=4) for at in range(50)], POLICY) == []


def test_a_pattern_has_one_name_whatever_the_order():
    assert pattern_of(SignKind.TEXT, ["a", "b"]) == pattern_of(SignKind.TEXT, ["b", "a"])
    assert len(pattern_of(SignKind.PICTURE, ["a"])) <= 60
