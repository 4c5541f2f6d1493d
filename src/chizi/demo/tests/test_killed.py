"""A process that is killed while it makes a demo, and the start after it."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

from chizi.demo.tests.conftest import data_folder
from chizi.demo.workshop import MARKER, workshop

SRC = Path(__file__).resolve().parents[3]
PROGRAM = """
import django; django.setup()
from datetime import UTC, datetime
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from chizi.demo.build import build_demo
build_demo(now=datetime.now(UTC), units=500)
"""


def test_a_killed_process_leaves_no_row_and_its_files_are_swept_up(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {
        "CHIZI_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "chizi.site.settings",
        "PYTHONPATH": str(SRC),
    }
    with subprocess.Popen([sys.executable, "-W", "ignore", "-c", PROGRAM], env=environment) as process:
        until = monotonic() + 120
        while not list(tmp_path.glob("facts/*/*.parquet")) and process.poll() is None and monotonic() < until:
            sleep(0.05)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    left = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*.parquet")}
    assert left == {"facts", "register"}
    assert (tmp_path / MARKER).exists()

    database = sqlite3.connect(tmp_path / "chizi.sqlite3")
    assert database.execute("SELECT count(*) FROM org_region").fetchone() == (0,)
    assert database.execute("SELECT count(*) FROM journal_entry").fetchone() == (0,)
    database.close()

    with data_folder(tmp_path), workshop(lambda: False):
        assert list(tmp_path.rglob("*.parquet")) == []
    assert not (tmp_path / MARKER).exists()
