"""When learners are counted: as soon as people or tasks have changed, not only at night."""

from datetime import date, timedelta
from pathlib import Path

import pytest

import chizi
from chizi.learn import jobs, learners
from chizi.learn.queries import progress_board
from chizi.learn.tests import progress_world as w
from chizi.org.actions import add_person, leave_person
from chizi.org.models import Person
from chizi.org.rules import Role
from chizi.plan.actions import grant_exemption
from chizi.plan.models import Assignment

pytestmark = pytest.mark.django_db
COUNTY = "140105000000"
MINUTE = timedelta(minutes=1)


def admin() -> Person:
    return w.grant(Person.objects.create(username="it", name="管理员"), Role.SYSTEM_ADMIN, "140000000000")


def board(here, now=w.NOW):
    return progress_board(here.lin, now=now, region=COUNTY)


def test_a_new_office_sees_its_people_with_the_next_round_of_jobs():
    here = w.world()
    found = board(here)
    assert (found.counted_at, found.whole.people) == (None, 0)
    assert jobs.count_learners_anew(w.NOW) > 0
    found = board(here)
    assert (found.whole.people, found.whole.parties, found.whole.asked) == (10, 2, 18)
    assert found.counted_at == w.NOW.replace(microsecond=0)


def test_who_comes_leaves_or_is_exempted_is_counted_a_minute_later():
    here = w.world()
    jobs.count_learners_anew(w.NOW)
    it, agency = admin(), here.officers[0].agency
    new = add_person(actor=it, now=w.NOW, username="new", name="新来的", agency=agency)
    assert board(here).whole.people == 10
    assert jobs.count_learners_anew(w.NOW + MINUTE)
    assert (board(here).whole.people, board(here).whole.asked) == (11, 20)
    assert board(here).counted_at == w.NOW + MINUTE
    leave_person(actor=it, now=w.NOW + MINUTE, person=new, on=date(2021, 3, 1), reason="调离")
    assert jobs.count_learners_anew(w.NOW + 2 * MINUTE)
    assert board(here).whole.people == 10
    row = Assignment.objects.get(task=here.task)
    grant_exemption(
        actor=here.lin, now=w.NOW, assignment_id=row.id, version=row.version, ground="duty", text="执勤"
    )
    assert jobs.count_learners_anew(w.NOW + 3 * MINUTE)
    assert board(here).whole.asked == 0


def test_nothing_is_counted_when_nothing_moves_it(django_assert_num_queries):
    here = w.world()
    jobs.count_learners_anew(w.NOW)
    w.has_read(here.officers[0], here.reading)  # a result moves no denominator
    with django_assert_num_queries(4):  # two, and the two of the transaction
        assert jobs.count_learners_anew(w.NOW + MINUTE) == 0
    assert board(here).counted_at == w.NOW.replace(microsecond=0)


def test_a_large_office_waits_longer_between_two_counts(monkeypatch):
    here = w.world()
    jobs.count_learners_anew(w.NOW)
    people = learners.count_learners(w.NOW)
    monkeypatch.setattr(learners, "PEOPLE_A_MINUTE", 2)
    it, agency = admin(), here.officers[0].agency
    add_person(actor=it, now=w.NOW, username="new", name="新来的", agency=agency)
    wait = (people // 2) * MINUTE
    assert jobs.count_learners_anew(w.NOW + wait - MINUTE) == 0
    assert jobs.count_learners_anew(w.NOW + wait + MINUTE) == people + 1
    add_person(actor=it, now=w.NOW, username="other", name="又一位", agency=agency)
    assert jobs.count_learners_anew(w.NOW) == people + 2, "a clock that was set back stops nothing"


def test_every_kind_of_entry_that_moves_the_counts_is_written_somewhere():
    rooms = Path(chizi.__file__).parent
    written = "".join(
        path.read_text("utf-8")
        for room in ("org", "plan", "learn", "demo")
        for path in (rooms / room).rglob("*.py")
        if path.name != "learners.py" and "tests" not in path.parts
    )
    assert [kind for kind in sorted(learners.MOVES) if f'"{kind}"' not in written] == []
