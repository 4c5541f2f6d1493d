"""Rules of deployment and of regulation texts, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chizi.org.conflicts import Cause, ConflictReason
from chizi.plan.body_sheets import KnownBody, KnownPerson, judge_bodies, judge_members
from chizi.plan.policy import policy
from chizi.plan.rules.bodies import BodyKind
from chizi.plan.rules.deploying import (
    Candidate,
    Hindrance,
    Stay,
    Target,
    elsewhere,
    hindrances,
    meaning,
    months_after,
    overlaps,
    rotation,
    same_area,
)
from chizi.plan.rules.regulations import articles, clean_text, compare, makes_circle, pieces

TAIYUAN, XIAODIAN, DATONG = "140100000000", "140105000000", "140200000000"
DAY = date(2021, 3, 10)
days = st.dates(date(2000, 1, 1), date(2090, 12, 31))
spans = st.tuples(days, st.none() | st.integers(0, 900)).map(
    lambda pair: (pair[0], None if pair[1] is None else pair[0] + timedelta(days=pair[1]))
)
texts = st.text(alphabet="第一二三条 \n法院检", max_size=120)


def candidate(**more):
    usual = {
        "username": "ma",
        "name": "Ma",
        "member_from": date(2021, 3, 1),
        "member_until": None,
        "left": False,
        "trained_on": date(2021, 3, 9),
    }
    return Candidate(**(usual | more))


def asked(one, target=None, kind=BodyKind.GUIDANCE_GROUP):
    return [
        found.hindrance for found in hindrances(one, target or Target(TAIYUAN, DAY, None), kind, policy())
    ]


def test_a_trained_member_without_bonds_may_go():
    assert asked(candidate()) == []


def test_nobody_goes_before_a_training():
    assert asked(candidate(trained_on=None)) == [Hindrance.NOT_TRAINED]
    assert asked(candidate(trained_on=DAY + timedelta(days=1))) == [Hindrance.NOT_TRAINED]
    assert asked(candidate(trained_on=DAY)) == []


def test_kinds_of_bodies_without_a_training_rule_send_their_people_at_once():
    assert asked(candidate(trained_on=None), kind=BodyKind.TASK_FORCE) == []


def test_membership_must_hold_for_the_whole_time():
    assert asked(candidate(member_from=DAY + timedelta(days=1))) == [Hindrance.NOT_A_MEMBER]
    until = Target(TAIYUAN, DAY, date(2021, 6, 1))
    assert asked(candidate(member_until=date(2021, 5, 31)), until) == [Hindrance.NOT_A_MEMBER]
    assert asked(candidate(member_until=date(2021, 6, 1)), until) == []
    assert asked(candidate(member_until=date(2031, 6, 1))) == [Hindrance.NOT_A_MEMBER]


def test_leavers_and_the_conflicted_stay_at_home():
    reason = ConflictReason(Cause.KIN_HOME, "agency:taiyuan", "太原市公安局")
    assert asked(candidate(left=True, conflict=reason)) == [Hindrance.LEFT, Hindrance.CONFLICT]


def test_a_county_is_the_same_area_as_its_city_and_another_city_is_not():
    assert same_area(TAIYUAN, XIAODIAN)
    assert same_area(XIAODIAN, TAIYUAN)
    assert not same_area(TAIYUAN, DATONG)
    assert [meaning(code) for code in ("140000000000", TAIYUAN, XIAODIAN, "140105001000")] == [
        "14",
        "1401",
        "140105",
        "140105001",
    ]


def test_nobody_returns_to_a_place_within_the_months_of_rotation():
    stay = Stay(XIAODIAN, "小店区", date(2020, 1, 1), date(2020, 6, 30))
    assert rotation(Target(TAIYUAN, date(2021, 6, 29), None), [stay], 12) == stay
    assert rotation(Target(TAIYUAN, date(2021, 6, 30), None), [stay], 12) is None
    assert rotation(Target(DATONG, date(2020, 7, 1), None), [stay], 12) is None
    assert rotation(Target(TAIYUAN, date(2020, 7, 1), None), [stay], 0) is None


@given(spans, spans, st.integers(1, 60))
def test_rotation_does_not_depend_on_which_stay_was_entered_first(one, other, months):
    first = rotation(Target(TAIYUAN, *one), [Stay(TAIYUAN, "", *other)], months)
    second = rotation(Target(TAIYUAN, *other), [Stay(TAIYUAN, "", *one)], months)
    assert (first is None) == (second is None)


@given(spans, spans, st.integers(1, 60))
def test_whoever_is_free_under_a_longer_rotation_is_free_under_a_shorter(one, other, months):
    target, stays = Target(TAIYUAN, *one), [Stay(TAIYUAN, "", *other)]
    if rotation(target, stays, months) is None:
        assert rotation(target, stays, months - 1) is None
        assert not overlaps(*one, *other)


@given(days, st.integers(0, 600))
def test_months_are_counted_to_the_same_day_or_the_months_last(day, months):
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(spans, spans)
def test_nobody_is_in_two_places_on_one_day(one, other):
    found = elsewhere(Target(DATONG, *one), [Stay(TAIYUAN, "太原市", *other)])
    assert (found is not None) == overlaps(*one, *other)
    assert overlaps(*one, *other) == overlaps(*other, *one)


def test_articles_are_cut_at_the_beginning_of_lines():
    text = "总则\n第一条 为了规范,依照第二条办理。\n第二条　本办法自印发之日起施行。\n第二条之一 补充。"
    assert [(one.label, one.text[:3]) for one in articles(text)] == [
        ("", "总则"),
        ("第一条", "第一条"),
        ("第二条", "第二条"),
        ("第二条之一", "第二条"),
    ]


def test_a_text_without_articles_is_one_piece():
    assert [(one.label, one.anchor) for one in articles("关于推进会的通知")] == [("", "top")]


@given(texts)
def test_articles_lose_no_character_but_line_ends(text):
    text = clean_text(text)
    assert "".join(one.text for one in articles(text)).replace("\n", "") == text.replace("\n", "")


@given(texts, texts)
def test_what_was_compared_gives_both_sides_back(before, after):
    found = list(pieces(before, after))
    assert "".join(one.text for one in found if one.kind != "new") == before
    assert "".join(one.text for one in found if one.kind != "gone") == after


@given(texts)
def test_a_text_does_not_differ_from_itself(text):
    assert compare(text, text) == []


def test_a_comparison_names_changed_added_and_removed_articles_in_order():
    before = "第一条 甲\n第二条 乙\n第三条 丙"
    after = "第一条 甲\n第三条 丙丁\n第四条 戊"
    assert [(one.label, one.kind) for one in compare(before, after)] == [
        ("第二条", "removed"),
        ("第三条", "changed"),
        ("第四条", "added"),
    ]


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=30))
def test_replacements_never_go_round_in_a_circle(pairs):
    edges: list[tuple[int, int]] = []
    for newer, older in pairs:
        if not makes_circle(edges, newer, older):
            edges.append((newer, older))
    order = {node: 0 for edge in edges for node in edge}
    for _ in order:
        for newer, older in edges:
            order[newer] = max(order[newer], order[older] + 1)
    assert all(order[newer] > order[older] for newer, older in edges)


def body_row(**more):
    usual = {
        "code": "g1",
        "kind": "guidance_group",
        "number": "1",
        "name": "第一组",
        "parent_code": "",
        "region_code": "14",
        "founded_on": "2021-03-01",
        "branch": "",
        "branch_founded_on": "",
    }
    return usual | more


@pytest.mark.parametrize(
    ("more", "column"),
    [
        ({"code": "G 1"}, "code"),
        ({"kind": "club"}, "kind"),
        ({"number": ""}, "number"),
        ({"number": "0"}, "number"),
        ({"number": "①"}, "number"),
        ({"kind": "office"}, "number"),
        ({"name": ""}, "name"),
        ({"parent_code": "nobody"}, "parent_code"),
        ({"parent_code": "g1"}, "parent_code"),
        ({"region_code": "15"}, "region_code"),
        ({"founded_on": "2021-3-1"}, "founded_on"),
        ({"branch_founded_on": "2021-03-01"}, "branch"),
    ],
)
def test_a_sheet_of_bodies_names_each_fault(more, column):
    assert judge_bodies([(2, body_row())], {"14"}, {}) == []
    assert column in {fault.column for fault in judge_bodies([(2, body_row(**more))], {"14"}, {})}


def test_two_groups_do_not_share_a_number():
    known = {"old": KnownBody("guidance_group", "14", "", 1)}
    assert [fault.column for fault in judge_bodies([(2, body_row())], {"14"}, known)] == ["number"]
    twins = [(2, body_row()), (3, body_row(code="g2", number="01"))]
    assert [(fault.line, fault.column) for fault in judge_bodies(twins, {"14"}, {})] == [(3, "number")]


def member_row(**more):
    usual = {
        "body_code": "g1",
        "username": "ma",
        "name": "Ma",
        "role": "head",
        "from_date": "2021-03-01",
        "until": "",
    }
    return usual | more


@pytest.mark.parametrize(
    ("more", "column"),
    [
        ({"body_code": "g9"}, "body_code"),
        ({"username": "nobody"}, "username"),
        ({"username": "gone", "name": ""}, "username"),
        ({"name": "Maa"}, "name"),
        ({"role": "boss"}, "role"),
        ({"from_date": "1.3.2021"}, "from_date"),
        ({"until": "2021-02-28"}, "until"),
    ],
)
def test_a_sheet_of_members_names_each_fault(more, column):
    people = {"ma": KnownPerson("Ma", False), "gone": KnownPerson("Gone", True)}
    assert judge_members([(2, member_row())], {"g1"}, people, {}) == []
    faults = judge_members([(2, member_row(**more))], {"g1"}, people, {})
    assert [fault.column for fault in faults] == [column]


def test_a_person_stands_once_in_a_body_and_a_body_has_one_head():
    people = {name: KnownPerson(name, False) for name in ("ma", "he")}
    rows = [
        (2, member_row(name="")),
        (3, member_row(name="")),
        (4, member_row(name="", username="he")),
        (5, member_row(name="", role="member")),
    ]
    found = [(fault.line, fault.column) for fault in judge_members(rows, {"g1"}, people, {})]
    assert found == [(3, "username"), (4, "role"), (5, "username")]
