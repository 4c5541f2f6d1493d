"""Wrong usage: exit 2, one sentence about the option at fault, and nothing is opened or made."""

import json

import pytest

from chizi.fronts.cli.app import run
from chizi.fronts.cli.commands import importing
from chizi.yardstick.schemas import OWNER, Body, Zero

FACTS = "import facts FILE --body police --zero case --region 14"
RUN = "evaluate --criteria x"


@pytest.fixture(autouse=True)
def in_english(monkeypatch, tmp_path):
    monkeypatch.setenv("CHIZI_LANG", "en")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "FILE").write_text("code,name\n")
    (tmp_path / "there.csv").write_text("kept")


@pytest.fixture(autouse=True)
def nothing_is_opened(monkeypatch):
    def opened():
        raise AssertionError("wrong usage must be found before the house is opened")

    monkeypatch.setattr("chizi.fronts.cli.commands.importing.open_house", opened)
    monkeypatch.setattr("chizi.fronts.cli.commands.evaluating.open_house", opened)
    monkeypatch.setattr("chizi.fronts.cli.commands.publishing.open_house", opened)


BAD = [
    ("foo", "No such command 'foo'"),
    ("import", ""),
    ("evaluate --perid 2020", "There is no option --perid here"),
    ("import units", "FILE is missing"),
    ("import units nowhere.csv", "FILE: there is no such file"),
    ("import units .", "FILE: there is no such file"),
    ("import units a\0b", "FILE: there is no such file"),
    (f"import units {'a' * 300}", "FILE: there is no such file"),
    ("import units FILE more", "extra argument"),
    ("import units there.csv --rejects there.csv", "--rejects: this is the input file itself"),
    ("import units FILE --rejects x.txt", "--rejects: choose a name that ends"),
    ("import units FILE --rejects no/x.csv", "--rejects: the folder of this file does not exist"),
    ("import units there.csv --template", "FILE: this file is there already"),
    ("import units new.txt --template", "FILE: choose a name that ends"),
    ("import facts FILE", "--body: this is missing"),
    (f"{FACTS} --months 2020-01", "--complete / --partial: say --complete"),
    (f"{FACTS} --months 2020-01 --complete --body court", "--body: write one of"),
    (f"{FACTS} --months 2020-01 --complete --zero fire", "--zero: write one of"),
    (f"{FACTS} --months 2020-01 --complete --region 14010", "--region: write a region code"),
    (f"{FACTS} --months 2020-01 --complete --region 140105001", "--region: write a region code"),
    (f"{FACTS} --months 2020-01 --complete --region １４", "--region: write a region code"),
    (f"{FACTS} --months 2020-12..2020-01 --complete", "--months: the last month lies before"),
    (f"{FACTS} --months 2020 --complete", "--months: write months"),
    (f"{FACTS} --months 2020-13 --complete", "--months: write months"),
    (f"{FACTS} --months 2020-01 --complete --received-at 2020-02-30", "--received-at: write a day"),
    (f"{FACTS} --months 2020-01 --complete --received-at 08:30", "--received-at: write a day"),
    ("evaluate --period 2020", "--criteria is missing"),
    (RUN, "--period is missing"),
    ("evaluate --period", "--period needs a value"),
    (f"{RUN} --period 2020-1", "--period: write a year"),
    (f"{RUN} --period 2020 --as-of soon", "--as-of: write a day"),
    (f"{RUN} --period 2020 --out no/b.csv", "--out: the folder"),
    ("explain 1", "--period is missing"),
    ("explain 1 --period 2020 --run last", "--run: write a whole number"),
    ("publish --run 1 --title T --out p.zip", "--approved-by is missing"),
    ("verify nowhere.zip", "FILE: there is no such file"),
    ("verify FILE --key no.pub", "--key: there is no such file"),
    ("demo --units many", "--units: write a whole number"),
]


@pytest.mark.parametrize(("command", "said"), BAD)
def test_wrong_usage_is_named_and_exits_with_2(command, said, capsys):
    assert run(command.split(" ")) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert "Traceback" not in captured.err


def test_with_json_wrong_usage_is_one_document(capsys):
    assert run(["evaluate", "--criteria", "x", "--period", "soon", "--json"]) == 2
    captured = capsys.readouterr()
    assert json.loads(captured.out) == {
        "error": {"code": "Usage", "message": "--period: write a year (2020) or a month (2020-03)"}
    }


def test_without_a_command_the_help_is_shown(capsys):
    assert run([]) == 2
    assert "Usage: chizi" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command",
    [
        "",
        "demo",
        "doctor",
        "journal verify",
        "import units",
        "import facts",
        "evaluate",
        "explain",
        "publish",
        "verify",
    ],
)
def test_every_command_explains_itself(command, capsys):
    assert run([*command.split(), "--help"]) == 0
    assert "--help" in capsys.readouterr().out


def test_the_bodies_and_zeros_of_the_options_are_those_of_the_yardstick():
    assert set(importing.BODIES) == {body.value for body in Body}
    assert set(importing.ZEROS) == {zero.value for zero in Zero}
    assert {OWNER[Zero(zero)].value for zero in importing.ZEROS} == set(importing.BODIES)
