"""Codes, kinds and scopes without a database."""

from types import SimpleNamespace

import pytest

from chizi.org import rules, sheets
from chizi.org.rules import Ability, Role, Scope


@pytest.mark.parametrize(
    ("given", "full"), [("14", "140000000000"), ("1401", "140100000000"), ("140105001", "140105001000")]
)
def test_short_codes_are_padded(given, full):
    assert rules.full_code(given) == full


@pytest.mark.parametrize("wrong", ["", "1", "14O1", "１４", "1.4e11", "1401050010001"])
def test_other_codes_are_refused(wrong):
    with pytest.raises(ValueError):
        rules.full_code(wrong)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("北营村委会", "village"), ("许坦西街社区居委会", "community"), ("南庄村村民委员会", "village")],
)
def test_the_committee_tells_village_from_community(name, kind):
    assert sheets.unit_kind(name) == kind


def test_placeholders_of_the_code_book_are_no_units():
    assert sheets.is_placeholder("太原武宿综合保税区虚拟社区")
    assert not sheets.is_placeholder("生活区社区居委会")


def test_nobody_has_an_ability_by_default():
    assert Scope().empty
    assert not Scope().covers(SimpleNamespace(city_id=1, county_id=2, town_id=3))
    assert not Scope().covers_code("140105000000")


def test_a_row_of_the_province_lies_only_in_everything():
    nowhere = SimpleNamespace(city_id=None, county_id=None, town_id=None)
    assert not Scope(cities=frozenset({1})).covers(nowhere)
    assert Scope(everything=True).covers(nowhere)


def test_the_system_administrator_sees_no_content_and_gives_no_grants():
    given = rules.ABILITIES[Role.SYSTEM_ADMIN]
    assert given.isdisjoint({Ability.SEE_UNITS, Ability.GIVE_GRANTS, Ability.SEE_JOURNAL})
    assert rules.ABILITIES[Role.SECURITY_ADMIN].isdisjoint({Ability.SEE_UNITS, Ability.IMPORT_PEOPLE})


def test_administrators_are_different_people():
    assert rules.administrator_conflict([Role.AUDITOR, Role.SYSTEM_ADMIN])
    assert not rules.administrator_conflict([Role.AUDITOR, Role.OFFICE])


def test_no_judged_unit_can_deliver_its_own_facts():
    """R-13: a subject cannot edit what it is judged by: no role but the lead department's delivers."""
    assert rules.roles_with(Ability.DELIVER_FACTS) == {Role.LEAD_DEPARTMENT}


@pytest.mark.parametrize(
    ("parents", "circle"), [({"a": "b", "b": "a"}, True), ({"a": "b", "b": ""}, False), ({"a": "a"}, True)]
)
def test_bodies_that_lead_each_other_in_a_circle_are_found(parents, circle):
    assert sheets._in_circle("a", parents) is circle
