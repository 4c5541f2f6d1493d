"""The reviewed list of what is allowed. Whatever it does not name must be refused.

Columns: `door` (a route as the URL configuration spells it, or an action), `methods` (ACT for an action),
`roles`, `relations`; the last three hold several names, separated by blanks. A row lets in every combination of
its names. The role `everyone` stands for all roles, strangers and the anonymous, at every relation; `signed-in`
for all but the anonymous; a door that lets nobody in has the role `nobody`, so that it was looked at too.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from tests.access.world import ALONE, RELATIONS, ROLES, cells

FOLDER = Path(__file__).with_name("matrix")  # a file for each room and front
Cell = tuple[str, str, str, str]  # door, method, role, relation
GROUPS = {"everyone": ROLES, "signed-in": tuple(role for role in ROLES if role != "anonymous"), "nobody": ()}


def read() -> tuple[set[str], set[Cell]]:
    """The doors that have a row, and the cells that are allowed. Raises ValueError for an unknown name."""
    doors: set[str] = set()
    allowed: set[Cell] = set()
    for row in _rows():
        doors.add(row["door"])
        for role, relation in _viewers(row["roles"].split(), row["relations"].split()):
            allowed |= {(row["door"], method, role, relation) for method in row["methods"].split()}
    return doors, allowed


def _rows() -> Iterator[dict[str, str]]:
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def _viewers(roles: list[str], relations: list[str]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for name in roles:
        if name in GROUPS:
            found |= {(role, relation) for role, relation in cells() if role in GROUPS[name]}
        elif name not in ROLES or set(relations) - set(RELATIONS):
            raise ValueError(f"unknown role or relation: {name} {relations}")
        else:
            found |= {(name, "none")} if name in ALONE else {(name, relation) for relation in relations}
    return found
