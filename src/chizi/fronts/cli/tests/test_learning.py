"""Results of learning leave by the console: as a table, as statements, or not at all."""

import json

import pytest

from chizi.fronts.cli.tests import houses
from chizi.fronts.cli.tests.houses import AGENCIES, DIVISIONS

PARTY = f"agency:{AGENCIES.splitlines()[1].split(',')[0]}"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with houses.opened(tmp_path_factory.mktemp("learning")) as one:
        assert one.run("import", "divisions", one.written("divisions.csv", DIVISIONS)).code == 0
        assert one.run("import", "agencies", one.written("agencies.csv", AGENCIES)).code == 0
        yield one


def test_a_partys_results_are_written_in_three_forms(house, tmp_path):
    for name in ("out.json", "out.csv", "out.xlsx"):
        done = house.run("export", "learning", "--party", PARTY, "--out", str(tmp_path / name), "--json")
        assert (done.code, done.data["rows"]) == (0, 0)
        assert (tmp_path / name).stat().st_size
    assert json.loads((tmp_path / "out.json").read_text("utf-8")) == []


def test_another_form_or_an_unknown_party_writes_nothing(house, tmp_path):
    assert house.run("export", "learning", "--party", PARTY, "--out", str(tmp_path / "out.pdf")).code == 2
    assert (
        house.run("export", "learning", "--party", "agency:no", "--out", str(tmp_path / "a.json")).code == 1
    )
    assert list(tmp_path.iterdir()) == []
