"""A small office with everything that a backup must hold: rows, facts, a register, a run, keys."""

import sqlite3
from contextlib import closing
from typing import Any

from chizi.fronts.cli.tests import houses
from chizi.fronts.cli.tests.houses import House, event, terms

COUNTS = {
    "people": "SELECT count(*) FROM org_person",
    "entries": "SELECT count(*) FROM journal_entry",
    "contents": "SELECT count(*) FROM journal_entrycontent",
    "pending": "SELECT count(*) FROM journal_pending",
}
ADDED = "SELECT object FROM journal_entry WHERE kind = 'person.added'"
POSTED = "SELECT object FROM journal_entry WHERE kind = 'person.appointed'"
PEOPLE = "SELECT username FROM org_person WHERE username LIKE '%-%'"
POSTS = (
    "SELECT p.username FROM org_post o JOIN org_person p ON p.id = o.person_id WHERE p.username LIKE '%-%'"
)


def found(house: House, *, judged: bool = False) -> None:
    """Divisions, units, agencies and people of a made-up province; with ``judged`` also facts and a run."""
    steps: list[tuple[str, ...]] = [
        ("import", "divisions", house.written("divisions.csv", houses.DIVISIONS)),
        ("import", "units", house.written("units.csv", houses.UNITS)),
        ("import", "agencies", house.written("agencies.csv", houses.AGENCIES)),
    ]
    if judged:
        facts = house.facts("p.csv", [event("petition", "P1")])
        steps.append(("import", "facts", facts, *terms("petitions_office", "petition")))
        rule = ("--criteria", "three-zero-2020.1", "--period", "2020", "--as-of", "2021-03-01")
        steps.append(("evaluate", *rule))
    steps.append(("import", "people", house.written("people.csv", houses.PEOPLE)))
    for step in steps:
        done = house.run(*step)
        assert done.code == 0, done.err


def rows(house: House, statement: str) -> list[Any]:
    """The first column of what a statement answers, read past the product."""
    address = house.environment.get("DATABASE_URL")
    if address:
        import psycopg

        with psycopg.connect(address) as server:
            return [row[0] for row in server.execute(statement)]
    with closing(sqlite3.connect(house.folder / "chizi.sqlite3", timeout=20)) as file:
        return [row[0] for row in file.execute(statement)]


def whole(house: House) -> None:
    """Nothing is half there: every person has his entry, every entry its content and its place in the queue."""
    people, posts = set(rows(house, PEOPLE)), set(rows(house, POSTS))
    assert people == {ref.removeprefix("person:") for ref in rows(house, ADDED) if "-" in ref}
    assert posts == {ref.removeprefix("person:") for ref in rows(house, POSTED) if "-" in ref}
    counts = {name: rows(house, statement)[0] for name, statement in COUNTS.items()}
    assert counts["entries"] == counts["contents"] == counts["pending"]
    if "DATABASE_URL" not in house.environment:
        assert rows(house, "PRAGMA integrity_check") == ["ok"]


def sound(house: House) -> int:
    """The journal verifies and the doctor finds stores, counts and guards good; returns the number of entries."""
    journal = house.run("journal", "verify", "--json").data
    assert journal["intact"], journal
    states = {one["check"]: one["state"] for one in house.run("doctor", "--json").data["checks"]}
    wanted = ("stores.files", "counts", "register", "journal.guards", "keys")
    assert {name: states[name] for name in wanted} == dict.fromkeys(wanted, "good")
    return journal["entries"]
