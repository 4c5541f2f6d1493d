"""Everything that falls due by itself; twice does no harm."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session

from chizi.site.ticking import tick

NOW = datetime(2021, 3, 1, 4, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_tick_clears_what_has_run_out_and_keeps_the_rest(settings, tmp_path):
    settings.DATA = tmp_path
    for key, moment in (("old", NOW - timedelta(seconds=1)), ("new", NOW + timedelta(hours=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=moment)
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
    assert tick(NOW) == {"sessions": 1, "failed_sign_ins": 1, "returned_rows": 1}
    assert tick(NOW) == {"sessions": 0, "failed_sign_ins": 0, "returned_rows": 0}
    assert Session.objects.get().session_key == "new"
    assert AccessAttempt.objects.get().username == "new"
    assert [path.name for path in lists.iterdir()] == ["new.csv"]
