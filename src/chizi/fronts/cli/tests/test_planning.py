"""Plans come in from sheets and TOML, and their templates are read again."""

from pathlib import Path

import pytest

from chizi.fronts.cli.tests import houses
from chizi.fronts.cli.tests.houses import AGENCIES, DIVISIONS

PLAN = """kind,code,parent_code,title,owner,basis,evidence_rule,starts,due
campaign,JYZD,,教育整顿,{party},方案,,2021-03-01,2021-12-31
overall,P-0,,总方案,,,,,
measure,M-1,P-0,谈心谈话,{party},方案,台账,,2021-03-31
"""
PARTY = AGENCIES.splitlines()[1].split(",")[0]


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with houses.opened(tmp_path_factory.mktemp("planning")) as one:
        assert one.run("import", "divisions", one.written("divisions.csv", DIVISIONS)).code == 0
        assert one.run("import", "agencies", one.written("agencies.csv", AGENCIES)).code == 0
        yield one


def test_a_plan_is_checked_then_taken_in(house):
    file = house.written("plan.csv", PLAN.format(party=PARTY))
    dry = house.run("import", "plan", file, "--dry-run", "--json")
    assert (dry.code, dry.data["stored"], len(dry.data["changes"])) == (0, False, 3)
    done = house.run("import", "plan", file, "--json")
    assert (done.data["stored"], done.data["counts"]) == (True, {"plans": 1, "measures": 1})
    again = house.run("import", "plan", file, "--dry-run", "--json")
    assert (again.data["accepted"], again.data["unchanged"]) == (0, 3)


def test_faulty_lines_go_back_with_their_reasons(house):
    file = house.written("bad.csv", PLAN.format(party=PARTY).replace("M-1,P-0", "M-1,P-7"))
    done = house.run("import", "plan", file, "--json")
    assert (done.code, done.data["stored"]) == (1, False)
    assert [(one["line"], one["column"]) for one in done.data["faults"]] == [(4, "parent_code")]
    assert "P-7" in Path(done.data["rejects"]).read_text("utf-8-sig")


@pytest.mark.parametrize("name", ["plan.toml", "plan.xlsx", "empty.csv"])
def test_a_template_is_written_once_and_read_again(house, name):
    file = str(house.folder.parent / name)
    assert house.run("import", "plan", file, "--template").code == 0
    assert house.run("import", "plan", file, "--template").code == 2
    if name.endswith(".toml"):
        text = Path(file).read_text("utf-8").replace("agency:CODE", PARTY)
        done = house.run("import", "plan", house.written("filled.toml", text), "--dry-run", "--json")
        assert (done.code, done.data["accepted"]) == (0, 5)
    else:
        assert house.run("import", "plan", file, "--json").code == 1
