"""My day and a handover: what waits comes together from plan, matters and org, for each person his own."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chizi.matters.actions import raise_matter
from chizi.matters.tests.conftest import NOW as MATTERS_NOW
from chizi.org.actions import ask_reset
from chizi.org.models import Party
from chizi.org.rules import Role
from chizi.overview.queries import Sort, my_day, open_work
from chizi.overview.rules import Lot, lot_of
from chizi.plan.actions import assign_task, create_task, raise_objection, return_result, submit_result
from chizi.plan.models import Assignment
from chizi.plan.tests.planned import NOW, Desk, desk, granted
from chizi.surveys.tests.conftest import asked_world, closed, drawn

pytestmark = pytest.mark.django_db
FINDING = {
    "title": "排队久",
    "fact": "只开一个窗口。",
    "judgement": "便民不到位。",
    "basis": "方案",
    "demand": "增开窗口。",
    "severity": "serious",
    "source": "guidance",
    "due": date(2021, 4, 1),
}


def given(here: Desk, *, due: date = date(2021, 3, 20), **more: object) -> Assignment:
    said = {"title": "谈心谈话", "text": "逐人谈", "basis": "方案", "due": due, "issuer": here.office}
    task = create_task(actor=here.lin, now=NOW, origin="decision:1", **said)
    wanted = {"actor": here.lin, "now": NOW, "task_id": task.id, "parties": [here.county], **more}
    return assign_task(**wanted)[0]


def sorts(lot: tuple) -> list[str]:
    return [one.sort for one in lot]


def test_a_task_waits_falls_due_and_comes_back():
    here = desk()
    row = given(here)
    assert sorts(my_day(here.hu, now=NOW).waits) == [Sort.ASSIGNMENT]
    (soon,) = my_day(here.hu, now=NOW + timedelta(days=17)).due
    assert (soon.colour, soon.days, soon.due) == ("yellow", 2, date(2021, 3, 20))
    submit_result(actor=here.hu, now=NOW, assignment_id=row.id, version=row.version, text="已谈")
    assert my_day(here.hu, now=NOW).empty
    row.refresh_from_db()
    assert sorts(my_day(here.lin, now=NOW).waits) == [Sort.ACCEPT]
    return_result(actor=here.wen, now=NOW, assignment_id=row.id, version=row.version, note="缺签字")
    assert sorts(my_day(here.hu, now=NOW).came_back) == [Sort.ASSIGNMENT]
    assert my_day(here.ma, now=NOW).empty, "nothing of another party"


def test_an_objection_waits_for_the_issuer_with_its_day():
    here = desk()
    row = given(here)
    raise_objection(actor=here.hu, now=NOW, assignment_id=row.id, ground="time", text="三天做不完")
    (one,) = my_day(here.wen, now=NOW).waits
    assert (one.sort, one.number, one.due) == (Sort.OBJECTION, row.id, date(2021, 3, 6))


def test_a_finding_waits_for_its_party_and_a_reset_for_the_second_administrator():
    here = desk()
    inspector = granted("wu", Role.INSPECTOR, "140100000000")
    party = Party.objects.get(code="agency:county")
    said = {
        "title": "排队久",
        "fact": "只开一个窗口。",
        "judgement": "便民不到位。",
        "basis": "方案",
        "demand": "增开窗口。",
    }
    more = {"severity": "serious", "source": "guidance", "due": date(2021, 4, 1)}
    raise_matter(actor=inspector, now=NOW, party=party, **said, **more)
    assert sorts(my_day(here.hu, now=NOW).waits) == [Sort.MATTER]
    here.hu.set_password("a-quiet-morning-walk")
    here.hu.save()
    system, security = (
        granted(name, role, "140000000000")
        for name, role in (("sys", Role.SYSTEM_ADMIN), ("sec", Role.SECURITY_ADMIN))
    )
    ask_reset(actor=system, now=NOW, person=here.hu)
    assert sorts(my_day(security, now=NOW).waits) == [Sort.RESET]
    assert my_day(system, now=NOW).empty


def test_a_survey_that_is_over_waits_for_who_prepared_it_until_it_is_closed():
    cast = asked_world()
    survey, _codes = drawn(cast)
    after = MATTERS_NOW + timedelta(days=10)
    assert Sort.CLOSE not in sorts(my_day(cast.xu, now=MATTERS_NOW + timedelta(days=9)).waits)
    (one,) = [one for one in my_day(cast.xu, now=after).waits if one.sort == Sort.CLOSE]
    assert (one.number, one.title, one.about) == (survey.pk, survey.title, "Station")
    assert (one.due, one.days) == (survey.closes, -1)
    other = granted("other", Role.OFFICE, "140100000000")
    assert my_day(other, now=after).empty, "another of the office did not prepare it"
    closed(cast, survey)
    assert Sort.CLOSE not in sorts(my_day(cast.xu, now=after).waits)


def test_surveys_cost_who_does_not_manage_any_no_query():
    cast = asked_world()
    asked = {}
    for name in ("xu", "wang", "zhao"):
        viewer = getattr(cast, name)
        my_day(viewer, now=MATTERS_NOW)
        with CaptureQueriesContext(connection) as told:
            my_day(viewer, now=MATTERS_NOW)
        asked[name] = sum("surveys_survey" in one["sql"] for one in told)
    assert asked == {"xu": 1, "wang": 0, "zhao": 0}


def test_the_open_work_of_somebody_who_leaves_is_listed():
    here = desk()
    row = given(here, person=here.hu)
    inspector = granted("wu", Role.INSPECTOR, "140100000000")
    said = {
        "title": "排队久",
        "fact": "只开一个窗口。",
        "judgement": "便民不到位。",
        "basis": "方案",
        "demand": "增开窗口。",
    }
    more = {"severity": "serious", "source": "guidance", "due": date(2021, 4, 1)}
    matter = raise_matter(actor=inspector, now=NOW, party=here.county, **said, **more)
    assert [one.id for one in open_work(here.lin, here.hu, now=NOW).assignments] == [row.id]
    assert [one.id for one in open_work(here.lin, inspector, now=NOW).matters] == [matter.id]
    assert open_work(here.gao, inspector, now=NOW).empty, "another city's office sees nothing of it"
    assert open_work(here.lin, here.ma, now=NOW).empty


@pytest.mark.parametrize(
    ("state", "colour", "lot"),
    [
        ("returned", "red", Lot.CAME_BACK),
        ("open", "red", Lot.DUE),
        ("open", "yellow", Lot.DUE),
        ("open", "blue", Lot.WAITS),
        ("raised", "", Lot.WAITS),
    ],
)
def test_what_came_back_comes_first_and_colours_decide_the_rest(state, colour, lot):
    assert lot_of(state, colour) == lot
