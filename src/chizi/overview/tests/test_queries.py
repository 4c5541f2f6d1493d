"""A person's day: his own figures, what he misses, what waits for him, and nothing of anybody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chizi.evaluation.actions import raise_appeal
from chizi.evaluation.tests.conftest import NOW, VILLAGE
from chizi.org.abilities import Console
from chizi.org.models import Person
from chizi.org.queries import names_of_people
from chizi.overview.queries import (
    decisions,
    deliverable_regions,
    find,
    my_day,
    own_zeros,
    standing,
)
from chizi.overview.tests.conftest import HERE, THERE, undone
from chizi.publish.actions import propose_publication
from chizi.yardstick.schemas import Zero

YEAR = tuple(f"2020-{month:02d}" for month in range(1, 13))


def test_headlines_are_the_sums_of_their_kinds(province):
    home = standing(province.lin, now=NOW)
    assert home.region.name == "山西省"
    assert [(one.family, one.period) for one in home.headlines] == [
        ("settlements", "2020"),
        ("workplaces", "2020"),
    ]
    settlements = home.headlines[0].counts
    assert (settlements.broken, settlements.pending, settlements.in_scope) == (1, 2, 3)
    assert settlements.provisional


def test_missing_deliveries_are_grouped_by_zero_and_months(province):
    home = standing(province.lin, now=NOW)
    assert home.counties == 2
    found = [(one.zero, one.months, tuple(place.code for place in one.counties)) for one in home.missing]
    assert found == [("accident", YEAR, (HERE, THERE)), ("case", YEAR, (THERE,))]


def test_a_county_office_sees_its_own_county_only(province):
    home = standing(province.sun, now=NOW)
    assert home.region.code == HERE
    assert [one.zero for one in home.missing] == ["accident"]
    assert {one.region.code for one in home.deliveries} == {HERE}
    assert home.headlines[0].counts.in_scope == 2


def test_a_person_without_a_role_sees_nothing(province):
    home = standing(province.ma, now=NOW)
    assert (home.region, home.run, home.headlines, home.missing) == (None, None, (), ())
    mine = decisions(province.ma, now=NOW)
    assert (home.deliveries, mine.to_approve, mine.proposed) == ((), (), ())
    assert my_day(province.ma, now=NOW).empty


def test_before_the_first_run_there_are_no_figures(unjudged):
    home = standing(unjudged.lin, now=NOW)
    assert home.region is not None
    assert (home.run, home.headlines, home.missing) == (None, (), ())


def test_a_proposal_waits_for_whoever_approves_and_not_for_who_proposed(province):
    run = standing(province.lin, now=NOW).run
    with undone():
        propose_publication(actor=province.lin, now=NOW, run_id=run.id, title="三零结果")
        lin, zhou, sun = (decisions(one, now=NOW) for one in (province.lin, province.zhou, province.sun))
    assert ([one.code for one in lin.to_approve], len(lin.proposed)) == ([], 1)
    assert (len(zhou.to_approve), zhou.proposed) == (1, ())
    assert (sun.to_approve, sun.proposed) == ((), ())


def test_an_objection_waits_for_the_department_that_owns_the_zero(province):
    with undone():
        raise_appeal(
            actor=province.lin, now=NOW, unit_code=VILLAGE, zero="case", event_id="C1", reason="不在本村发生"
        )
        homes = {one.username: decisions(one, now=NOW) for one in (province.lin, province.li, province.sun)}
    assert [one.event_id for one in homes["li"].objections] == ["C1"]
    assert homes["lin"].objections == homes["sun"].objections == ()


@pytest.mark.parametrize(("question", "most"), [(standing, 8), (decisions, 4), (my_day, 8)])
def test_each_question_asks_a_constant_number_of_queries(
    province, django_assert_max_num_queries, question, most
):
    with django_assert_max_num_queries(most):
        question(Person.objects.get(username="zhou"), now=NOW)


def test_facts_are_handed_in_for_the_own_zero_and_the_own_places(province):
    assert own_zeros(province.li, now=NOW) == (Zero.CASE,)
    assert own_zeros(province.lin, now=NOW) == ()
    assert own_zeros(Console(), now=NOW) == tuple(Zero)
    assert [one.level for one in deliverable_regions(province.li, now=NOW)] == [1, 2, 3, 3]
    assert deliverable_regions(province.lin, now=NOW) == ()


@pytest.mark.parametrize("wanted", ["小店", "小店区", HERE, "140105", " 小店 "])
def test_a_place_is_found_by_a_part_of_its_name_or_by_its_code(province, wanted):
    assert HERE in {one.code for one in find(province.lin, wanted, now=NOW).regions}


def test_a_unit_is_found_by_its_code_within_what_one_may_see(province):
    assert [one.code for one in find(province.sun, "140105001001", now=NOW).units] == ["140105001001"]
    assert find(province.sun, "140106001001", now=NOW).units == ()
    assert find(province.ma, "140105001001", now=NOW).units == ()
    assert find(province.sun, "迎泽", now=NOW).regions == ()


@pytest.mark.parametrize("wanted", ["", "   ", "%", "_", "'; --", "\x00", "a" * 1000])
def test_odd_searches_find_nothing_and_break_nothing(province, wanted):
    found = find(province.lin, wanted, now=NOW)
    assert (found.regions, found.units) == ((), ())


def test_people_are_named_by_their_reference(province):
    with CaptureQueriesContext(connection) as asked:
        assert names_of_people(["person:lin", "console", "person:gone"]) == {"person:lin": "Lin"}
    assert len(asked) == 1
