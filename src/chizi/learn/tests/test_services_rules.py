"""What a text gives away of a person, and when a notice has run out."""

from datetime import date

import pytest

from chizi.learn.rules.advice import same_system
from chizi.learn.rules.applications import LEARNED, parted, undecidable
from chizi.learn.rules.directives import clean_topics
from chizi.learn.rules.lectures import met, share
from chizi.learn.rules.services import last_notice_day, notice_over, personal_data


@pytest.mark.parametrize(
    "text",
    [
        "13800138000", "138-0013-8000", "１３８００１３８０００", "+86 13800138000", "0351-7654321",
        "140105194901011234",
        "14010519490101123X", "1401 0519 4901 0112 34", "6222021001112223334", "138​0013​8000", "姓名：甲", "身份证号",
    ],
)  # fmt: skip
def test_R20_numbers_and_names_of_people_are_found(text):
    assert personal_data(f"为东楼住户 {text} 办理")


@pytest.mark.parametrize(
    "text",
    [
        "东楼的老年住户",
        "2021年3月1日",
        "2021-03-01",
        "六层 42 户",
        "晋教整办〔2021〕12号",
        "12345 热线",
        "110",
    ],
)
def test_ordinary_words_days_and_counts_are_not(text):
    assert personal_data(text) == ""


def test_working_days_leave_out_weekends_and_holidays_and_take_make_up_days():
    monday = date(2021, 3, 1)
    assert last_notice_day(monday, 5) == date(2021, 3, 8)
    assert last_notice_day(monday, 5, off={date(2021, 3, 3)}) == date(2021, 3, 9)
    assert last_notice_day(monday, 5, on={date(2021, 3, 6)}) == date(2021, 3, 6)
    assert not notice_over(date(2021, 3, 8), date(2021, 3, 8))
    assert notice_over(date(2021, 3, 8), date(2021, 3, 9))


def test_a_share_is_of_something_and_the_target_is_all():
    assert (share(0, 0), share(1, 3), met(0, 0), met(2, 3), met(3, 3)) == (None, 33.3, None, False, True)


def test_a_reference_has_a_known_kind_and_a_number():
    assert parted("material:12", LEARNED) == ("material", 12)
    for wrong in (
        "",
        "material",
        "material:",
        "material:0",
        "material:-1",
        "material:１",
        "person:1",
        "paper:" + "9" * 30,
    ):
        assert parted(wrong, LEARNED) is None


def test_nobody_decides_on_his_own_or_twice():
    assert undecidable(learner="person:a", decider="person:a", state="claimed") == "own"
    assert undecidable(learner="person:a", decider="person:b", state="confirmed") == "decided"
    assert undecidable(learner="person:a", decider="person:b", state="claimed") == ""


def test_s1_18_systems_reach_down_to_stations_and_tribunals():
    assert same_system("police", "police_station")
    assert same_system("court", "tribunal")
    assert not same_system("police", "court")
    assert not same_system("", "")


def test_topics_are_lines_each_once():
    assert clean_topics([" 政治执行力 ", "", "政治执行力", "担当  精神"]) == ["政治执行力", "担当 精神"]
