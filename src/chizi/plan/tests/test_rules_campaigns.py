"""Months, windows, colours, caps, trees: the arithmetic of campaigns."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chizi.plan.campaign_policy import campaign_policy
from chizi.plan.rules import tasks
from chizi.plan.rules.campaigns import add_months, is_code, special_span
from chizi.plan.rules.milestones import Colour, gate_faults, light, read_policy
from chizi.plan.rules.trees import Row, compare, judge, phase_of
from chizi.plan.tests.planned import plan_rows

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
PARTIES = {"office": "agency:office", "city": "agency:city", "datong": "agency:datong"}


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2021, 3, 1), 4, date(2021, 7, 1)),
        (date(2021, 8, 31), 6, date(2022, 2, 28)),
        (date(2021, 12, 15), 12, date(2022, 12, 15)),
    ],
)
def test_a_period_of_months_ends_on_the_corresponding_day_or_the_last_of_the_month(day, months, last):
    assert add_months(day, months) == last


@given(DAYS, st.integers(1, 120))
def test_months_are_counted_by_the_calendar(day, months):
    last = add_months(day, months)
    assert (last.year * 12 + last.month) - (day.year * 12 + day.month) == months
    assert last.day == min(day.day, calendar.monthrange(last.year, last.month)[1])
    check, ends = special_span(day, months)
    assert day < check < ends == last
    assert abs((check - day) - (ends - check)) <= timedelta(days=1)


@pytest.mark.parametrize("months", [0, -1, 121])
def test_a_special_campaign_lasts_one_to_120_months(months):
    with pytest.raises(ValueError):
        special_span(date(2021, 3, 1), months)


@given(DAYS, st.integers(-40, 40), st.sampled_from(["measure", "assignment", "phase", "check", "campaign"]))
def test_colours_go_from_blue_over_yellow_to_red_and_never_back(due, days, kind):
    policy, order = campaign_policy(), [Colour.BLUE, Colour.YELLOW, Colour.RED]
    today = due + timedelta(days=days)
    now, later = (light(policy, kind, due, False, day) for day in (today, today + timedelta(days=1)))
    assert order.index(now.colour) <= order.index(later.colour)
    assert (now.colour == Colour.RED) == (days > 0)
    assert light(policy, kind, due, True, today).colour == Colour.DONE
    assert now.text % now.params


def test_the_policy_names_its_sources_and_a_crooked_one_is_refused():
    policy = campaign_policy()
    assert all((policy.caps_source, policy.colours_source, policy.gate_source))
    with pytest.raises(KeyError):
        read_policy({"caps": {}})


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 3), st.integers(0, 3))
def test_a_gate_opens_only_when_the_policy_is_met(covered, more, objections, remedies):
    found = gate_faults(
        campaign_policy(),
        measures=covered + more,
        covered=covered,
        objections=objections,
        remedies=remedies,
    )
    assert (found == ()) == (more == 0 and objections == 0 and remedies == 0)
    for text, params in found:
        assert text % params


@given(st.integers(0, 100), st.integers(1, 100), st.integers(1, 100))
def test_R08_beyond_the_cap_means_more_than_the_cap(open_items, more, cap):
    assert tasks.beyond_cap(open_items, more, cap) == (open_items + more > cap)


@given(st.tuples(DAYS, DAYS), st.tuples(DAYS, DAYS))
def test_R07_windows_overlap_when_they_share_a_day(first, second):
    assume(first[0] <= first[1] and second[0] <= second[1])
    share = max(first[0], second[0]) <= min(first[1], second[1])
    assert tasks.overlap(first, second) == tasks.overlap(second, first) == share


@given(st.sampled_from(list(tasks.TaskKind)), st.booleans(), st.sampled_from(list(tasks.AssignmentState)))
def test_only_what_is_prescribed_and_not_let_off_is_owed(kind, exception_only, state):
    owed = tasks.owed(kind, exception_only, state)
    if kind == "optional" or exception_only or state in ("exempt", "withdrawn"):
        assert not owed
    if tasks.loads(kind, state):
        assert kind == "prescribed"
        assert state not in ("accepted", "exempt", "withdrawn")


@given(
    st.sampled_from(["", "monthly"]),
    st.sampled_from(["", "法"]),
    st.none() | DAYS,
    st.none() | st.integers(0, 9),
)
def test_R06_only_a_whole_request_may_recur(recurs, basis, sunset, minutes):
    whole = bool(basis) and sunset is not None and bool(minutes)
    assert (tasks.recurrence_gaps(recurs, basis, sunset, minutes) == ()) == (not recurs or whole)


@given(st.text(max_size=50))
def test_a_code_is_plain(text):
    assert not is_code(text) or (text.isascii() and text.isprintable() and " " not in text)


def test_the_sample_plan_is_judged_without_fault():
    plan, faults = judge(plan_rows(), PARTIES)
    assert faults == []
    assert [one["code"] for one in plan["plans"]] == ["P-0", "P-1", "P-2", "S-01", "S-02"]
    assert compare(plan, plan) == ()
    assert {one.what for one in compare({}, plan)} == {"added"}
    assert {one.what for one in compare(plan, {})} == {"removed"}


@st.composite
def trees(draw):
    """Rows that hang anywhere, also in circles and in the air."""
    count = draw(st.integers(1, 8))
    codes = [f"N{number}" for number in range(count)]
    kinds = st.sampled_from(["overall", "phase", "topic", "sub", "implementation", "measure", "?"])
    rows = [Row(line=1, kind="campaign", code="C", title="c", basis="b", owner="office", starts="2021-03-01",
                due="2021-12-31")]  # fmt: skip
    for at, code in enumerate(codes):
        rows.append(
            Row(
                line=at + 2,
                kind=draw(kinds),
                code=code,
                parent_code=draw(st.sampled_from(["", "XX", *codes])),
                title="t",
                owner=draw(st.sampled_from(["", "city"])),
                basis="b",
                evidence_rule="e",
                due="2021-04-01",
                cross_phase=draw(st.sampled_from(["", "yes"])),
            )
        )
    return rows


@given(trees())
def test_whatever_is_accepted_is_a_tree_with_one_phase_or_a_tag_for_each_sub_plan(rows):
    plan, faults = judge(rows, PARTIES)
    if faults:
        assert plan == {}
        return
    by_code = {one["code"]: one for one in plan["plans"]}
    assert [one["kind"] for one in plan["plans"]].count("overall") == 1
    given_rows = {row.code: row for row in rows}
    for one in plan["plans"]:
        seen, at = set(), one
        while at["parent"]:
            assert at["code"] not in seen
            seen.add(at["code"])
            at = by_code[at["parent"]]
        assert at["kind"] == "overall"
        if one["kind"] == "sub" and by_code[one["parent"]]["kind"] != "sub":
            assert (phase_of(one["code"], given_rows) is not None) != bool(one["cross_phase"])
    for one in plan["measures"]:
        assert one["plan"] in by_code
        assert one["owner"] == "agency:city"
        assert one["starts"] <= one["due"]


@given(st.lists(st.builds(Row, line=st.integers(1, 9), kind=st.text(max_size=8), code=st.text(max_size=4),
                          parent_code=st.text(max_size=4), starts=st.text(max_size=10), due=st.text(max_size=10),
                          months=st.text(max_size=4), owner=st.text(max_size=4)), max_size=6))  # fmt: skip
def test_rubbish_is_judged_and_never_stumbled_over(rows):
    plan, faults = judge(rows, PARTIES)
    assert plan == {}
    assert faults
