"""The board and a party's page: numbers of people, by counters, in the order of codes."""

from dataclasses import fields, is_dataclass
from datetime import timedelta

import pytest

from chizi.learn import learners, tallies
from chizi.learn.models import LearningItem
from chizi.learn.queries import (
    evaluation,
    exports,
    open_obligation,
    party_progress,
    profiles,
    progress,
    progress_board,
    progress_party,
    results_dataset,
    shown_by_tests,
)
from chizi.learn.refusals.profiles import UnknownProgressParty
from chizi.learn.tests import progress_world as w
from chizi.org.refusals import UnknownRegion
from chizi.plan.actions import grant_exemption
from chizi.plan.models import Assignment

pytestmark = pytest.mark.django_db
COUNTY, CITY = "140105000000", "140100000000"


@pytest.fixture
def here():
    found = w.world()
    for person in found.officers[:3]:
        w.has_read(person, found.reading)
        w.has_mastered(person, found.objectives[0], found.county)
    w.counted()
    return found


def test_s1_08_a_board_says_of_how_many_people_of_how_many_parties_it_is_done(here):
    found = progress_board(here.lin, now=w.NOW, region=COUNTY)
    assert (found.whole.people, found.whole.parties) == (
        10,
        2,
    )  # 8 officers, the clerks of county and station
    assert [(one.title, one.done, one.asked) for one in found.items] == [("监督法", 3, 9), ("应知应会", 0, 9)]
    assert [(one.code, one.met, one.people) for one in found.objectives] == [
        ("obj-1", 3, 10),
        ("obj-2", 0, 10),
    ]
    assert (found.whole.done, found.whole.asked, found.whole.stalled) == (3, 18, 0)


def test_s1_08_where_it_stalls_shows_once_the_day_has_passed(here):
    later = w.NOW + timedelta(days=60)
    found = progress_board(here.lin, now=later)
    assert found.whole.stalled == 15
    assert [(one.name, one.stalled) for one in found.places] == [("太原市", 15), ("大同市", 0)]


def test_the_board_opens_city_then_county_then_party(here):
    whole = progress_board(here.lin, now=w.NOW)
    assert [one.code for one in whole.places] == sorted(one.code for one in whole.places)
    city = progress_board(here.lin, now=w.NOW, region=CITY)
    assert COUNTY in [one.code for one in city.places]
    county = progress_board(here.lin, now=w.NOW, region=COUNTY)
    assert county.places == ()
    assert [one.code for one in county.parties] == ["agency:county", "agency:station"]
    assert [(one.done, one.asked) for one in county.parties] == [(3, 18), (0, 0)]


def test_s1_08_a_town_adds_up_what_its_parties_have_done(here):
    """A town has no counters of its own for what is done; its clerk's board says the same as its parties."""
    task = w.given(here, "所里学", [here.station])
    reading = LearningItem.objects.create(task=task, about="material:2", title="接处警", position=1)
    w.has_read(w.officer("suo", "所里民警", here.station.agency), reading)
    w.counted()
    town = here.station.region
    found = progress_board(here.lin, now=w.NOW, region=town.code)
    (party,) = found.parties
    assert (found.whole.people, found.whole.parties) == (party.people, 1)
    assert (found.whole.done, found.whole.asked) == (party.done, party.asked) == (1, party.people)
    assert [(one.done, one.asked) for one in found.items if one.title == "接处警"] == [(1, party.people)]
    assert [one.people for one in found.objectives] == [party.people] * 2


def test_parties_of_a_county_are_paged_by_code(here):
    first = progress_board(here.lin, now=w.NOW, region=COUNTY, limit=1)
    assert first.after == "agency:county"
    second = progress_board(here.lin, now=w.NOW, region=COUNTY, after=first.after, limit=1)
    assert ([one.code for one in second.parties], second.after) == (["agency:station"], "")


def test_another_city_is_not_there(here):
    with pytest.raises(UnknownRegion):
        progress_board(here.gao, now=w.NOW, region=COUNTY)


def test_rubbish_in_the_address_is_no_fault(here):
    found = progress_board(here.lin, now=w.NOW, campaign="\x00", after="\x00" * 90)
    assert found.campaign == "JY"


def test_those_exempted_are_not_asked(here):
    row = Assignment.objects.get(task=here.task)
    grant_exemption(
        actor=here.lin, now=w.NOW, assignment_id=row.id, version=row.version, ground="duty", text="执勤"
    )
    w.counted()
    assert progress_board(here.lin, now=w.NOW, region=COUNTY).whole.asked == 0


def test_the_board_asks_a_constant_number_of_queries(here, django_assert_max_num_queries):
    from chizi.org.models import Person

    viewers = [Person.objects.get(username="lin") for _ in range(2)]
    with django_assert_max_num_queries(9):  # with those of the frame twelve
        progress_board(viewers[0], now=w.NOW, region=CITY)
    for at in range(3):
        w.given(here, f"再学{at}")
    with django_assert_max_num_queries(9):
        progress_board(viewers[1], now=w.NOW, region=CITY)


def test_a_partys_page_adds_up(here):
    found = party_progress(here.hu, "agency:county", now=w.NOW)
    assert [(one.done, one.asked, one.late) for one in found.items] == [(3, 9, False), (0, 9, False)]
    assert [one.title for one in found.milestones] == ["学法规"]
    assert (found.people, found.leads) == (9, True)


def test_an_officer_sees_the_numbers_of_his_own_party_only(here):
    mine = here.officers[0]
    assert party_progress(mine, "agency:county", now=w.NOW).leads is False
    for code in ("agency:datong", "agency:nobody", "\x00", "x" * 300):
        with pytest.raises(UnknownProgressParty):
            party_progress(mine, code, now=w.NOW)


def test_names_are_told_to_the_partys_own_clerk_in_their_order_and_to_nobody_else(here):
    found = open_obligation(here.hu, "agency:county", here.reading.pk, now=w.NOW)
    assert list(found.names) == sorted(found.names)
    assert here.officers[0].name not in found.names
    assert here.officers[5].name in found.names
    for other in (here.lin, here.zhou, here.xu, here.officers[0], here.jia):
        with pytest.raises(UnknownProgressParty):
            open_obligation(other, "agency:county", here.reading.pk, now=w.NOW)
    for number in (0, -1, 10**20, 999_999):
        with pytest.raises(UnknownProgressParty):
            open_obligation(here.hu, "agency:county", number, now=w.NOW)


def test_s1_09_tests_are_one_source_and_fewer_than_five_are_withheld(here):
    found = shown_by_tests(here.lin, "agency:county", now=w.NOW)
    assert [(one.n, one.met) for one in found.lines] == [(3, None), (0, None)]
    for person in here.officers[3:6]:
        w.has_mastered(person, here.objectives[0], here.county, met=False)
    found = shown_by_tests(here.lin, "agency:county", now=w.NOW)
    assert (found.lines[0].n, found.lines[0].met) == (6, 3)


def test_s1_10_the_results_of_parties_are_ready_to_be_published_without_small_numbers(here):
    found = results_dataset(now=w.NOW)
    named = [dict(zip([one.name for one in found.columns], row, strict=True)) for row in found.rows]
    assert [one["party_code"] for one in named] == ["agency:county"]
    assert (named[0]["learners"], named[0]["asked"]) == (9, 18)
    assert (named[0]["done"], named[0]["met"], named[0]["applied"]) == (None, None, 0)  # 3 people: withheld
    for person in here.officers[3:6]:
        w.has_read(person, here.reading)
    assert results_dataset(now=w.NOW, campaign_code="JY").rows[0][4] == 6
    assert list(results_dataset(now=w.NOW, campaign_code="no").rows) == []


def test_a_party_of_four_is_withheld_as_a_whole(here):
    w.given(here, "所里学", [here.station])
    w.counted()
    found = {row[0]: row for row in results_dataset(now=w.NOW).rows}
    assert found["agency:station"][2:5] == (None, None, None)


def _names(kind, seen):
    if is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        for one in fields(kind):
            yield one.name


def test_R03_no_answer_about_a_place_or_a_party_names_a_person_or_a_rank():
    modules = (progress, progress_party, profiles, evaluation, exports)
    kinds = {
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == module.__name__
    }
    names = {(kind.__name__, name) for kind in kinds for name in _names(kind, set())}
    told = {
        pair
        for pair in names
        if any(word in pair[1] for word in ("person", "rank", "score", "names", "best"))
    }
    assert told == {("OpenObligation", "names")}  # to the party's own leader or clerk, in the order of names


def test_R01_weeks_are_counted_of_parties_and_no_counter_names_a_person(here):
    from chizi.ground.counters.counts import kept_counts

    keys = {key for board in (learners.BOARD, learners.WEEKS, tallies.BOARD) for key in kept_counts(board)}
    assert keys
    usernames = {one.username for one in here.officers}
    assert not [key for key in keys if any(name in key for name in usernames) or key.startswith("i")]
    assert learners.people_by_week(here.county.id, [w.TODAY]) == [3]
