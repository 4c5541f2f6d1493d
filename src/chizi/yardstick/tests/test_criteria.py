"""A criteria file is data that anybody may write: every fault in it is named, all at once, in plain sentences."""

from datetime import date

import pytest

from chizi.yardstick.criteria import CriteriaFaults, built_in, built_in_ids, parse_criteria
from chizi.yardstick.criteria.faults import FAULTS
from chizi.yardstick.refusals import UnknownCriteria
from chizi.yardstick.schemas import NEVER_BREAKS, Subtype, Zero

GOOD = built_in("three-zero-2020.1").toml


def faults(text: str, *args, **kwargs) -> list[str]:
    """The codes of the faults of a file; empty for a good one."""
    found: tuple = ()
    sentences = ""
    try:
        parse_criteria(text, *args, **kwargs)
    except CriteriaFaults as error:
        found, sentences = error.faults, str(error)
    assert all(str(fault) in sentences for fault in found)
    assert {fault.code for fault in found} <= set(FAULTS)
    return [fault.code for fault in found]


def changed(old: str, new: str, times: int = 1) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, times)


def row(**keys: str) -> str:
    """A rule row, good unless told otherwise; values are TOML."""
    good = {
        "id": '"another"',
        "zero": '"case"',
        "subtype": '"criminal"',
        "condition": '"occurrence"',
        "clock": '"occurred_at"',
        "source": '"test"',
        "text": '{ en = "a", zh = "甲" }',
    }
    return "\n[[rule]]\n" + "\n".join(f"{key} = {value}" for key, value in {**good, **keys}.items() if value)


def test_the_built_in_rule_is_the_default_of_the_page():
    criteria = built_in("three-zero-2020.1")
    assert built_in_ids() == ("three-zero-2020.1",)
    assert {rule.subtype for rule in criteria.rules} == set(Subtype) - NEVER_BREAKS
    assert all((tolerance.month, tolerance.year) == (0, 0) for tolerance in criteria.tolerances.values())
    assert criteria.rule("case-public-order").severity_at_least == 3
    assert criteria.breaking(Zero.PETITION) == (Subtype.SETTLEMENT_APPEAL, Subtype.COMPLAINT, Subtype.VISIT)
    assert len(criteria.digest) == 64


def test_unknown_criteria_are_refused():
    with pytest.raises(UnknownCriteria):
        built_in("../three-zero-2020.1")


def test_a_row_that_is_unknown_raises_key_error():
    with pytest.raises(KeyError):
        built_in("three-zero-2020.1").rule("nothing")


ONE_FAULT = {
    "not_toml": GOOD + "\n=",
    "missing": changed('clock = "due_at"\n', ""),
    "unknown_key": GOOD + row(colour='"red"', effective_from="2031-01-01").replace("criminal", "criminal"),
    "counts_petitions": GOOD.replace("month = 0", "month = 0\nmax_number = 3", 1),
    "not_text": changed('id = "three-zero-2020.1"', "id = 3"),
    "not_table": "concealment = 3\n" + changed("[concealment", "[gone", 2),
    "no_rows": GOOD.split("[[rule]]")[0],
    "no_source": changed('source = "零上访即无一件"\n', ""),
    "no_words": changed('zh = "发生刑事案件。"\n', ""),
    "not_whole": changed("month = 0", "month = -1"),
    "severity_range": changed("severity_at_least = 3", "severity_at_least = 5"),
    "not_date": changed('clock = "due_at"', 'clock = "due_at"\neffective_from = "2020-01-01"'),
    "bad_choice": changed('condition = "overdue"', 'condition = "received"'),
    "wrong_zero": changed('subtype = "fire"', 'subtype = "criminal"'),
    "never_breaks": changed('subtype = "visit"', 'subtype = "suggestion"'),
    "wrong_condition": changed('condition = "overdue"', 'condition = "occurrence"'),
    "wrong_clock": changed('clock = "due_at"', 'clock = "reported_at"'),
    "not_for_zero": changed('clock = "due_at"', 'clock = "due_at"\nseverity_at_least = 2'),
    "dates_reversed": changed(
        'clock = "due_at"', 'clock = "due_at"\neffective_from = 2021-01-01\neffective_to = 2021-01-01'
    ),
    "double_id": changed('id = "petition-visit"', 'id = "petition-complaint"'),
    "overlap": GOOD + row(),
    "two_clocks": changed('subtype = "criminal"', 'subtype = "criminal"\neffective_to = 2021-01-01')
    + row(clock='"reported_at"', effective_from="2021-01-01"),
}


@pytest.mark.parametrize("code", ONE_FAULT)
def test_each_fault_is_named(code):
    assert code in faults(ONE_FAULT[code])


def test_every_fault_is_tried_here():
    assert set(FAULTS) == {*ONE_FAULT, "in_published_period"}


def test_all_faults_are_reported_at_once():
    broken = GOOD.replace('clock = "due_at"', 'clock = "noon"').replace("year = 0", "year = -1")
    assert sorted(faults(broken)) == ["bad_choice"] * 3 + ["not_whole"] * 3


def test_dated_rows_that_meet_without_overlap_are_good():
    until = changed('subtype = "criminal"', 'subtype = "criminal"\neffective_to = 2021-01-01')
    assert faults(until + row(effective_from="2021-01-01")) == []
    assert faults(until + row(effective_from="2020-12-31")) == ["overlap"]


def test_rows_that_enclose_one_another_overlap():
    outer = row(id='"outer"', effective_from="2021-01-01", effective_to="2025-01-01")
    inner = row(id='"inner"', effective_from="2022-01-01", effective_to="2023-01-01")
    later = row(id='"later"', effective_from="2024-01-01")
    base = GOOD.replace('subtype = "criminal"', 'subtype = "criminal"\neffective_to = 2021-01-01')
    assert faults(base + outer + inner + later) == ["overlap", "overlap"]


def test_no_row_takes_effect_in_a_published_period():
    until = changed('subtype = "criminal"', 'subtype = "criminal"\neffective_to = 2022-01-01')
    later = until + row(effective_from="2022-01-01")
    earlier = parse_criteria(GOOD)
    assert faults(later, date(2022, 1, 1), earlier=earlier) == []
    assert faults(later, date(2022, 1, 2), earlier=earlier) == ["in_published_period"]
    assert faults(GOOD, date(2022, 1, 1)) == ["in_published_period"] * 9
    assert faults(GOOD, date(2022, 1, 1), earlier=earlier) == []


def test_a_row_of_another_meaning_is_a_new_row():
    milder = changed("severity_at_least = 3", "severity_at_least = 4")
    assert faults(milder, date(2022, 1, 1), earlier=parse_criteria(GOOD)) == ["in_published_period"]
