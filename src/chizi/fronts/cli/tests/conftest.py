"""A house that has been through the whole journey once, for the tests that only look at it."""

import pytest

from chizi.fronts.cli.tests import houses
from chizi.fronts.cli.tests.houses import event, terms


@pytest.fixture
def fresh(tmp_path):
    """A house that nobody has opened yet."""
    with houses.house(tmp_path) as one:
        yield one


@pytest.fixture(scope="session")
def judged(tmp_path_factory):
    """A small province, delivered and judged; ``answers`` holds what each command said."""
    with houses.house(tmp_path_factory.mktemp("judged")) as one:
        answers = {}
        steps = {
            "divisions": ("import", "divisions", one.written("divisions.csv", houses.DIVISIONS)),
            "units": ("import", "units", one.written("units.csv", houses.UNITS)),
            "agencies": ("import", "agencies", one.written("agencies.csv", houses.AGENCIES)),
            "petition": (
                "import",
                "facts",
                one.facts("p.csv", [event("petition", "P1")]),
                *terms("petitions_office", "petition"),
            ),
            "accident": (
                *(
                    "import",
                    "facts",
                    one.facts("a.csv", [event("accident", "A1", houses.MINE, injuries="2")]),
                ),
                *terms("emergency_management", "accident"),
            ),
            "case": (
                *(
                    "import",
                    "facts",
                    one.facts("c.csv", [event("case", "C1", subtype="criminal", severity="2")]),
                ),
                *terms("police", "case"),
            ),
            "evaluate": (
                *("evaluate", "--criteria", "three-zero-2020.1", "--period", "2020", "--as-of", "2021-03-01"),
                *("--out", str(one.folder.parent / "breaks.csv")),
            ),
            "people": ("import", "people", one.written("people.csv", houses.PEOPLE)),
        }
        for name, step in steps.items():
            answers[name] = one.run(*step, "--json")
        yield one, answers
