"""One rule object, two uses: `covers` for one row and `narrow` for many never disagree, on a real database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from chizi.org.abilities import CodeScope, grants_of, may, narrow, scope_of
from chizi.org.models import Agency, Grant, Person, Region
from chizi.org.rules import ABILITIES, Ability, Level, Role, active, roles_with

NOW = datetime(2021, 2, 28, 9, tzinfo=UTC)
TODAY = date(2021, 2, 28)
DIGITS = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWN: 9}


@dataclass
class Tree:
    """Regions by level; agencies stand for any row with a place."""

    regions: list[Region]
    agencies: list[Agency]


def _plant(shape: list[list[list[int]]]) -> Tree:
    """A tree of regions: for each city its counties, for each county the number of its townships."""
    regions: list[Region] = []

    def region(code: str, level: Level, parent: Region | None) -> Region:
        one = Region(code=code.ljust(12, "0"), name=code, level=level, parent=parent)
        if parent:
            one.province_id, one.city_id, one.county_id = parent.province_id, parent.city_id, parent.county_id
        one.save()
        setattr(one, f"{level.name.lower()}_id", one.id)
        one.save()
        regions.append(one)
        return one

    top = region("14", Level.PROVINCE, None)
    for c, counties in enumerate(shape, 1):
        city = region(f"14{c:02}", Level.CITY, top)
        for k, towns in enumerate(counties, 1):
            county = region(f"{city.code[:4]}{k:02}", Level.COUNTY, city)
            for t in range(1, towns[0] + 1 if towns else 1):
                region(f"{county.code[:6]}{t:03}", Level.TOWN, county)
    agencies = [
        Agency.objects.create(
            code=f"a{one.code}",
            name=one.code,
            kind="police",
            region=one,
            city_id=one.city_id,
            county_id=one.county_id,
            town_id=one.town_id,
        )
        for one in regions
    ]
    return Tree(regions, agencies)


SHAPES = st.lists(
    st.lists(st.lists(st.integers(0, 2), max_size=1), max_size=3), min_size=1, max_size=3
)  # cities > counties > [townships]
GRANTS = st.lists(
    st.tuples(
        st.sampled_from(list(Role)), st.integers(0, 99), st.integers(-3, 3), st.none() | st.integers(-3, 3)
    ),
    max_size=5,
)


def _give(person: Person, tree: Tree, drawn: list[tuple[Role, int, int, int | None]]) -> None:
    for role, at, start, length in drawn:
        begin = TODAY + timedelta(days=start)
        Grant.objects.create(
            person=person,
            role=role.value,
            region=tree.regions[at % len(tree.regions)],
            from_date=begin,
            until=None if length is None else begin + timedelta(days=abs(length)),
            granted_by="person:chen",
        )


@contextmanager
def _forgotten() -> Iterator[None]:
    """Whatever happens inside is undone: each drawn example begins with empty tables."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@given(shape=SHAPES, drawn=GRANTS, ability=st.sampled_from(list(Ability)), is_active=st.booleans())
def test_check_and_query_agree(shape, drawn, ability, is_active):
    with _forgotten():
        _check_and_query_agree(shape, drawn, ability, is_active)


def _check_and_query_agree(shape, drawn, ability, is_active):
    tree = _plant(shape)
    person = Person.objects.create(username="lin", name="Lin", is_active=is_active)
    _give(person, tree, drawn)
    scope = scope_of(person, ability, now=NOW)
    listed = set(narrow(Agency.objects.all(), scope).values_list("id", flat=True))
    assert listed == {one.id for one in tree.agencies if scope.covers(one)}
    through = set(narrow(Agency.objects.all(), scope, "region__").values_list("id", flat=True))
    assert through == listed
    by_code = set(scope.narrow_codes(Region.objects.all(), "code").values_list("code", flat=True))
    assert by_code == {one.code for one in tree.regions if scope.covers_code(one.code)}
    assert by_code == {one.region.code for one in tree.agencies if one.id in listed}


@pytest.mark.django_db
@given(shape=SHAPES, drawn=GRANTS, ability=st.sampled_from(list(Ability)))
def test_a_scope_is_the_union_of_the_grants_that_count_today(shape, drawn, ability):
    """Against a second, naive reading: walk up from each place and ask every grant."""
    with _forgotten():
        _union_of_grants(shape, drawn, ability)


def _union_of_grants(shape, drawn, ability):
    tree = _plant(shape)
    person = Person.objects.create(username="lin", name="Lin")
    _give(person, tree, drawn)
    granted = {
        grant.region_id
        for grant in Grant.objects.all()
        if ability in ABILITIES[Role(grant.role)] and active(grant.from_date, grant.until, TODAY)
    }
    for one, agency in zip(tree.regions, tree.agencies, strict=True):
        above, upwards = {one.id}, one.parent
        while upwards is not None:
            above.add(upwards.id)
            upwards = upwards.parent
        assert may(person, ability, agency, now=NOW) == bool(above & granted)
    assert may(person, ability, now=NOW) == (tree.regions[0].id in granted)


@pytest.mark.django_db
def test_a_stranger_a_leaver_and_nobody_see_nothing():
    tree = _plant([[[1]]])
    leaver = Person.objects.create(username="chen", name="Chen", is_active=False)
    _give(leaver, tree, [(Role.OFFICE, 0, 0, None)])
    stranger = Person.objects.create(username="zhou", name="Zhou")
    for actor in (leaver, stranger, None):
        for ability in Ability:
            scope = scope_of(actor, ability, now=NOW)
            assert scope.empty
            assert not narrow(Agency.objects.all(), scope).exists()
            assert not scope.narrow_codes(Region.objects.all(), "code").exists()


@pytest.mark.django_db
def test_a_grant_counts_from_its_first_to_its_last_day_of_local_time():
    tree = _plant([[[1]]])
    person = Person.objects.create(username="lin", name="Lin")
    _give(person, tree, [(Role.OFFICE, 0, 0, 0)])
    midnight = datetime(2021, 2, 27, 16, tzinfo=UTC)  # 28 February 00:00 in Shanghai
    assert not may(person, Ability.SEE_FIGURES, now=midnight - timedelta(microseconds=1))
    assert may(person, Ability.SEE_FIGURES, now=midnight)
    assert may(person, Ability.SEE_FIGURES, now=midnight + timedelta(days=1, microseconds=-1))
    assert not may(person, Ability.SEE_FIGURES, now=midnight + timedelta(days=1))


@pytest.mark.django_db
def test_grants_are_read_once_a_request(django_assert_num_queries):
    tree = _plant([[[1]]])
    person = Person.objects.create(username="lin", name="Lin")
    _give(person, tree, [(Role.OFFICE, 0, 0, None)])
    with django_assert_num_queries(1):
        for ability in Ability:
            scope_of(person, ability, now=NOW)
    assert len(grants_of(person, NOW)) == 1


def test_a_code_scope_of_nothing_covers_no_code():
    assert not CodeScope().covers_code("140000000000")
    assert not CodeScope().covers_code("")


def test_every_role_has_its_row_of_abilities_and_every_ability_a_role():
    assert set(ABILITIES) == set(Role)
    assert [ability for ability in Ability if not roles_with(ability)] == []
