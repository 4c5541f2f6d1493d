"""What is passed down level by level knows the first task of its line, also where it was passed down before."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from chizi.org.rules import Role
from chizi.plan.actions import assign_task, cascade_task, create_task
from chizi.plan.models import Assignment, Task
from chizi.plan.tests.planned import NOW, desk, granted

pytestmark = pytest.mark.django_db


@pytest.fixture
def line():
    """Three levels: the province asks the city, the city the county, the county its station."""
    here = desk()
    task = create_task(
        actor=here.lin, now=NOW, title="学习", text="学", basis="方案", due=date(2021, 3, 20),
        issuer=here.office, origin="decision:1",
    )  # fmt: skip
    (city,) = assign_task(actor=here.lin, now=NOW, task_id=task.id, parties=[here.city])
    (county,) = cascade_task(actor=here.zhou, now=NOW, assignment_id=city.id, parties=[here.county])
    below = granted("jin", Role.OFFICE, "140105000000")
    (station,) = cascade_task(actor=below, now=NOW, assignment_id=county.id, parties=[here.station])
    return task, [city, county, station]


def test_every_level_knows_the_first_task(line):
    first, rows = line
    assert {row.top_task_id for row in rows} == {first.id}
    assert [row.task.top_id for row in rows] == [None, first.id, first.id]
    assert rows[2].task.above_id == rows[1].task_id != first.id


def test_what_was_passed_down_before_finds_it(line):
    first, rows = line
    Task.objects.update(top=None)
    Assignment.objects.update(top_task=None)
    import_module("chizi.plan.migrations.0004_top_tasks").find_first(apps, None)
    assert set(Assignment.objects.values_list("top_task_id", flat=True)) == {first.id}
    tops = Task.objects.order_by("id").values_list("top_id", flat=True)
    assert list(tops) == [None, first.id, first.id]
    assert len(rows) == 3
