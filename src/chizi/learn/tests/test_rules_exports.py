"""xAPI statements: by the specification, and without what must not be told."""

from datetime import date
from uuid import UUID

import pytest

from chizi.learn.rules.exports import (
    VERBS,
    Shown,
    mastery_key,
    statement,
    statement_faults,
    verb_of,
)

HOME = "https://chizi.example"


def shown(**more):
    said = {"key": UUID(int=7), "account": "a1", "name": "", "verb": "completed", "about": "material:12",
            "title": "监督法", "met": None, "day": None}  # fmt: skip
    return Shown(**(said | more))


@pytest.mark.parametrize("verb", sorted(VERBS))
@pytest.mark.parametrize("about", ["material:1", "paper:2", "objective:obj-1", "matter:3", "义务:四"])
def test_every_statement_keeps_the_specification(verb, about):
    assert (
        statement_faults(statement(shown(verb=verb, about=about, met=True, day=date(2021, 3, 1)), HOME)) == []
    )


def test_what_was_read_says_no_day_and_no_success():
    told = statement(shown(), HOME)
    assert "timestamp" not in told
    assert told["result"] == {"completion": True}


def test_a_result_says_its_day_and_never_the_hour():
    assert (
        statement(shown(verb="passed", met=True, day=date(2021, 3, 1)), HOME)["timestamp"]
        == "2021-03-01T00:00:00Z"
    )


def test_a_reflection_is_no_completion():
    assert "result" not in statement(shown(verb="reflected"), HOME)


def test_names_leave_only_with_their_owner():
    assert "name" not in statement(shown(), HOME)["actor"]
    assert statement(shown(name="闵"), HOME)["actor"]["name"] == "闵"


def test_kinds_become_verbs():
    assert [verb_of("read", None), verb_of("passed", False), verb_of("passed", True), verb_of("applied", None)] == [
        "completed", "failed", "passed", "applied"
    ]  # fmt: skip
    assert mastery_key("a", "o") == mastery_key("a", "o") != mastery_key("b", "o")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"result": {"duration": "PT5M"}}, "forbidden: duration"),
        ({"result": {"score": {"raw": 3}}}, "forbidden: score"),
        ({"actor": {"mbox": "mailto:a@b"}}, "actor: an account has a home page and a name"),
        ({"timestamp": "2021-03-01T08:15:00Z"}, "timestamp: only the day"),
        ({"id": "7"}, "id: not a UUID"),
        ({"version": "2.0"}, "version"),
        ({"verb": {"id": "done"}}, "verb: its id is no IRI"),
        ({"result": {"success": "yes"}}, "result: success is true or false"),
    ],
)
def test_a_statement_with_a_fault_is_told(change, fault):
    assert fault in statement_faults({**statement(shown(), HOME), **change})


def test_a_statement_without_a_part_is_told():
    assert statement_faults({}) == ["missing: id", "missing: actor", "missing: verb", "missing: object"]
