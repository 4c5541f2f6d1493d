"""What is found in texts: articles, marks of secrecy, people; and what captions are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chizi.learn.actions.materials_writing import rendered
from chizi.learn.rules.materials import caption_cues, names_in, personal_marks, secrecy_marks
from chizi.learn.rules.materials_laws import NoLaw, read_law
from chizi.learn.rules.materials_text import (
    article_of,
    compared,
    number_of,
    passages_of,
    spaced,
    to_markdown,
)
from chizi.learn.tests.materials_world import LAW

NUMBERS = {"一": 1, "十": 10, "十二": 12, "二十": 20, "一百零三": 103, "一百一十": 110, "二百": 200, "一千零一": 1001,
           "12": 12, "两": 2}  # fmt: skip


@pytest.mark.parametrize("words", NUMBERS)
def test_chinese_numerals_are_numbers(words: str):
    assert number_of(words) == NUMBERS[words]


def test_what_is_no_number_is_none():
    assert number_of("甲") is None
    assert number_of("") is None
    assert number_of("9" * 20) is None


def test_an_article_is_told_from_a_reference_to_one():
    assert article_of("第十二条 为了") == ("a12", "第十二条")
    assert article_of("第十二条　为了") == ("a12", "第十二条")
    assert article_of("第十二条之一 为了") == ("a12-1", "第十二条之一")
    assert article_of("第十二条第二款规定的情形") is None
    assert article_of("第十二条的规定") is None
    assert article_of("依照第十二条 办理") is None


def test_a_law_has_its_articles_below_their_chapters():
    law = read_law(LAW)
    assert (law.title, law.source) == ("学习示例办法", "2020年5月1日 示例机关通过")
    assert (law.articles, law.chapters, law.missing, law.double) == (3, 2, (), ())
    found = {one.anchor: one for one in passages_of(law.text)}
    assert list(found) == ["c1", "a1", "a2", "c2", "a3"]
    assert found["a2"].under == "第一章 总则"
    assert found["a2"].text == "第二条 学习资料应当注明来源。\n来源包括文号和日期。"


@given(
    st.lists(st.sampled_from(["第一章 总则", "第一条 甲", "第二条 乙", "", "```", "# 题", "丙"]), max_size=12)
)
def test_spacing_a_text_twice_changes_nothing_more(lines: list[str]):
    once = spaced("\n".join(lines))
    assert spaced(once) == once


def test_gaps_and_doubles_are_told():
    law = read_law("# 办法\n\n第一条 一。\n\n第三条 三。\n\n第三条 又三。")
    assert (law.missing, law.double) == (("第2条",), ("第三条",))


@pytest.mark.parametrize(
    ("text", "why"), [("", "no-title"), ("# 通知\n\n请学习。", "no-articles"), ("第一条 无题", "no-title")]
)
def test_what_is_no_law_says_why(text: str, why: str):
    with pytest.raises(NoLaw) as raised:
        read_law(text)
    assert raised.value.why == why


def test_page_and_passages_have_the_same_anchors():
    text = spaced("# 题\n\n第一章 总则\n第一条 甲。\n第二条 乙。\n\n```\n第九条 不是条文\n```\n\n## 别的")
    html, passages = rendered(text)
    assert [one.anchor for one in passages] == ["h1", "c1", "a1", "a2", "h2"]
    for one in passages:
        assert f'id="{one.anchor}"' in html


HOSTILE = (
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](http://elsewhere.example/p.png)",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe src=//x></iframe>",
    "[x](data:text/html;base64,AAAA)",
    '# x {onclick="alert(1)"}',
    '<a href="x" style="position:fixed">x</a>',
)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_text_can_act_or_call_home(text: str):
    html = rendered(text)[0].lower()
    for bad in (
        "<script",
        "<img",
        "<svg",
        "<iframe",
        'href="javascript',
        'href="data',
        "<a onclick",
        'position:fixed">',
    ):
        assert bad not in html


@given(st.text(max_size=300))
def test_any_text_becomes_html_whose_anchors_are_those_of_its_passages(text: str):
    html, passages = rendered(spaced(text.replace("\0", "").replace("\r", "")))
    assert "<script" not in html
    assert len({one.anchor for one in passages}) == len(passages)


def test_running_text_is_not_taken_for_markdown():
    assert to_markdown("第一章 总则\n第一条 甲。\n# 号\n1. 一\n*重要*") == (
        "## 第一章 总则\n\n第一条 甲。\n\n\\# 号\n\n1\\. 一\n\n\\*重要\\*"
    )


def test_marks_of_secrecy_are_found_however_they_are_typed():
    assert secrecy_marks("机密★10年") == ("机密★10年",)
    assert secrecy_marks("秘 密".replace(" ", "\u200b") + "★") == ("秘密★",)
    assert secrecy_marks("ＡＢ 绝密 文件") == ("绝密",)
    assert secrecy_marks("保守国家秘密") == ("国家秘密",)
    assert secrecy_marks("商业秘密和工作秘密") == ()
    assert secrecy_marks("国家秘密", spoken=False) == ()


def test_people_are_found_however_they_are_spaced():
    text = "当事人 王 某 某，身份证 140105 19800101 0011，电话 138-0013-8000，座机 0351-1234567"
    found = {(one.what, one.shown) for one in personal_marks(text, ("王某某",))}
    assert found == {("id-number", "140…"), ("phone", "138…"), ("phone", "035…"), ("name", "王…")}
    assert personal_marks("编号 1234567890123456789，2021年3月1日", ("李",)) == ()


def test_a_list_of_names_takes_lines_and_commas():
    assert names_in("王一\n李二，张三、 赵四;") == ("王一", "李二", "张三", "赵四")


CUES = "WEBVTT\n\n1\n00:01.000 --> 00:04.000\n同志们好\n\n01:00:05.000 --> 01:00:06.500 align:start\n再见\n"


def test_captions_have_times_and_words():
    assert caption_cues(CUES) == 2
    assert caption_cues("WEBVTT\n") == 0
    for bad in ("hello", "WEBVTT\n\n00:04.000 --> 00:01.000\nx", "WEBVTT\n\n00:01 --> 00:02\nx",
                "WEBVTT\n\n00:01.000 --> 00:02.000\n\n"):  # fmt: skip
        assert caption_cues(bad) is None


def test_a_comparison_says_what_went_and_what_came():
    changes = [(one.kind, one.lines) for one in compared("甲\n乙\n丙", "甲\n丁\n丙")]
    assert changes == [("same", ("甲",)), ("gone", ("乙",)), ("new", ("丁",)), ("same", ("丙",))]
