"""A new version touches a database that people work in only when it is told to, and only after a backup."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from chizi.fronts.cli.tests import houses
from tests.surviving import offices

STEP = "mfa.0003"  # a migration that can be taken back: without it the database is one of an older version


@pytest.fixture(scope="module")
def older(template, tmp_path_factory):
    """An office whose database lacks the last migration of a library."""
    with houses.copied(template, tmp_path_factory.mktemp("older")) as house:
        _django(house, "migrate", "-v0", "mfa", "0002")
        yield house


def _django(house, *words: str) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "chizi.site.settings"}
    subprocess.run(
        [sys.executable, "-m", "django", *words, "--skip-checks"],
        env=house.environment | settings,
        check=True,
    )


def test_first_nothing_happens_by_itself_then_the_upgrade_backs_up_and_migrates(older, tmp_path):
    for command in (("doctor",), ("serve", "--port", "0"), ("tick",)):
        done = older.run(*command, "--json")
        assert (done.code, done.data["error"]["code"]) == (1, "UpgradeWaits")
        assert "chizi upgrade" in done.data["error"]["message"]
    ahead = older.run("upgrade", "--dry-run", "--json").data
    assert [one["name"].startswith(STEP) for one in ahead["steps"]] == [True]
    assert ahead["steps"][0]["reversible"] is True
    assert ahead["needed"] > 0
    assert older.run("doctor").code == 1, "a dry run changes nothing"

    done = older.run("upgrade", "--json")
    assert done.code == 0, done.err
    saved = Path(done.data["backup"])
    assert saved.parent == older.folder / "backups"
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    offices.sound(older)
    newest = older.run("journal", "witness").out.splitlines()[-1].split("\t")
    assert (newest[3], newest[5]) == ("house.upgraded", "house")
    assert older.run("upgrade", "--json").data["steps"] == []

    # The backup of the older database goes back into this newer version, which brings it up to date.
    with houses.house(tmp_path) as again:
        restored = again.run("restore", str(saved), "--json")
        assert restored.code == 0, restored.err
        offices.sound(again)
        assert again.run("upgrade", "--dry-run", "--json").data["steps"] == []


def test_a_backup_can_be_made_before_the_upgrade_too(older, tmp_path):
    older.close_worker()
    _django(older, "migrate", "-v0", "mfa", "0002")
    done = older.run("backup", str(tmp_path / "old.zip"), "--json")
    assert done.code == 0, done.err
    assert done.data["recorded"] is False
    assert older.run("upgrade", "--without-backup").code == 0


def test_an_upgrade_that_breaks_names_the_way_back(older, tmp_path):
    older.close_worker()
    _django(older, "migrate", "-v0", "--fake", "axes", "zero")  # its tables are there already
    file = tmp_path / "before.zip"
    done = older.run("upgrade", "--backup", str(file), "--json")
    assert (done.code, done.data["error"]["code"]) == (1, "UpgradeBroken")
    assert str(file) in done.data["error"]["message"]
    assert file.stat().st_size > 0
    older.close_worker()
    _django(older, "migrate", "-v0", "--fake", "axes")
