"""Backups that are cut off, altered, from elsewhere or from the future: each is named, and nothing is touched."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from chizi.fronts.cli.tests import houses
from tests.surviving import offices

MANIFEST = "manifest.json"


@pytest.fixture(scope="module")
def office(template, tmp_path_factory):
    """A small office that stays, and a good backup of it."""
    folder = tmp_path_factory.mktemp("office")
    with houses.copied(template, folder) as house:
        assert house.run("backup", str(folder / "good.zip")).code == 0
        yield house, folder / "good.zip"


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """An empty place in which nothing may be left behind."""
    with houses.house(tmp_path_factory.mktemp("empty")) as house:
        yield house


def refused(house, file) -> str:
    """The name of the error; the place must be as empty as before."""
    done = house.run("restore", str(file), "--json")
    assert done.code == 1, done
    assert "Traceback" not in done.err
    assert {path.name for path in house.folder.iterdir()} <= {"secret_key", "migrate.lock"}
    return done.data["error"]["code"]


def rewritten(good: Path, target: Path, change) -> Path:
    """The backup with another manifest or other members; sizes and hashes as ``change`` leaves them."""
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(target, "w") as out:
        members = {name: source.read(name) for name in source.namelist()}
        stated = json.loads(members.pop(MANIFEST))
        change(members, stated)
        for name, data in members.items():
            out.writestr(name, data)
        out.writestr(MANIFEST, json.dumps(stated))
    return target


@pytest.mark.parametrize("share", [0.001, 0.3, 0.9, 0.9999])
def test_a_file_that_is_cut_off_is_refused(office, empty, tmp_path, share):
    data = office[1].read_bytes()
    file = tmp_path / "cut.zip"
    file.write_bytes(data[: max(8, int(len(data) * share))])
    assert refused(empty, file) == "CutOff"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_a_byte_that_changed_on_the_way_is_noticed(office, empty, tmp_path, share):
    data = bytearray(office[1].read_bytes())
    data[int(len(data) * share)] ^= 0x55
    file = tmp_path / "bad.zip"
    file.write_bytes(data)
    assert refused(empty, file) in {"Altered", "CutOff"}


def _swap(members, stated):
    members["files/secret_key"] = b"x" * len(members["files/secret_key"])


def _extra(members, stated):
    members["files/facts/planted.parquet"] = b"PAR1"


def _fewer(members, stated):
    del members["files/secret_key"]


def _outside(members, stated):
    members["files/../../planted"] = members.pop("files/secret_key")
    stated["members"]["files/../../planted"] = stated["members"].pop("files/secret_key")


def _no_journal(members, stated):
    stated["journal"] = 7


@pytest.mark.parametrize("change", [_swap, _extra, _fewer, _outside, _no_journal])
def test_members_that_are_not_what_the_manifest_states_are_refused(office, empty, tmp_path, change):
    assert refused(empty, rewritten(office[1], tmp_path / "x.zip", change)) == "Altered"
    assert not (empty.folder.parent / "planted").exists()


def _newer_form(members, stated):
    stated["format"] = 2


def _newer_tables(members, stated):
    stated["migrations"].append(["org", "0999_from_the_future"])


def _newer_room(members, stated):
    stated["migrations"].append(["vault", "0001_initial"])


@pytest.mark.parametrize("change", [_newer_form, _newer_tables, _newer_room])
def test_a_backup_of_a_newer_version_is_refused(office, empty, tmp_path, change):
    assert refused(empty, rewritten(office[1], tmp_path / "x.zip", change)) == "NewerBackup"


def test_a_backup_of_the_other_kind_of_database_is_refused(office, empty, tmp_path):
    def other(members, stated):
        stated["engine"] = {"sqlite": "postgresql", "postgresql": "sqlite"}[stated["engine"]]

    assert refused(empty, rewritten(office[1], tmp_path / "x.zip", other)) == "OtherEngine"


@pytest.mark.parametrize("content", [b"", b"no archive at all", b"SQLite format 3\0" + bytes(5000)])
def test_what_is_no_backup_is_refused(empty, tmp_path, content):
    file = tmp_path / "x.zip"
    file.write_bytes(content)
    assert refused(empty, file) == "NotABackup"


def test_an_archive_of_something_else_is_refused(empty, tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as file:
        file.writestr("manifest.json", '{"kind": "publication"}')
    assert refused(empty, tmp_path / "x.zip") == "NotABackup"


def test_a_restore_that_differs_is_taken_back_and_the_place_can_be_used(office, empty, tmp_path):
    def miscounted(members, stated):
        stated["rows"]["org_person"] += 1

    assert refused(empty, rewritten(office[1], tmp_path / "x.zip", miscounted)) == "RestoredDiffers"
    seen = tmp_path / "seen.tsv"
    seen.write_text("1\tno leaf\n")
    assert refused_witness(empty, office[1], seen) == "BadWitness"
    shutil.rmtree(empty.folder / "facts", ignore_errors=True)
    assert empty.run("restore", str(office[1])).code == 0
    offices.whole(empty)


def refused_witness(house, file, seen) -> str:
    return house.run("restore", str(file), "--witness", str(seen), "--json").data["error"]["code"]


def test_a_folder_with_files_of_others_is_left_alone(office, tmp_path):
    with houses.house(tmp_path) as house:
        house.folder.mkdir()
        (house.folder / "notes.txt").write_text("mine")
        done = house.run("restore", str(office[1]), "--json")
        assert (done.code, done.data["error"]["code"]) == (1, "PlaceTaken")
        assert "notes.txt" in done.data["error"]["message"]
