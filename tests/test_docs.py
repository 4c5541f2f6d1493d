"""What the documents say is there, and what is there the documents say."""

import re

import pytest

from tests.reading import ROOT

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
