"""Reminders come once, for what is owed only."""

from datetime import date, timedelta

import pytest

from chizi.ground.counters.counts import add_counts, kept_counts
from chizi.ground.notices.models import Notice
from chizi.journal.models import Entry
from chizi.plan.actions import assign_task, choose_task, create_task, raise_objection
from chizi.plan.jobs import recount_nightly, remind_due
from chizi.plan.tallies import LOAD
from chizi.plan.tests.planned import NOW, desk

pytestmark = pytest.mark.django_db


def told(ref):
    return list(Notice.objects.filter(ref=ref).values_list("text", flat=True))


def asked(here, **more):
    said = {"title": "办理", "text": "办理", "basis": "方案", "due": date(2021, 3, 20), "issuer": here.office}
    task = create_task(actor=here.lin, now=NOW, origin="decision:1", **(said | more))
    return assign_task(actor=here.lin, now=NOW, task_id=task.id, parties=[here.county])


def test_R05_one_reminder_before_and_one_after_and_never_two_of_a_day():
    here = desk()
    asked(here)
    Notice.objects.all().delete()
    assert remind_due(NOW) == 0
    soon, late = NOW + timedelta(days=16), NOW + timedelta(days=20)
    assert (remind_due(soon), remind_due(soon)) == (1, 0)
    assert told("person:hu") == ["“%(title)s” is due on %(due)s."]
    assert (remind_due(late), remind_due(late)) == (1, 0)
    assert remind_due(late + timedelta(days=9)) == 0


def test_days_on_which_nothing_ran_are_made_up_for():
    here = desk()
    asked(here)
    remind_due(NOW)
    assert remind_due(NOW + timedelta(days=18)) == 1


def test_what_is_not_owed_reminds_nobody():
    here = desk()
    said = {"title": "夜学", "text": "自愿", "rationale": "需要", "due": date(2021, 3, 5)}
    choose_task(actor=here.hu, now=NOW, party=here.county, **said)
    asked(here, recurs="monthly", sunset=date(2021, 12, 31), minutes=5, due=date(2021, 3, 5))
    remind_due(NOW)
    assert remind_due(NOW + timedelta(days=5)) == 0


def test_R10_the_issuer_is_reminded_of_his_answer():
    here = desk()
    (row,) = asked(here)
    raise_objection(actor=here.hu, now=NOW, assignment_id=row.id, ground="time", text="太紧")
    Notice.objects.all().delete()
    remind_due(NOW)
    assert remind_due(NOW + timedelta(days=4)) == 1
    assert len(told("person:lin")) == 1


def test_counts_are_proved_once_a_night_and_put_right():
    asked(desk())
    before = kept_counts(LOAD)
    night = NOW.replace(hour=19)  # three in the morning in Shanxi
    add_counts(LOAD, {"0": 4, "p999": 1})
    assert recount_nightly(night - timedelta(hours=1)) == 0
    assert (recount_nightly(night), recount_nightly(night)) == (2, 0)
    assert kept_counts(LOAD) == before
    assert Entry.objects.get(kind="plan.recounted").content_row.content["wrong"] == 2
