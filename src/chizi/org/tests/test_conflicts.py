"""Who must not be sent where: own posts, declared kinship, lines of bodies, places. Without a database."""

from hypothesis import given
from hypothesis import strategies as st

from chizi.org.conflicts import Bond, Cause, conflict, line_above

CITY, COUNTY, TOWN, OTHER = "140100000000", "140105000000", "140105001000", "140200000000"
PROVINCE = "140000000000"
PARENTS = {
    "agency:station": "agency:county",
    "agency:county": "agency:city",
    "agency:city": "agency:province",
}
codes = st.sampled_from(["agency:a", "agency:b", "agency:c", "agency:d", "body:x", "unit:1"])
places = st.sampled_from([PROVINCE, CITY, COUNTY, TOWN, OTHER, "140212000000"])
forests = st.dictionaries(codes, codes, max_size=6)
bonds = st.lists(st.builds(Bond, codes, places, st.booleans()), max_size=4)


def cause(*held: Bond, **target: str) -> Cause | None:
    found = conflict(held, parents=PARENTS, **target)
    return found.cause if found else None


def test_nobody_is_sent_where_he_serves_or_to_those_above_and_below():
    own = Bond("agency:county", COUNTY)
    assert cause(own, party="agency:county") == Cause.OWN
    assert cause(own, party="agency:station") == Cause.LED
    assert cause(own, party="agency:province") == Cause.LED
    assert cause(own, party="agency:elsewhere") is None


def test_a_relative_bars_as_the_own_post_does():
    kin = Bond("agency:city", CITY, kin=True)
    assert cause(kin, party="agency:city") == Cause.KIN
    assert cause(kin, party="agency:station") == Cause.KIN_LED
    assert cause(kin, region=COUNTY) == Cause.KIN_HOME
    assert cause(kin, region=OTHER) is None


def test_a_group_is_not_sent_home_and_the_province_is_everybodys_home():
    assert cause(Bond("agency:county", COUNTY), region=CITY) == Cause.HOME
    assert cause(Bond("agency:city", CITY), region=TOWN) == Cause.HOME
    assert cause(Bond("agency:province", PROVINCE), region=CITY) is None


def test_the_own_post_is_named_before_a_relatives():
    found = conflict(
        [Bond("agency:county", COUNTY, kin=True), Bond("agency:county", COUNTY)],
        party="agency:county",
        parents=PARENTS,
    )
    assert found.cause == Cause.OWN
    assert found.text % found.params == "serves in agency:county"


@given(bonds, forests, codes, places)
def test_conflict_follows_the_line_in_both_directions(held, parents, target, place):
    found = conflict(held, party=target, region=place, parents=parents)
    barred = [
        one
        for one in held
        if one.party == target
        or target in line_above(one.party, parents)
        or one.party in line_above(target, parents)
    ]
    if barred:
        assert found is not None
    if found is None:
        assert not any(one.region == place != PROVINCE for one in held)
    else:
        assert found.party in {one.party for one in held}


@given(bonds, forests, codes, places)
def test_more_bonds_never_free_anybody(held, parents, target, place):
    for count in range(len(held)):
        if conflict(held[:count], party=target, region=place, parents=parents) is not None:
            assert conflict(held, party=target, region=place, parents=parents) is not None


@given(codes, forests)
def test_a_line_ends_even_where_bodies_lead_each_other_in_a_circle(party, parents):
    line = line_above(party, parents)
    assert len(set(line)) == len(line)
    assert party not in line
