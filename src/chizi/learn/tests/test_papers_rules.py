"""Judging answers and drawing papers, without a database."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chizi.learn.rules.attempts import Judged, outcome, shares, within
from chizi.learn.rules.papers import Cell, draw, shortages, window_fault
from chizi.learn.rules.questions import (
    Fault,
    QuestionDraft,
    answer_of,
    article_parts,
    authored,
    fault_of,
    right,
    worded,
)
from chizi.learn.rules.questions_sheet import draft_of, sheet_row
from chizi.learn.rules.questions_texts import (
    ESSAY,
    HTML,
    MATCHING,
    NUMERICAL,
    read_aiken,
    read_gift,
)

TEXTS = st.text(string.ascii_letters + "登记报送", min_size=1, max_size=8)
OPTIONS = st.lists(TEXTS, min_size=2, max_size=6, unique_by=str.casefold)


@given(OPTIONS, st.data())
def test_exactly_the_right_options_in_any_order_are_right(options, data):
    letters = [chr(65 + at) for at in range(len(options))]
    key = data.draw(st.lists(st.sampled_from(letters), min_size=1, unique=True))
    given_ = data.draw(st.lists(st.sampled_from(letters), unique=True))
    assert right("multiple", key, given_) == (set(key) == set(given_))


@given(OPTIONS)
def test_an_ordering_is_right_in_its_own_order_only_and_its_letters_do_not_tell(options):
    kept = worded(QuestionDraft("o", "ordering", "排", tuple(options)))
    assert right("ordering", kept.key, list(kept.key)) is True
    assert right("ordering", kept.key, list(reversed(kept.key))) is False
    assert authored("o", kept).options == tuple(options)


@pytest.mark.parametrize("said", ["智慧平台", " 智慧 平台。", "ＡＢＣ", "abc", "a b c"])
def test_a_short_answer_counts_in_any_width_case_and_spacing(said):
    assert right("short", ["智慧平台", "ABC"], said) is True


@given(st.one_of(st.none(), st.text(), st.lists(st.text(), max_size=4)))
def test_R27_no_machine_judges_what_somebody_wrote_about_his_own_work(said):
    assert right("scenario", [], said) is None


SENT = st.one_of(st.none(), st.text(max_size=50), st.lists(st.one_of(st.text(), st.integers()), max_size=30))


@given(st.sampled_from(["single", "multiple", "truefalse", "ordering", "short", "scenario"]), SENT)
def test_whatever_is_sent_as_an_answer_can_be_kept(kind, said):
    kept = answer_of(kind, {"A": "", "B": ""}, said)
    assert kept is None or "\0" not in "".join(kept)
    assert right(kind, ["A"], kept) in (True, False, None)


FAULTY = [
    (QuestionDraft("o", "single", " ", ("一", "二"), ("A",)), Fault.NO_STEM),
    (QuestionDraft("o", "single", "问", ("一", "二")), Fault.NO_RIGHT),
    (QuestionDraft("o", "single", "问", ("A B", "ａｂ"), ("A",)), Fault.SAME_OPTIONS),
    (QuestionDraft("o", "single", "问", ("一",), ("A",)), Fault.FEW_OPTIONS),
    (QuestionDraft("o", "single", "问", ("一", "二"), ("C",)), Fault.UNKNOWN_RIGHT),
    (QuestionDraft("o", "single", "问", ("一", "二"), ("A", "B")), Fault.SEVERAL_RIGHT),
    (QuestionDraft("o", "truefalse", "问", (), ()), Fault.NO_RIGHT),
    (QuestionDraft("o", "short", "问", (), (" ",)), Fault.NO_RIGHT),
    (QuestionDraft("o", "scenario", "问"), Fault.BAD_WORK),
    (QuestionDraft("o", "riddle", "问"), Fault.BAD_KIND),
    (QuestionDraft("o", "single", "问\0", ("一", "二"), ("A",)), Fault.UNREADABLE),
]


@pytest.mark.parametrize(("draft", "fault"), FAULTY, ids=[fault.value for _draft, fault in FAULTY])
def test_a_question_that_is_not_whole_has_a_named_fault(draft, fault):
    found = fault_of(draft)
    assert found is not None
    assert found.fault == fault


BANKS = st.dictionaries(
    st.tuples(st.integers(1, 3), st.sampled_from(["single", "short"])),
    st.lists(st.integers(1, 200), unique=True, max_size=15),
    max_size=5,
)


@given(BANKS, st.text(max_size=8), st.data())
def test_a_draw_is_repeated_by_its_seed_whatever_the_order_of_the_bank(bank, seed, data):
    taken: set[int] = set()
    apart = {}
    for cell, ids in bank.items():
        apart[cell] = [one for one in ids if one not in taken]
        taken.update(ids)
    cells = [Cell(*cell, data.draw(st.integers(1, 5))) for cell in apart]
    drawn = draw(cells, apart, [999], seed)
    assert drawn == draw(list(reversed(cells)), {k: v[::-1] for k, v in apart.items()}, [999], seed)
    assert len(drawn) == len(set(drawn))
    assert drawn[0] == 999
    if not shortages(cells, apart):
        assert len(drawn) == 1 + sum(cell.number for cell in cells)


def test_a_fixed_question_fills_no_cell():
    bank = {(1, "single"): [1, 2]}
    short = shortages([Cell(1, "single", 2)], bank, [2])
    assert [(one.asked, one.there) for one in short] == [(2, 1)]


def test_R04_a_paper_is_met_or_not_met_and_never_more():
    answers = [Judged(1, True), Judged(1, True), Judged(2, False), Judged(2, None, left_out=True)]
    assert outcome(answers, 66) is True
    assert outcome(answers, 67) is False
    assert outcome([*answers, Judged(1, None, waits=True)], 1) is None
    assert outcome([Judged(1, None, left_out=True)], 1) is None
    assert [(one.objective, one.right, one.asked) for one in shares(answers)] == [(1, 2, 2), (2, 0, 1)]


def test_s1_01_a_graded_paper_is_open_for_days_and_not_for_a_slot():
    from datetime import date

    first = date(2021, 4, 1)
    assert window_fault(first, date(2021, 4, 4), graded=True, shortest=5) == "short"
    assert window_fault(first, date(2021, 4, 5), graded=True, shortest=5) == ""
    assert window_fault(None, None, graded=True, shortest=5) == "missing"
    assert window_fault(None, None, graded=False, shortest=5) == ""
    assert within(first, first, first)
    assert not within(date(2021, 4, 2), first, first)


def test_aiken_gives_choices_and_refuses_by_line():
    drafts, faults, _ = read_aiken(
        "问\nA. 一\nB) 二\nANSWER: B\n又问\nA、一\nB．二\nC：三\nANSWER: A, C\n\n坏\nA. 一", "o"
    )
    assert [(line, one.kind, one.right) for line, one in drafts] == [
        (1, "single", ("B",)),
        (5, "multiple", ("A", "C")),
    ]
    assert [one.line for one in faults] == [11]


def test_gift_gives_what_it_can_and_refuses_the_rest_with_a_reason():
    text = (
        "// 注\n$CATEGORY: x/duty\n::名::问\\: {=对 ~错#不 ####因为}\n\n真{F}\n\n"
        "填{=甲 =乙}空\n\n{#1..2}\n\n配{=a -> b}\n\n作文{}\n\n[html]问{T}"
    )
    drafts, faults, _ = read_gift(text, "o")
    assert [(one.objective, one.kind, one.right) for _, one in drafts] == [
        ("duty", "single", ("A",)), ("duty", "truefalse", ("false",)), ("duty", "short", ("甲", "乙")),
    ]  # fmt: skip
    assert drafts[0][1].stem == "问:"
    assert drafts[0][1].explanation == "因为"
    assert [one.reason for one in faults] == [NUMERICAL, MATCHING, ESSAY, HTML]


@given(st.text(max_size=200))
def test_no_text_breaks_a_reader(text):
    for read in (read_aiken, read_gift):
        drafts, faults, blocks = read(text, "o")
        assert len(drafts) + len(faults) == len(blocks)


def test_a_row_of_the_export_is_the_same_question_when_it_comes_back():
    for draft in (
        QuestionDraft("duty", "multiple", "问", ("一", "二", "三"), ("A", "C"), "因为"),
        QuestionDraft("duty", "ordering", "排", ("一", "二")),
        QuestionDraft("duty", "short", "简", (), ("甲", "乙")),
        QuestionDraft("duty", "scenario", "谈", work="matter"),
    ):
        kept = worded(draft)
        assert worded(draft_of(sheet_row("duty", authored("duty", kept), 7), {})) == kept


def test_an_article_is_a_material_with_an_anchor():
    assert article_parts("material:12#art-5") == (12, "art-5")
    assert article_parts("paper:12") is None
    assert article_parts("material:x") is None
