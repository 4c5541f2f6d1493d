"""Whatever the seed and the size: the same seed gives the same rows, and the judged shares hold."""

from functools import cache

import pyarrow.compute as pc
import pytest

from chizi.demo import rules
from chizi.demo.divisions import survey
from chizi.demo.facts import count_consignments
from chizi.demo.tests.worlds import OTHERS, VILLAGES, World, generate, judge, units_of
from chizi.org.sheets import is_placeholder

UNITS = 30_000


@cache
def world(seed: int, units: int = UNITS) -> World:
    return generate(units, seed)


@pytest.mark.parametrize(
    ("seed", "units"), [(1, UNITS), (7, UNITS), (31_415, UNITS), (5, rules.LEAST_UNITS), (6, 2_000)]
)
def test_the_judged_shares_of_2020_hold_for_other_seeds_and_sizes(seed, units, tmp_path):
    found = judge(world(seed, units), tmp_path)
    assert found.share("2020", *VILLAGES) == pytest.approx(59.03, abs=0.5)
    assert found.share("2020", *OTHERS) == pytest.approx(99, abs=0.5)
    if units == UNITS:
        assert found.change("fatal_accidents") == pytest.approx(-19.06, abs=3)
        assert found.change("deaths") == pytest.approx(-11.404, abs=3)
        assert found.change("criminal_cases") == pytest.approx(-5, abs=3)
        assert found.change("public_order_cases") == pytest.approx(-33.6, abs=3)
        assert list(found.pending) == [rules.MISSING_COUNTY]
        assert found.share("2019", "all") < found.share("2020", "all")
    else:
        assert found.pending == {}


def test_the_same_seed_gives_the_same_rows_and_another_seed_others():
    first, again, other = generate(2_000, 11), generate(2_000, 11), generate(2_000, 12)
    assert first.register.equals(again.register)
    for one, two in zip(first.consignments, again.consignments, strict=True):
        assert one.rows.equals(two.rows)
    assert not first.register.equals(other.register)
    assert not first.consignments[0].rows.equals(other.consignments[0].rows)


def test_units_count_villages_and_codes_are_unique():
    register = units_of(world(1))
    codes = register["unit_code"]
    assert len(pc.unique(codes)) == UNITS
    assert pc.all(pc.is_in(pc.utf8_length(codes), pc.cast([12, 18], "int32"))).as_py()


@pytest.mark.parametrize("units", [rules.LEAST_UNITS, 3_000, UNITS])
def test_a_small_province_has_townships_in_every_county(units):
    ground = survey(units)
    assert len(ground.villages) == units // 2
    assert {town.parent_code for town in ground.towns} == {county.code for county in ground.counties}


def test_a_full_province_has_every_village_and_no_placeholder():
    ground = survey(rules.UNITS)
    assert (len(ground.villages), len(ground.towns), len(ground.regions)) == (21_850, 1_352, 1_485)
    assert not any(is_placeholder(one.name) for one in ground.villages)


def test_as_many_files_as_announced_each_with_its_own_numbers():
    for units in (UNITS, 2_000):
        files = world(1, units).consignments
        assert len(files) == count_consignments(survey(units), units)
        assert len({one.name for one in files}) == len(files)


def test_nothing_in_a_file_was_unknown_when_it_was_sent():
    for one in world(1).consignments:
        for column in ("reported_at", "resolved_at", "concealment_found_at"):
            latest = pc.max(one.rows[column]).as_py()
            assert latest is None or latest.isoformat() < one.received, (one.name, column)


def test_most_events_break_nothing_and_each_innocent_kind_is_there():
    petitions = world(1).consignments[0].rows
    expected: dict[str, set] = {
        "subtype": {"suggestion", "misconduct_report", "legal_route", "outside_power"},
        "status": {"open", "resolved", "withdrawn", "unfounded"},
        "attributed": {True, False, None},
    }
    for column, values in expected.items():
        assert values <= set(pc.unique(petitions[column]).to_pylist())
    late = pc.greater(petitions["resolved_at"], petitions["due_at"])
    assert pc.sum(late).as_py() < petitions.num_rows / 10


def test_the_zone_without_its_police_delivery_has_no_rows_of_that_month():
    police = [one for one in world(1).consignments if one.months == ("2020-12", "2020-12")]
    assert len(police) == 16
    assert rules.MISSING_COUNTY not in {one.region for one in police}
    assert {one.sender for one in police} >= {"taiyuan-police", "datong-police", "shuocheng-police", "police"}
