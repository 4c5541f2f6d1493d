"""A folder of laws is looked at, taken in whole, and once more without doing anything."""

import pytest

from chizi.fronts.cli.tests import houses
from chizi.fronts.cli.tests.houses import AGENCIES, DIVISIONS

PARTY = f"agency:{AGENCIES.splitlines()[1].split(',')[0]}"
LAW = "# 示例办法\n\n2020年5月1日 示例机关通过\n\n第一章 总则\n\n第一条 为了示例。\n\n第三条 自公布之日起施行。\n"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with houses.opened(tmp_path_factory.mktemp("laws")) as one:
        assert one.run("import", "divisions", one.written("divisions.csv", DIVISIONS)).code == 0
        assert one.run("import", "agencies", one.written("agencies.csv", AGENCIES)).code == 0
        yield one


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.md").write_bytes(LAW.encode("gb18030"))
    (tmp_path / "notes.csv").write_text("left alone")
    return tmp_path


def test_a_folder_is_looked_at_then_taken_in_once(house, folder):
    dry = house.run("import", "laws", str(folder), "--for", PARTY, "--dry-run", "--json")
    assert (dry.code, dry.data["stored"], dry.data["new"]) == (0, False, 1)
    assert dry.data["laws"][0]["missing"] == ["第2条"]
    done = house.run("import", "laws", str(folder), "--for", PARTY, "--json")
    assert (done.code, done.data["stored"], done.data["laws"][0]["articles"]) == (0, True, 2)
    again = house.run("import", "laws", str(folder), "--for", PARTY, "--json")
    assert (again.data["new"], again.data["same"]) == (0, 1)


def test_one_bad_file_stops_the_whole_folder(house, folder):
    (folder / "b.txt").write_bytes(b"\xff\xd8\xff\xe0 no text")
    (folder / "c.md").write_text("# 只有题目")
    done = house.run("import", "laws", str(folder), "--for", PARTY, "--json")
    assert (done.code, done.data["stored"], done.data["rejected"]) == (1, False, 2)


def test_what_is_no_folder_or_no_party_is_wrong_usage_or_refused(house, folder):
    assert house.run("import", "laws", str(folder / "a.md"), "--for", PARTY).code == 2
    assert house.run("import", "laws", str(folder)).code == 2
    assert house.run("import", "laws", str(folder), "--for", "agency:nobody").code == 1
    (folder / "a.md").unlink()
    assert house.run("import", "laws", str(folder), "--for", PARTY).code == 1
