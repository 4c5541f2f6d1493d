"""Sheets of people judged without a database: spellings above all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chizi.org import roster
from chizi.org.roster import Known, judge_people
from chizi.org.rules import clean_name, same_spelling
from chizi.org.sheets import PEOPLE_COLUMNS, TWICE

KNOWN = {
    "zhangwei": Known(1, "zhangwei", "张伟", "police", True),
    "gone": Known(2, "gone", "马走", "", False),
}


def judged(*rows: dict[str, str], known=KNOWN, first_day=False):
    lines = [(at, dict.fromkeys(PEOPLE_COLUMNS, "") | row) for at, row in enumerate(rows, start=2)]
    return [
        (one.line, one.column, one.reason)
        for one in judge_people(lines, known, {"police", "court"}, {"140000000000"}, first_day)
    ]


@pytest.mark.parametrize(
    "spelling",
    ["ZhangWei", "zhang.wei", "zhang wei", "ｚｈａｎｇｗｅｉ", "zhang-wei", "zhang_wei", " zhangwei"],
)
def test_the_same_person_under_another_spelling_of_the_user_name_is_refused(spelling):
    assert judged({"username": spelling, "name": "张伟", "agency_code": "police"}) == [
        (2, "username", roster.SAME_PERSON)
    ]
    assert judged({"username": "li", "name": "李"}, {"username": "l.i", "name": "李"}, known={}) == [
        (3, "username", roster.SAME_PERSON)
    ]


@pytest.mark.parametrize("written", ["张 伟", "张　伟"])
def test_the_same_name_with_other_blanks_in_the_same_body_is_refused(written):
    row = {"username": "zw2", "name": written}
    assert judged(row | {"agency_code": "police"}) == [(2, "name", roster.SAME_NAME)]
    assert judged(row | {"agency_code": "court"}) == []
    assert judged({"username": "zhangwei", "name": written, "agency_code": "police"}) == []


def test_namesakes_written_alike_may_serve_in_one_body():
    assert judged({"username": "zw2", "name": "张伟", "agency_code": "police"}) == []


def test_digits_keep_their_separators():
    assert judged({"username": "desk-1-11", "name": "甲"}, {"username": "desk-11-1", "name": "乙"}) == []


def test_who_left_is_not_revived_by_a_sheet():
    assert judged({"username": "gone", "name": "马走"}) == [(2, "username", roster.HAS_LEFT)]


def test_one_user_name_is_one_person():
    assert judged({"username": "li", "name": "李"}, {"username": "li", "name": "黎", "role": "x"}) == [
        (3, "username", roster.TWO_NAMES),
        (3, "role", roster.BAD_ROLE),
        (3, "role", roster.NOT_FROM_HERE),
        (3, "region_code", "No region with this code is registered."),
        (3, "from_date", roster.BAD_DATE),
    ]
    assert judged({"username": "li", "name": "李"}, {"username": "li", "name": "李"}) == [
        (3, "username", TWICE)
    ]


@pytest.mark.parametrize("name", ["名" * 81, "a\0b", "a\x07b"])
def test_what_no_database_takes_is_a_fault_of_its_cell(name):
    assert judged({"username": "li", "name": name}) == [(2, "name", roster.TOO_LONG)]


@given(st.text(max_size=60))
def test_any_text_is_judged_and_a_clean_name_stays_clean(text):
    judged({"username": text, "name": text, "agency_code": text, "post": text, "from_date": text})
    assert clean_name(clean_name(text)) == clean_name(text)
    assert same_spelling(same_spelling(text)) == same_spelling(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张　伟", "张伟"),
        (" 阿布 都 ", "阿布都"),
        ("Anna  Maria", "Anna Maria"),
        ("Office of 山西 省", "Office of 山西省"),
    ],
)
def test_blanks_in_names(typed, kept):
    assert clean_name(typed) == kept


def test_an_accent_behind_a_separator_is_one_spelling_with_the_whole_letter():
    assert same_spelling("r-\u0327") == same_spelling("\u0157") == same_spelling("r\u0327")
