"""Everything that falls due by itself; twice does no harm."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessAttempt

from chizi.site import ticking
from chizi.site.sessions.models import LiveSession
from chizi.site.ticker import last_tick, run_jobs, tick_age

NOW = datetime(2021, 3, 1, 4, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_tick_clears_what_has_run_out_and_keeps_the_rest(settings, tmp_path):
    settings.DATA = tmp_path
    for key, moment in (("old", NOW - timedelta(seconds=1)), ("new", NOW + timedelta(hours=1))):
        LiveSession.objects.create(session_key=key, session_data="", expire_date=moment)
    for name, moment in (("old", NOW - timedelta(days=1)), ("new", NOW - timedelta(minutes=1))):
        attempt = AccessAttempt.objects.create(
            username=name, ip_address="127.0.0.1", user_agent="x", failures_since_start=1
        )
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=moment)
    lists = tmp_path / "returned"
    lists.mkdir()
    for name, moment in (("old.csv", NOW - timedelta(days=2)), ("new.csv", NOW)):
        (lists / name).write_text("x")
        os.utime(lists / name, (moment.timestamp(), moment.timestamp()))
    cut = tmp_path / "facts" / ".1.parquet.77"
    room = tmp_path / "spill" / "spill-abc"
    for place in (cut, room / "part"):
        place.parent.mkdir(parents=True)
        place.write_text("x")
        for path in (place, place.parent):
            os.utime(path, (moment_of(days=2), moment_of(days=2)))
    busy = tmp_path / "spill" / "spill-def"
    busy.mkdir()
    os.utime(busy, (NOW.timestamp(), NOW.timestamp()))
    first, again = run_jobs(NOW), run_jobs(NOW)
    assert first.failed == again.failed == {}
    wanted = {"sessions": 1, "failed_sign_ins": 1, "returned_rows": 1, "leftovers": 2}
    assert {name: first.done[name] for name in wanted} == wanted
    assert {name: again.done[name] for name in wanted} == dict.fromkeys(wanted, 0)
    assert busy.is_dir()
    assert not cut.exists()
    assert not room.exists()
    assert LiveSession.objects.get().session_key == "new"
    assert AccessAttempt.objects.get().username == "new"
    assert [path.name for path in lists.iterdir()] == ["new.csv"]


def moment_of(**before) -> float:
    return (NOW - timedelta(**before)).timestamp()


@pytest.mark.django_db
def test_a_job_that_fails_stops_no_other_and_is_told(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path

    def broken(now):
        raise ZeroDivisionError

    monkeypatch.setattr(ticking, "JOBS", {"first": broken, "second": lambda now: 3})
    ticked = run_jobs(NOW)
    assert (ticked.done, ticked.failed) == ({"second": 3}, {"first": "ZeroDivisionError"})
    assert last_tick() == ticked
    assert tick_age(NOW + timedelta(seconds=90)) == 90


@pytest.mark.django_db
def test_two_never_run_the_jobs_at_once(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    inside = []

    def job(now):
        inside.append(run_jobs(now))
        return 1

    monkeypatch.setattr(ticking, "JOBS", {"job": job})
    assert run_jobs(NOW).done == {"job": 1}
    assert inside == [None]
    assert run_jobs(NOW) is not None


def test_before_the_first_round_there_is_no_age(settings, tmp_path):
    settings.DATA = tmp_path
    assert last_tick() is None
    assert tick_age(NOW) is None
