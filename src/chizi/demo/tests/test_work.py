"""The parts of the office at work that need no province: people, days, evidence, plans; and that it repeats."""

from datetime import UTC, date, datetime
from importlib import resources
from io import BytesIO

import pytest
from PIL import Image

from chizi.demo import rules
from chizi.demo.clock import REFERENCE, Clock
from chizi.demo.divisions import survey
from chizi.demo.evidence import draw_picture, write_page
from chizi.demo.findings import STORIES
from chizi.demo.plans import FILES
from chizi.demo.staff import GROUPS, SIZES, hands, member, staff
from chizi.plan.plan_files import rows_of_toml
from chizi.plan.rules.trees import judge

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def ground():
    return survey(rules.LEAST_UNITS)


def test_the_same_seed_gives_the_same_people_and_another_seed_others(ground):
    assert staff(ground, 7) == staff(ground, 7) != staff(ground, 8)


def test_no_user_name_and_no_name_stands_twice(ground):
    people = staff(ground, rules.SEED)
    assert len({one.username for one in people}) == len({one.name for one in people}) == len(people)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nobody_of_a_group_serves_where_it_goes(ground, seed):
    people = {one.username: one for one in staff(ground, seed)}
    for number, city in GROUPS.items():
        for place in range(1, SIZES[number - 1] + 1):
            name = member(number, place)
            assert name not in people or not people[name].agency.startswith(city)


def test_the_numbers_are_those_of_the_source(ground):
    assert (sum(SIZES), len(SIZES), len(GROUPS)) == (361, 11, 11)
    assert (GROUPS[9], GROUPS[11]) == ("1405", "1401")
    assert sum(story.whole for story in STORIES) >= 60
    acting = hands(staff(ground, rules.SEED))
    assert acting["14-party_committee"] == "leader"
    assert acting["140105-political_legal_commission"] == "xiaodian-clerk"


def test_the_days_of_the_plans_move_with_today():
    clock = Clock(NOW)
    assert clock.moved(REFERENCE) == clock.today == date(2026, 3, 2)
    assert clock.ago(0, 23) == NOW
    assert clock.on(date(2021, 3, 9), 8).isoformat() == "2021-03-09T08:00:00+08:00"


def test_evidence_is_the_same_every_time_and_no_step_is_taken_in_the_future():
    assert draw_picture() == draw_picture()
    assert Image.open(BytesIO(draw_picture())).size == (480, 180)
    assert write_page().startswith(b"%PDF-1.4")
    for story in STORIES:
        assert all(turn.after < story.age for turn in story.turns)


@pytest.mark.parametrize("name", [name for _, name, _ in FILES])
def test_every_plan_can_be_brought_as_it_lies_there(name):
    rows, faults = rows_of_toml((resources.files("chizi.demo") / "data" / name).read_bytes())
    assert faults == []
    owners = {row.owner: row.owner for row in rows if row.owner}
    assert judge(rows, owners)[1] == []
