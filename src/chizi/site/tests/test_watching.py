"""Health, readiness, figures: what whoever watches is told, and what nobody else is."""

import json
from collections import namedtuple
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from chizi.ground.notices.models import Notice
from chizi.journal.actions import record_entry
from chizi.org.models import Grant, Person, Region
from chizi.site import metering, ticker
from chizi.site.keeping.warning import warn_of_space

TOKEN = "a-token-of-the-test"
NOW = datetime(2021, 3, 1, 4, 0, tzinfo=UTC)
Disk = namedtuple("Disk", "total used free")


@pytest.fixture
def disk(monkeypatch, settings, tmp_path):
    """A function that sets how full the disk is, in percent."""
    settings.DATA = tmp_path
    usage = {"used": 10}
    answer = lambda folder: Disk(1000 << 30, 0, (100 - usage["used"]) * (10 << 30))  # noqa: E731
    monkeypatch.setattr("chizi.site.keeping.space.shutil.disk_usage", answer)
    return lambda used: usage.update(used=used)


@pytest.fixture
def figures(settings, disk):
    """A client of a site that counts, and what /metrics answers to who has the token."""
    settings.METRICS_TOKEN = TOKEN
    client = Client(headers={"authorization": f"Bearer {TOKEN}"})

    def read() -> dict[str, float]:
        page = client.get("/metrics").content.decode()
        rows = [line.rsplit(" ", 1) for line in page.splitlines() if not line.startswith("#")]
        return {name: float(value) for name, value in rows}

    return client, read


@pytest.mark.django_db
def test_ready_names_what_deserves_a_look_and_refuses_on_a_full_disk(client, disk, settings):
    assert client.get("/readyz").content == b"ready\n"
    disk(71)
    assert client.get("/readyz").content.decode().splitlines() == ["ready", "disk: 71 % full"]
    late = {
        "at": (datetime.now(UTC) - timedelta(minutes=31)).isoformat(),
        "seconds": 1,
        "done": {},
        "failed": {},
    }
    (settings.DATA / ticker.STATE).write_text(json.dumps(late))
    assert "jobs: last run 31 minutes ago" in client.get("/readyz").content.decode()
    disk(98)
    found = client.get("/readyz")
    assert (found.status_code, found.content) == (503, b"the disk is full\n")
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", "Basic " + TOKEN, TOKEN, "Bearer \u00e9"])
def test_without_the_token_there_is_no_such_page(settings, header):
    settings.METRICS_TOKEN = TOKEN
    assert Client(headers={"authorization": header}).get("/metrics").status_code == 404


@pytest.mark.django_db
def test_where_no_token_is_set_nobody_gets_figures_and_nothing_is_counted(client, disk, settings):
    settings.METRICS_TOKEN = ""
    assert Client(headers={"authorization": "Bearer "}).get("/metrics").status_code == 404
    assert not (settings.DATA / metering.FOLDER).exists()


@pytest.mark.django_db
def test_requests_are_counted_by_class_across_processes_and_by_nothing_else(figures, settings):
    client, read = figures
    client.get("/healthz")
    client.get("/no-such-page")
    metering.Meter().count(503, 3.0)  # as another worker would
    found = read()
    assert found['chizi_requests_total{class="2xx"}'] == 1
    assert found['chizi_requests_total{class="4xx"}'] == 1
    assert found['chizi_requests_total{class="5xx"}'] == 1
    assert found['chizi_request_seconds_bucket{le="2.5"}'] == 2
    assert found['chizi_request_seconds_bucket{le="+Inf"}'] == found["chizi_request_seconds_count"] == 3
    assert not [name for name in found if "page" in name or "health" in name]
    metering.clear()
    assert read()["chizi_request_seconds_count"] <= 1


@pytest.mark.django_db
def test_figures_of_the_house(figures):
    _, read = figures
    before = read()
    assert before["chizi_disk_free_bytes"] == 900 << 30
    assert before["chizi_database_bytes"] > 0
    assert "chizi_backup_age_seconds" not in before
    now = datetime.now(UTC)
    record_entry(actor="console", now=now - timedelta(hours=2), kind="backup.made", object="backup")
    ticker.run_jobs(now)
    after = read()
    assert 7190 < after["chizi_backup_age_seconds"] < 7300
    assert after["chizi_journal_last_entry"] > before["chizi_journal_last_entry"]
    assert 0 <= after["chizi_tick_age_seconds"] < 60
    assert after["chizi_tick_failed_jobs"] == 0


@pytest.mark.django_db
def test_the_system_administrators_hear_of_a_filling_disk_once_a_day(disk):
    place = Region.objects.create(code="140000000000", name="山西省", level=1)
    for name, role in (("wu", "system-admin"), ("lin", "office")):
        person = Person.objects.create(username=name, name=name)
        Grant.objects.create(
            person=person, role=role, region=place, from_date=date(2020, 1, 1), granted_by="person:x"
        )
    assert warn_of_space(NOW) == 0
    disk(70)
    assert warn_of_space(NOW) == 1
    assert warn_of_space(NOW + timedelta(minutes=1)) == 0
    assert [(one.ref, one.params["percent"]) for one in Notice.objects.all()] == [("person:wu", 70)]
    assert warn_of_space(NOW + timedelta(days=1)) == 1
    assert Notice.objects.count() == 1
