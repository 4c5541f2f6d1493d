"""What the documents say is there, and what is there the documents say."""

import re

import pytest
from django.urls import resolve

from tests.reading import ROOT, functions, shown, sources

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_and_picture_of_a_document_leads_somewhere(document):
    targets = [one for one in LINK.findall(document.read_text("utf-8")) if "://" not in one]
    assert [one for one in targets if not (document.parent / one).exists()] == []


def test_every_picture_is_shown():
    shown = "\n".join(path.read_text("utf-8") for path in DOCUMENTS)
    unused = [path.name for path in (ROOT / "docs" / "pictures").glob("*.png") if path.name not in shown]
    assert unused == []


def test_the_readme_in_both_languages_names_the_two_commands_and_what_is_not_built():
    for name, words in (
        ("README.md", "What we do not build, and why"),
        ("README.zh-Hans.md", "不做什么，为什么"),
    ):
        text = (ROOT / name).read_text("utf-8")
        assert {"make run", "make test", words} <= {
            word for word in ("make run", "make test", words) if word in text
        }
        assert len(text.splitlines()) <= 60, "one screen"


def test_decision_records_are_numbered_without_gaps():
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "adr").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_environment_variables_of_the_settings_are_explained():
    settings = (ROOT / "src" / "chizi" / "site" / "settings.py").read_text("utf-8")
    places = (ROOT / "src" / "chizi" / "site" / "places.py").read_text("utf-8")
    used = set(re.findall(r'"((?:CHIZI|DATABASE)_[A-Z_]+)"', settings + places))
    explained = settings.split('"""')[1]
    assert [name for name in sorted(used) if name not in explained] == []


def coverage() -> str:
    return (ROOT / "docs" / "coverage.md").read_text("utf-8")


def test_every_test_that_the_coverage_names_exists():
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", coverage())
    assert len(named) > 100
    lost = []
    for path, name in named:
        place = ROOT / path
        if not place.is_file() or name not in {one.name for one in functions(place)}:
            lost.append(f"{path}::{name}")
    assert lost == []


def test_every_rule_that_a_test_names_is_in_the_coverage_with_that_test():
    text = coverage()
    tests = {
        (f"R-{found[1]}", f"`{shown(path)}::{one.name}`")
        for path in sources(".py", under=("src", "tests"))
        if path.name.startswith("test_")
        for one in functions(path)
        if (found := re.match(r"test_[Rr](\d\d)_", one.name))
    }
    rows = {line.split("|")[1].strip(): line for line in text.splitlines() if line.startswith("| R-")}
    assert sorted(name for rule, name in tests if name not in rows.get(rule, "")) == []
    assert sorted(set(rows) - {rule for rule, _ in tests}) == [], "rules that no test names"


def test_every_row_of_the_coverage_names_what_it_asks_where_it_lives_and_a_test():
    for line in coverage().splitlines():
        if re.match(r"\| [SR]\d?-\d\d ", line):
            _row, asks, lives, tests = (cell.strip() for cell in line.strip("|").split("|"))
            assert asks, line
            assert "`" in lives or "room" in lives, line
            assert ".py::test_" in tests, line


def test_every_address_that_the_coverage_names_is_one():
    samples = {"<number>": "1", "<code>": "2020-0001", "<place>": "140000000000"}
    named = re.findall(r"`(/[\w/<>?=.-]*)`", coverage())
    assert named
    for address in named:
        for name, sample in samples.items():
            address = address.replace(name, sample)
        assert resolve(address.split("?")[0])
