"""Grams, terms and the marking of hits, without a database."""

from hypothesis import given
from hypothesis import strategies as st

from chizi.ground.search import rules


def test_full_width_case_and_punctuation_do_not_matter():
    assert rules.plain("ＡＢｃ－１２《整改》通知\0\ud800") == "abc 12 整改 通知"


def test_grams_are_characters_their_neighbours_and_beginnings_of_words():
    assert rules.grams("刘艳刚 ab1") == ["刘", "艳", "刚", "刘艳", "艳刚", "a", "ab", "ab1"]


def test_a_mixed_word_needs_its_parts_and_is_compared():
    assert rules.needed("3号楼") == ["3", "号楼"]
    assert not rules.sure("3号楼")
    assert rules.sure("整改")
    assert rules.sure("abc")


def test_a_query_is_cut_at_everything_that_is_no_letter_or_figure():
    assert rules.terms("%整改' OR \"刘艳\\\0") == ["整改", "or", "刘艳"]
    assert rules.terms("% ' \" \\ *") == []
    assert len(rules.terms(" ".join(str(n) for n in range(5000)))) == rules.MOST_TERMS


def test_a_hit_in_the_title_is_better_than_one_far_down_and_a_short_text_better_than_a_long_one():
    assert rules.score(500, [3]) > rules.score(500, [300])
    assert rules.score(50, [3]) > rules.score(5000, [3])
    assert rules.score(0, []) == 0.0


def test_marking_keeps_the_sentence_and_marks_only_the_hits():
    segments = rules.marked("关于隐患整改的通知", "整改")
    assert [(s.text, s.hit) for s in segments] == [("关于隐患", False), ("整改", True), ("的通知", False)]


def test_marking_begins_near_the_first_hit_of_a_long_text():
    segments = rules.marked("前" * 500 + "整改" + "后" * 500, "整改", width=40)
    assert segments[0].text == segments[-1].text == "…"
    assert [s.text for s in segments if s.hit] == ["整改"]


def test_marking_follows_a_full_width_word_to_where_it_stands():
    assert [s.text for s in rules.marked("编号ＡＢ１２号", "ab12") if s.hit] == ["ＡＢ１２"]


def test_the_middle_of_a_word_of_letters_is_no_hit():
    assert [s for s in rules.marked("cabin", "ab") if s.hit] == []


@given(st.text(max_size=300), st.text(max_size=60), st.integers(1, 120))
def test_marking_survives_every_text_and_never_makes_any_up(text: str, words: str, width: int):
    joined = "".join(s.text for s in rules.marked(text, words, width=width) if s.text != "…")
    assert joined in " ".join(text.split())
