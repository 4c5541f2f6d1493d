"""A real office from nothing: chizi init, people and roles from sheets, slips, a reset, a leaver."""

import io
import os
import pty
import subprocess
import sys
import tomllib

import pytest

from chizi.fronts.cli.app import run
from chizi.fronts.cli.tests import houses
from chizi.fronts.cli.tests.houses import DIVISIONS

THREE = ("--system-admin", "wu:吴启明", "--security-admin", "zheng：郑守安", "--auditor", "shen:沈若水")
PEOPLE = "username,name,agency_code,post\nliwei,李 伟,14-police,科长\nwang,王五,14-police,\n"
GRANTS = "username,role,region_code,agency_code,until\nliwei,clerk,140000000000,14-police,2099-01-01\n"


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """An office of a small province, and what opening it said."""
    with houses.house(tmp_path_factory.mktemp("opened")) as one:
        file = one.written("divisions.csv", DIVISIONS)
        answer = one.run("init", "--divisions", file, *THREE, "--office", "lin:林知远", "--json")
        yield one, answer


def test_an_office_opens_with_four_slips_and_remembers_its_zone(opened):
    house, answer = opened
    assert answer.code == 0, answer.err
    assert [slip["username"] for slip in answer.data["slips"]] == ["wu", "zheng", "shen", "lin"]
    assert len({slip["code"] for slip in answer.data["slips"]}) == 4
    kept = tomllib.loads((house.folder / "office.toml").read_text("utf-8"))
    assert kept == {"name": "Programme office of 山西省", "time_zone": "Asia/Shanghai"}


def test_it_opens_once_and_no_demo_is_made_in_it(opened):
    house, _ = opened
    again = house.run("init", "--shanxi", *THREE)
    assert (again.code, again.out) == (1, "")
    assert "An office was opened here already (Programme office of 山西省" in again.err
    demo = house.run("demo", "--units", "20000")
    assert demo.code == 1
    assert "A real office was opened here" in demo.err


def test_people_and_roles_come_from_sheets_and_a_dry_run_shows_what_would_change(opened):
    house, _ = opened
    file = house.written("people.csv", PEOPLE)
    table = house.run("import", "people", file, "--dry-run", "--as", "wu")
    assert [line.split() for line in table.out.splitlines()[1:3]] == [
        ["2", "liwei", "new", "entry", "李伟", "14-police", "科长"],
        ["3", "wang", "new", "entry", "王五", "14-police"],
    ]
    assert "Checked, nothing stored: 2 of 2 rows are good." in table.out
    dry = house.run("import", "people", file, "--dry-run", "--as", "wu", "--json").data
    assert [change["subject"] for change in dry["changes"]] == ["liwei", "wang"]
    assert house.run("import", "people", file, "--as", "wu").code == 0
    twice = house.written(
        "twice.csv", "username,name,agency_code\nLi.Wei,李伟,14-police\nlw,李 伟,14-police\n"
    )
    refused = house.run("import", "people", twice, "--as", "wu", "--json")
    assert refused.code == 1
    assert [(fault["line"], fault["column"]) for fault in refused.data["faults"]] == [
        (2, "username"),
        (3, "name"),
    ]
    roles = house.written("roles.csv", GRANTS)
    assert house.run("import", "grants", roles, "--as", "wu").code == 1
    assert house.run("import", "grants", roles, "--as", "zheng", "--json").data["counts"] == {
        "new": 1,
        "changed": 0,
    }


def test_a_slip_a_reset_by_two_and_a_leaver(opened):
    house, _ = opened
    house.run("import", "people", house.written("more.csv", PEOPLE), "--as", "wu")
    slip = house.run("people", "invite", "wang", "--as", "wu", "--json")
    assert slip.data["username"] == "wang"
    asked = str(house.run("people", "reset", "wang", "--as", "wu", "--json").data["number"])
    assert house.run("people", "release", asked, "--as", "wu").code == 1
    assert house.run("people", "release", asked, "--as", "zheng", "--json").data["code"] != slip.data["code"]
    left = house.run("people", "leave", "wang", "--reason", "moved", "--as", "wu", "--json")
    assert left.data == {"username": "wang", "grants": 0, "posts": 0, "slips": 1}
    again = house.run("import", "people", house.written("more.csv", PEOPLE), "--as", "wu", "--json")
    assert [fault["reason"] for fault in again.data["faults"]] == [
        "This person has left. Register the return first, or leave out this line."
    ]
    last = house.run("people", "leave", "zheng", "--as", "wu")
    assert "is the last one here in the role security-admin" in last.err


def test_faulty_divisions_come_back_and_nothing_is_opened(fresh):
    file = fresh.written("divisions.csv", DIVISIONS + "14,短,township,140105000000\n")
    done = fresh.run("init", "--divisions", file, *THREE)
    assert done.code == 1
    assert "1 of 8 rows have faults" in done.err
    assert (fresh.folder.parent / "divisions.rejects.csv").exists()
    good = fresh.written("good.csv", DIVISIONS)
    shifting = fresh.run("init", "--divisions", good, "--time-zone", "Europe/Berlin", *THREE)
    assert (shifting.code, "has summer time" in shifting.err) == (1, True)
    assert fresh.run("journal", "verify", "--json").data["entries"] == 0


def test_whoever_sits_at_a_terminal_is_asked(fresh):
    file = fresh.written("divisions.csv", DIVISIONS)
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", houses.MAIN, "init", "--commission", "省委政法委"],
        env=fresh.environment | {"CHIZI_LANG": "zh"},
        cwd=fresh.folder.parent,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    answers = [file, "", "", "", "", "", "吴启明", "wu:吴启明", "zheng:郑守安", "shen:沈若水", ""]
    os.write(ours, ("\n".join(answers) + "\n").encode())
    out, err = process.communicate(timeout=120)
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0, err.decode()
    assert "已开张：山西省“三零”单位创建办公室" in out.decode()
    assert "请写用户名和姓名" in err.decode()
    assert out.decode().count("代码 ") == 3


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("init --shanxi", "--system-admin: this is missing"),
        ("init --shanxi --divisions x.csv", "not both"),
        (f"init {' '.join(THREE)}", "name a file of divisions"),
        (f"init {' '.join(THREE)} --divisions nowhere.csv", "--divisions: there is no such file"),
        ("init --shanxi --system-admin wu", "--system-admin: write a user name and a name"),
        ("people release x", "NUMBER: write the number"),
        ("people leave wu --on soon", "--on: write a day"),
    ],
)
def test_wrong_usage_is_found_before_the_house_is_opened(line, said, monkeypatch, capsys):
    monkeypatch.setenv("CHIZI_LANG", "en")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    for command in ("init", "people"):
        monkeypatch.setattr(f"chizi.fronts.cli.commands.{command}.open_house", lambda: pytest.fail("opened"))
    assert run(line.split()) == 2
    assert said in capsys.readouterr().err
