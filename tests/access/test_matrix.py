"""Every page x method x role x relation, and every action, against the reviewed lists in matrix/.

CHIZI_PROVE=1 asks for every single cell. Otherwise every page and action is asked for by each role at the province and
at the place itself, with GET and by an action also at one more relation that goes round from door to door, and by the
office at all; fewer ask for what is open to the anonymous and for pages that compute for seconds; only a handful with
the rarer methods. PostgreSQL, where the same guards stand, is asked at the place itself only.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

import pytest
from django.db import connection
from pytest_django import Settings

from chizi.org import rules
from chizi.org.rules import ABILITIES, Role
from tests.access import doors, listed, samples
from tests.access.world import RELATIONS, World, build
from tests.proving import PROVE

pytestmark = pytest.mark.django_db
NOBODY = ("anonymous", "none")
CALLS = samples.samples()
FEW = [NOBODY, ("stranger", "none"), ("office", "province"), ("leader", "province")]
USUAL = ("GET", "POST")
SLOW = {"/boards/unit/<str:code>/why/"}
NO_METHOD = 405


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> World:
    settings.ACCOUNT_RATE_LIMITS = False  # nearly two hundred viewers knock from one address
    world = build(tmp_path)
    samples.build(world)
    return world


def pages(world: World) -> list[doors.Page]:
    """Every page, asked about the county, its unit, and what stands there about them."""
    return doors.pages(samples.arguments(world), samples.forms(world))


At = tuple[str, str]


def _near(viewers: Iterable[At], door: str, method: str) -> list[At]:
    """Who knocks at a door in the sample: see above. The third relation is drawn by the door's name."""
    if PROVE:
        return list(viewers)
    if connection.vendor != "sqlite":
        return [at for at in viewers if at[1] in {"own", "none"}]
    third = list(RELATIONS)[crc32(door.encode()) % len(RELATIONS)]
    wanted = {"province", "own", "none"} if method == "POST" else {"province", "own", "none", third}
    return [at for at in viewers if at[1] in wanted or at[0] == Role.OFFICE]


def pages_asked(world: World) -> Iterator[tuple[listed.Cell, bool]]:
    """(cell, whether it was let in) for every page and method."""
    clients = {(viewer.role, viewer.relation): doors.client_of(viewer) for viewer in world.viewers}
    some = [at for at in clients if at in FEW or at[0] == Role.OFFICE or at[1] == "province"]
    for page in pages(world):
        for method in doors.METHODS:
            answers = {at: doors.ask(clients[at], page, method) for at in FEW}
            let_in = {at: answer.let_in for at, answer in answers.items()}
            shut = all(answer.status == NO_METHOD for answer in answers.values())
            if not PROVE and (shut or method not in USUAL):
                more: list[At] = []
            else:
                rare = let_in[NOBODY] or page.route in SLOW
                more = some if rare and not PROVE else _near(clients, page.route, method)
            let_in |= {at: doors.ask(clients[at], page, method).let_in for at in more if at not in FEW}
            yield from (((page.route, method, *at), found) for at, found in let_in.items())


def actions_asked(world: World) -> Iterator[tuple[listed.Cell, bool]]:
    """(cell, whether it was let past the gate) for every action and person."""
    people = {(one.role, one.relation): one.person for one in world.viewers if one.person is not None}
    for name, action in CALLS.items():
        for at in _near(people, name, doors.ACT):
            yield (name, doors.ACT, *at), doors.allows(action, world, people[at])


def shown(cells: set[listed.Cell]) -> list[str]:
    return [" ".join(cell) for cell in sorted(cells)]


def test_every_door_has_a_row_and_every_row_a_door():
    rows, _ = listed.read()
    there = {route for route, _ in doors.routes()} | doors.offered_actions()
    assert sorted(there - rows) == [], "a new door: say in matrix/ who may use it"
    assert sorted(rows - there) == [], "rows of doors that are gone"


def test_every_action_has_a_sample():
    assert set(CALLS) == doors.offered_actions()


def test_doors_open_to_those_on_the_list_and_to_nobody_else(world):
    _, allowed = listed.read()
    found = dict(pages_asked(world)) | dict(actions_asked(world))
    let_in = {cell for cell, open_to in found.items() if open_to}
    assert shown(let_in - allowed) == [], "these are let in and are not on the list"
    assert shown((allowed & set(found)) - let_in) == [], "these are on the list and are turned away"


def _order(cell: listed.Cell) -> tuple[bool, listed.Cell]:
    return cell[0] in SLOW or cell[0].startswith("publish."), cell  # what computes for long comes last


@pytest.mark.skipif(connection.vendor != "sqlite" and not PROVE, reason="with CHIZI_PROVE=1 on PostgreSQL")
def test_taking_an_ability_from_a_role_turns_a_cell_red(world, monkeypatch):
    """The list would notice every single ability that is lost."""
    _, allowed = listed.read()
    by_route = {page.route: page for page in pages(world)}
    viewers = {viewer.role: viewer for viewer in world.viewers if viewer.relation == "province"}
    clients = {role: doors.client_of(viewer) for role, viewer in viewers.items()}

    def still_open(cell: listed.Cell) -> bool:
        door, method, role, _ = cell
        actor = viewers[role].person
        if method == doors.ACT:
            return actor is not None and doors.allows(CALLS[door], world, actor)
        return doors.ask(clients[role], by_route[door], method).let_in

    unnoticed = []
    for role, ability in [(one, ability) for one in Role for ability in sorted(ABILITIES[one])]:
        own = {cell for cell in allowed if cell[2:] == (role, "province") and cell[1] in (*USUAL, doors.ACT)}
        gated = {cell for cell in own if (cell[0], cell[1], "stranger", "none") not in allowed}
        with monkeypatch.context() as patch:
            patch.setitem(rules.ABILITIES, role, ABILITIES[role] - {ability})
            if all(still_open(cell) for cell in sorted(gated, key=_order)):
                unnoticed.append(f"{role} {ability}")
    assert unnoticed == []
