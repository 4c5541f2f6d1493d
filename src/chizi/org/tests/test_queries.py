"""Places, units and grants as a viewer may see them."""

import pytest

from chizi.org.abilities import Console, scope_of
from chizi.org.models import Region
from chizi.org.queries import (
    acting_person,
    ancestors,
    find_regions,
    grants_in,
    home_region,
    province,
    register,
    stretches,
    visible_region,
)
from chizi.org.refusals import NoRegions, UnknownPerson, UnknownRegion, UnknownUnit
from chizi.org.rules import Ability
from chizi.org.tests.conftest import NOW

pytestmark = pytest.mark.django_db


def test_before_the_divisions_there_is_no_province():
    with pytest.raises(NoRegions):
        province()


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("小店", ["小店区"]),
        ("140105", ["小店区", "坞城街道"]),
        ("市", ["太原市", "大同市"]),
        ("区 140105", ["小店区"]),
        ("  ", []),
        ("小\0店", ["小店区"]),
        ("%", []),
    ],
)
def test_places_are_found_by_a_part_of_the_name_or_the_code(place, words, names):
    assert [one.name for one in find_regions(words)] == names


def test_a_board_begins_at_the_highest_place_one_may_see(cast, place):
    assert home_region(cast.lin, now=NOW) == place["太原市"]
    assert home_region(cast.chen, now=NOW) is None


@pytest.mark.parametrize("code", ["14", "140000000000", "1402", "149999", "x", "1401050010001", "'; --"])
def test_what_lies_outside_is_as_if_it_were_not_there(cast, code):
    with pytest.raises(UnknownRegion):
        visible_region(cast.lin, code, now=NOW, ability=Ability.SEE_UNITS)


def test_the_breadcrumb_stops_where_the_scope_does(cast, place):
    scope = scope_of(cast.lin, Ability.SEE_FIGURES, now=NOW)
    line = ancestors(Region.objects.get(code="140105001000"), scope)
    assert [one.name for one in line] == ["太原市", "小店区", "坞城街道"]


def test_the_register_is_paged_and_counted_without_counting(cast, place):
    first = register(cast.lin, now=NOW, region=place["太原市"], limit=1)
    rest = register(cast.lin, now=NOW, region=place["太原市"], limit=1, after=first.after)
    assert [one.code for one in (*first.units, *rest.units)] == ["140105001001", "140105001002"]
    assert (first.total, rest.after) == (2, "")
    assert register(cast.lin, now=NOW, region=place["太原市"], kind="village").total == 1
    with pytest.raises(UnknownRegion):
        register(cast.lin, now=NOW, region=place["大同市"])


def test_a_unit_of_another_city_is_not_there(cast):
    assert stretches(cast.lin, "140105001001", now=NOW)[0].name == "许坦西街社区居委会"
    for code in ("140212100001", "nothing"):
        with pytest.raises(UnknownUnit):
            stretches(cast.lin, code, now=NOW)


def test_grants_are_seen_where_they_may_be_seen(cast):
    assert {grant.person.username for grant in grants_in(cast.hu, now=NOW)} == {"lin", "chen", "hu"}
    assert grants_in(cast.lin, now=NOW) == []


def test_a_command_acts_as_an_active_person_or_as_the_console(cast):
    assert acting_person("lin") == cast.lin
    assert acting_person(None) == Console()
    cast.lin.is_active = False
    cast.lin.save()
    with pytest.raises(UnknownPerson):
        acting_person("lin")
