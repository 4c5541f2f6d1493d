"""The drill: load, back up while others write, go on, destroy, restore. The loss is what came after, by name."""

import shutil
import stat

import pytest

from chizi.fronts.cli.tests import houses
from tests.surviving import offices
from tests.surviving.writers import nursery

ACTS = 15  # acts confirmed before and after the backup


@pytest.fixture(scope="module")
def drilled(tmp_path_factory):
    """What the drill left behind: the restored house and everything that was known before."""
    first, second = (tmp_path_factory.mktemp(name) for name in ("first", "second"))
    file, seen = second / "office.zip", second / "witness.tsv"
    with houses.house(first) as house:
        offices.found(house, judged=True)
        key = (house.folder / "secret_key").read_text()
        with nursery(house) as writers:
            writers.begin("night")
            writers.wait_for(ACTS)
            before = set(writers.acked)
            saved = house.run("backup", str(file), "--json")
            assert saved.code == 0, saved.err
            writers.begin("later")  # begins when the backup has ended
            while "later-9" not in writers.acked:
                assert not writers.ends
                writers.wait_for(1)
            after = {name for name in writers.acked if name.startswith("later")}
        everybody = set(offices.rows(house, offices.PEOPLE))
        seen.write_text(house.run("journal", "witness").out, "utf-8")
    shutil.rmtree(first)  # the bad night; on PostgreSQL the database is gone too
    with houses.house(second) as house:
        restored = house.run("restore", str(file), "--witness", str(seen), "--json")
        assert restored.code == 0, restored.err
        yield (
            house,
            {
                "saved": saved.data,
                "restored": restored.data,
                "before": before,
                "after": after,
                "everybody": everybody,
                "key": key,
                "file": file,
            },
        )


def test_everything_that_was_confirmed_before_the_backup_is_there_again(drilled):
    house, known = drilled
    assert known["before"] <= set(offices.rows(house, offices.PEOPLE))
    offices.whole(house)
    assert offices.sound(house) == known["saved"]["journal"]["entries"] + 1
    assert (house.folder / "secret_key").read_text() == known["key"]


def test_the_loss_is_exactly_what_came_after_the_backup_and_each_act_is_named(drilled):
    house, known = drilled
    here = set(offices.rows(house, offices.PEOPLE))
    lost = known["restored"]["lost"]
    people = {one["object"].removeprefix("person:") for one in lost if one["kind"] == "person.added"}
    assert people == known["everybody"] - here
    assert known["after"] <= people
    assert not known["before"] & people
    assert [one["kind"] for one in lost].count("backup.made") == 1
    assert min(one["number"] for one in lost) > known["saved"]["journal"]["last"]


def test_the_journal_says_that_it_was_restored_and_from_when(drilled):
    house, known = drilled
    newest = house.run("journal", "witness").out.splitlines()[-1].split("\t")
    assert (newest[3], newest[5]) == ("backup.restored", "backup")
    assert known["restored"]["made_at"] == known["saved"]["made_at"]
    assert known["restored"]["journal"] == known["saved"]["journal"]


def test_work_goes_on_in_the_restored_office(drilled):
    house, _ = drilled
    with nursery(house) as writers:
        writers.begin("morning")
        writers.wait_for(3)
    offices.whole(house)
    assert {"morning-0", "morning-1"} <= set(offices.rows(house, offices.PEOPLE))


def test_the_file_is_for_its_owner_only_and_is_never_written_over_unasked(drilled):
    house, known = drilled
    assert stat.S_IMODE(known["file"].stat().st_mode) == 0o600
    bytes_before = known["file"].read_bytes()
    again = house.run("backup", str(known["file"]), "--json")
    assert (again.code, again.data["error"]["code"]) == (1, "AlreadyThere")
    assert known["file"].read_bytes() == bytes_before
    assert [path.name for path in known["file"].parent.glob(".*.draft*")] == []


def test_a_house_in_which_anything_lies_is_not_restored_over(drilled):
    house, known = drilled
    people = offices.rows(house, offices.PEOPLE)
    refused = house.run("restore", str(known["file"]), "--json")
    assert (refused.code, refused.data["error"]["code"]) == (1, "PlaceTaken")
    assert offices.rows(house, offices.PEOPLE) == people


def test_a_file_that_was_gone_already_is_named_and_the_rest_is_saved(drilled, tmp_path):
    house, _ = drilled
    lost = next((house.folder / "facts").rglob("*.parquet"))
    away = lost.rename(tmp_path / lost.name)
    try:
        done = house.run("backup", str(tmp_path / "rest.zip"), "--without-keys", "--json")
    finally:
        shutil.move(away, lost)
    assert done.code == 1
    assert done.data["missing"] == [lost.relative_to(house.folder).as_posix()]
    assert done.data["keys"] is False
