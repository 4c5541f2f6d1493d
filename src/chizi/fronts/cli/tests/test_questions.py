"""Questions come from a text: looked at, refused whole with one bad one, stored."""

import pytest

from chizi.fronts.cli.tests import houses
from chizi.fronts.cli.tests.houses import DIVISIONS

GOOD = "$CATEGORY: duty\n几日内登记？ {=七日 ~三日}\n\n可以口头登记。{F}\n"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with houses.opened(tmp_path_factory.mktemp("questions")) as one:
        assert one.run("import", "divisions", one.written("divisions.csv", DIVISIONS)).code == 0
        yield one


def test_a_question_without_its_objective_sends_the_whole_file_back(house):
    file = house.written("good.txt", GOOD)
    done = house.run("import", "questions", file, "--form", "gift", "--region", "14", "--json")
    assert (done.code, done.data["stored"], done.data["rejected"]) == (1, False, 2)
    assert {fault["column"] for fault in done.data["faults"]} == {"objective"}


def test_what_is_not_said_or_not_known_is_wrong_usage(house):
    file = house.written("good.txt", GOOD)
    assert house.run("import", "questions", file, "--form", "gift").code == 2
    assert house.run("import", "questions", file, "--form", "riddle", "--region", "14").code == 2
    assert house.run("import", "questions", file, "--form", "aiken", "--region", "14").code == 2
