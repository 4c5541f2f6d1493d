"""A full disk: said plainly, nothing confirmed is lost, reading goes on, and work goes on once there is room."""

import json
import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from chizi.fronts.cli.tests import houses
from tests.proving import PROVE
from tests.surviving import offices
from tests.surviving.disks import Ballast, can_mount, disk
from tests.surviving.servers import server
from tests.surviving.writers import nursery

PASSWORD = "korrekt-pferd-1949"
LEFT = 96 << 10  # bytes that the ballast leaves: enough for some acts, not for many
ON_POSTGRESQL = "DATABASE_URL" in os.environ


@pytest.fixture(scope="module")
def mounts(tmp_path_factory):
    if not can_mount(tmp_path_factory.mktemp("probe")):
        pytest.skip("mounting a small disk takes root")


PAGES = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "chizi.site.settings"
import django
django.setup()
from django.conf import settings
from django.test import Client
plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
for line in sys.stdin:
    path, form = json.loads(line)
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="zh-hans", raise_request_exception=False)
    found = client.post(path, form) if form else client.get(path)
    text = b"".join(found) if found.streaming else found.content
    print(json.dumps([found.status_code, text.decode()]), flush=True)
"""


class Pages:
    """The pages of a house, answered by a process that has been there since before the disk was full."""

    def __init__(self, process) -> None:
        self._process = process

    def get(self, path: str) -> tuple[int, str]:
        return self._ask(path, None)

    def sign_in(self, name: str, password: str) -> tuple[int, str]:
        return self._ask("/accounts/login/", {"login": name, "password": password})

    def _ask(self, path, form) -> tuple[int, str]:
        self._process.stdin.write(json.dumps([path, form]) + "\n")
        self._process.stdin.flush()
        return tuple(json.loads(self._process.stdout.readline()))


@contextmanager
def pages(house):
    process = subprocess.Popen(
        [houses.sys.executable, "-c", PAGES],
        env=house.environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with process:
        yield Pages(process)
        process.stdin.close()


def nothing_is_lost(house, writers) -> None:
    assert set(writers.acked) <= set(offices.rows(house, offices.PEOPLE))
    assert set(writers.posted) <= set(offices.rows(house, offices.POSTS))
    offices.whole(house)


@pytest.mark.skipif(ON_POSTGRESQL, reason="this limit is one of SQLite")
def test_a_sqlite_file_that_may_not_grow_keeps_what_was_confirmed(office):
    with nursery(office) as writers:
        pid = writers.begin("full", pages=12)
        assert "disk is full" in writers.wait_for_end()
        writers.reap(pid)
        assert writers.acked != []
        nothing_is_lost(office, writers)
        writers.begin("room")
        writers.wait_for(3)
    nothing_is_lost(office, writers)
    offices.sound(office)


@pytest.mark.skipif(ON_POSTGRESQL, reason="the disk of a server is the next test")
def test_an_office_on_a_full_disk_says_so_goes_on_reading_and_works_again_with_room(
    mounts, template, tmp_path
):
    with disk(tmp_path / "disk", 40) as small, houses.copied(template, small) as house:
        _give_password(house, "wu", PASSWORD)
        ballast = Ballast(small)
        with pages(house) as browser, nursery(house) as writers:
            assert browser.get("/accounts/login/")[0] == 200
            ballast.fill(LEFT)
            _write_until_nothing_fits(writers)
            _is_said_plainly(house, browser, _people(tmp_path))
            nothing_is_lost(house, writers)
            ballast.drop()
            assert browser.sign_in("wu", PASSWORD)[0] == 302
            assert browser.get("/readyz")[0] == 200
            writers.begin("room")
            writers.wait_for(3)
        nothing_is_lost(house, writers)
        offices.sound(house)


def _write_until_nothing_fits(writers, words: str = "disk is full") -> None:
    """The log of SQLite has room of its own, which small acts use for a while after the disk is full."""
    for turn in range(50):
        before = len(writers.acked)
        pid = writers.begin(f"full{turn}")
        assert words in writers.wait_for_end()
        writers.reap(pid)
        if len(writers.acked) == before:
            return
    raise AssertionError("the disk never got full")


def _is_said_plainly(house, browser, sheet: str) -> None:
    """Pages and commands, in both languages; reading goes on."""
    for _ in range(60):  # what is left of the log's own room is enough for some sessions
        status, page = browser.sign_in("wu", PASSWORD)
        if status != 302:
            break
    assert status == 507
    assert "磁盘已满" in page
    assert browser.get("/")[0] == 200
    assert browser.get("/healthz")[0] == 200
    assert browser.get("/readyz") == (503, "the disk is full\n")
    for language, words in (("zh", "磁盘已满"), ("en", "The disk is full")):
        done = house.run("import", "people", sheet, "--as", "wu", CHIZI_LANG=language)
        assert (done.code, words in done.err) == (70, True), done
    assert house.run("journal", "verify").code == 0


@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite has no server")
def test_a_server_whose_disk_is_full_refuses_to_write_reads_on_and_loses_nothing(mounts, tmp_path):
    with server() as own, disk(own.folder.parent / "disk", 64) as small:
        (small / "space").mkdir()
        own.give(small / "space")
        own.run(f"CREATE TABLESPACE small LOCATION '{small / 'space'}'")
        own.run("CREATE DATABASE office TABLESPACE small")
        house, ballast = own.house(tmp_path / "data", "office"), Ballast(small)
        offices.found(house)
        with nursery(house) as writers:
            ballast.fill(LEFT)
            _write_until_nothing_fits(writers, "No space left on device")
            done = house.run("import", "people", _people(tmp_path), "--as", "wu", CHIZI_LANG="en")
            assert (done.code, "The disk is full" in done.err) == (70, True), done
            assert house.run("journal", "verify").code == 0
            nothing_is_lost(house, writers)
            ballast.drop()
            writers.begin("room")
            writers.wait_for(3)
        nothing_is_lost(house, writers)
        house.close_worker()
        own.run("DROP DATABASE office WITH (FORCE)")
        own.run("DROP TABLESPACE small")


def _people(folder: Path) -> str:
    """A sheet of more people than fit into pages that are still half empty."""
    head = houses.PEOPLE.splitlines()[0]
    rows = (f"new{at},合成人员{at},plc,,,," for at in range(400))
    path = folder / "more.csv"
    path.write_text("\n".join([head, *rows]) + "\n", "utf-8")
    return str(path)


@pytest.mark.prove
@pytest.mark.skipif(not (ON_POSTGRESQL and PROVE), reason="with CHIZI_PROVE=1 on PostgreSQL")
def test_a_server_whose_log_is_full_stops_and_comes_back_whole_with_room(mounts, tmp_path):
    with server() as own, disk(own.folder.parent / "disk", 64) as small:
        house = own.house(tmp_path / "data")
        offices.found(house)
        house.close_worker()
        own.run("ALTER SYSTEM SET max_wal_size = '40MB'")
        own.run("ALTER SYSTEM SET min_wal_size = '32MB'")
        own.run("CHECKPOINT")
        own.kill()
        shutil.move(own.folder / "pg_wal", small / "pg_wal")
        (own.folder / "pg_wal").symlink_to(small / "pg_wal")
        for path in [small / "pg_wal", *(small / "pg_wal").rglob("*")]:
            own.give(path)
        own.start()
        ballast = Ballast(small)
        with nursery(house) as writers:
            ballast.fill(0)
            pid = writers.begin("full")
            assert writers.wait_for_end()
            writers.reap(pid)
            ballast.drop()
            own.start()
            nothing_is_lost(house, writers)
            writers.begin("room")
            writers.wait_for(3)
        nothing_is_lost(house, writers)
        offices.sound(house)
        house.close_worker()


def _give_password(house, name: str, password: str) -> None:
    script = (
        "import django; django.setup(); from datetime import UTC, datetime;"
        "from chizi.org.actions import set_password; from chizi.org.models import Person;"
        "who = Person.objects.get(username='wu');"
        f"set_password(actor=who, now=datetime.now(UTC), person=who, password={password!r})"
    )
    settings = {"DJANGO_SETTINGS_MODULE": "chizi.site.settings"}
    subprocess.run([houses.sys.executable, "-c", script], env=house.environment | settings, check=True)
