"""The index finds what stands in a text, and nothing else, on both databases."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chizi.ground.search import rules
from chizi.ground.search.actions import index_text, index_texts, rebuild_index, remove_text
from chizi.ground.search.queries import find

pytestmark = pytest.mark.django_db
NASTY = [
    "%",
    "'",
    '"',
    "\\",
    "\0",
    "*",
    "整" * 10_000,
    "a OR b",
    '"改整',
    "NEAR(a b)",
    "{grams}: a",
    "\ud800",
    "",
]


def keys(words: str, **more: object) -> list[str]:
    return [hit.key for hit in find("laws", words, **more)]


@pytest.fixture
def _three():
    index_texts(
        collection="laws",
        texts={
            "a:1": "消防隐患整改办法（2024年修订）",
            "a:2": "信访工作条例 刘艳刚起草，附灭火器检查表3号楼",
            "b:3": "Regulation GB-22239 of tests 灭火与火器管理",
        },
    )
    index_text(collection="other", key="a:1", text="整改")


@pytest.mark.usefixtures("_three")
def test_words_of_one_two_and_more_characters_are_found():
    assert keys("整改") == ["a:1"]
    assert keys("刘艳") == ["a:2"]
    assert keys("例") == ["a:2"]
    assert keys("灭火器") == ["a:2"], "the grams of b:3 are those of 灭火器, the word is not in it"
    assert sorted(keys("灭火")) == ["a:2", "b:3"]
    assert keys("隐患 整改 2024") == ["a:1"]
    assert keys("隐患 条例") == []


@pytest.mark.usefixtures("_three")
def test_words_of_letters_are_found_by_their_beginning_in_any_case_and_width():
    assert keys("regul") == keys("ＲＥＧＵＬ") == keys("gb 222") == ["b:3"]
    assert keys("egul") == []
    assert keys("3号楼") == ["a:2"]


@pytest.mark.usefixtures("_three")
def test_keys_can_be_narrowed_by_their_beginning():
    assert keys("灭火", among="b:") == ["b:3"]
    assert keys("灭火", among="%") == []


@pytest.mark.usefixtures("_three")
@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
def test_any_query_is_survived(words: str):
    assert keys(words) == []
    assert keys("整改", among=words) in ([], ["a:1"])
    assert find(words, "整改") == []


def test_what_was_changed_or_removed_is_not_found_by_what_it_was():
    index_text(collection="laws", key="1", text="整改")
    index_text(collection="laws", key="1", text="验收")
    assert (keys("整改"), keys("验收")) == ([], ["1"])
    remove_text(collection="laws", key="1")
    remove_text(collection="laws", key="1")
    assert keys("验收") == []


def test_the_title_comes_before_the_body_and_the_limit_holds():
    index_text(collection="laws", key="body", text="通知 " + "无关" * 200 + " 整改")
    index_text(collection="laws", key="title", text="整改通知 " + "无关" * 200)
    assert keys("整改") == ["title", "body"]
    assert keys("整改", limit=1) == ["title"]
    assert keys("整改", limit=-5) == []


def test_one_search_is_one_query(django_assert_num_queries):
    index_text(collection="laws", key="1", text="整改")
    with django_assert_num_queries(1):
        assert keys("整改 整") == ["1"]


def test_the_index_can_be_made_anew_from_the_texts():
    index_texts(collection="laws", texts={str(n): f"第{n}号整改" for n in range(5)})
    assert rebuild_index() == 5
    assert len(keys("整改")) == 5


WORDS = st.text(alphabet="整改刘艳灭火器ａb1 ，ﬁ\U00020000\ue000é", min_size=1, max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=5), WORDS)
def test_the_index_agrees_with_reading_every_text(texts: list[str], words: str):
    """The same on both databases; above all, every two neighbouring characters of a text find it."""
    for number in range(5):
        remove_text(collection="laws", key=str(number))
    index_texts(collection="laws", texts={str(n): text for n, text in enumerate(texts)})
    read = {str(n) for n, text in enumerate(texts) if rules.matches(rules.plain(text), words)}
    assert set(keys(words)) == read
    for number, text in enumerate(texts):
        plain = rules.plain(text)
        for at in range(len(plain) - 1):
            pair = plain[at : at + 2]
            if not any(one.isascii() for one in pair):
                assert str(number) in keys(pair)
