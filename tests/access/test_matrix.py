"""Every page x method x role x relation, and every action, against the reviewed list in matrix.csv.

Every viewer asks with GET and POST; with the rarer methods one viewer for each role and one for each relation,
and nobody more where a page answers 405 to those who may most. CHIZI_PROVE=1 asks for every single cell.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from chizi.org import rules
from chizi.org.rules import ABILITIES, Role
from chizi.publish.queries import published_view
from tests.access import doors, matrix
from tests.access.actions import SAMPLES
from tests.access.world import HERE, UNIT, World, build
from tests.proving import PROVE

pytestmark = pytest.mark.django_db
FEW = [("anonymous", "none"), ("stranger", "none"), ("office", "province"), ("leader", "province")]
USUAL = ("GET", "POST")
NO_METHOD = 405


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> World:
    settings.ACCOUNT_RATE_LIMITS = False  # nearly two hundred viewers knock from one address
    return build(tmp_path)


def samples(world: World) -> dict[str, dict[str, str]]:
    """The arguments of the routes that begin with the key."""
    published = published_view(world.published.code)
    return {
        "/": {},
        "/boards/": {"region": HERE, "code": UNIT, "form": "csv"},
        "/publications/": {"code": world.published.code, "version": "1", "name": next(iter(published.parts))},
    }


def pages_asked(world: World) -> Iterator[tuple[matrix.Cell, bool]]:
    """(cell, whether it was let in) for every page and method."""
    clients = {(viewer.role, viewer.relation): doors.client_of(viewer) for viewer in world.viewers}
    some = [at for at in clients if at in FEW or at[0] == Role.OFFICE or at[1] == "province"]
    for page in doors.pages(samples(world)):
        for method in doors.METHODS:
            answers = {at: doors.ask(clients[at], page, method) for at in FEW}
            let_in = {at: answer.let_in for at, answer in answers.items()}
            if not PROVE and all(answer.status == NO_METHOD for answer in answers.values()):
                let_in |= {at: False for at in clients if at not in FEW}
            else:
                more = clients if PROVE or method in USUAL else some
                let_in |= {at: doors.ask(clients[at], page, method).let_in for at in more if at not in FEW}
            yield from (((page.route, method, *at), found) for at, found in let_in.items())


def actions_asked(world: World) -> Iterator[tuple[matrix.Cell, bool]]:
    """(cell, whether it was let past the gate) for every action and person."""
    for name, action in SAMPLES.items():
        for viewer in world.viewers:
            if viewer.person is not None:
                cell = (name, doors.ACT, viewer.role, viewer.relation)
                yield cell, doors.allows(action, world, viewer.person)


def shown(cells: set[matrix.Cell]) -> list[str]:
    return [" ".join(cell) for cell in sorted(cells)]


def test_every_door_has_a_row_and_every_row_a_door():
    listed, _ = matrix.read()
    there = {route for route, _ in doors.routes()} | doors.offered_actions()
    assert sorted(there - listed) == [], "a new door: say in matrix.csv who may use it"
    assert sorted(listed - there) == [], "rows of doors that are gone"


def test_every_action_has_a_sample():
    assert set(SAMPLES) == doors.offered_actions()


def test_doors_open_to_those_on_the_list_and_to_nobody_else(world):
    _, allowed = matrix.read()
    found = dict(pages_asked(world)) | dict(actions_asked(world))
    let_in = {cell for cell, open_to in found.items() if open_to}
    assert shown(let_in - allowed) == [], "these are let in and are not on the list"
    assert shown((allowed & set(found)) - let_in) == [], "these are on the list and are turned away"


def _order(cell: matrix.Cell) -> tuple[bool, matrix.Cell]:
    return cell[0].startswith("publish."), cell  # freezing a publication takes longest


def test_taking_an_ability_from_a_role_turns_a_cell_red(world, monkeypatch):
    """The list would notice every single ability that is lost."""
    _, allowed = matrix.read()
    pages = {page.route: page for page in doors.pages(samples(world))}
    viewers = {viewer.role: viewer for viewer in world.viewers if viewer.relation == "province"}
    clients = {role: doors.client_of(viewer) for role, viewer in viewers.items()}

    def still_open(cell: matrix.Cell) -> bool:
        door, method, role, _ = cell
        actor = viewers[role].person
        if method == doors.ACT:
            return actor is not None and doors.allows(SAMPLES[door], world, actor)
        return doors.ask(clients[role], pages[door], method).let_in

    unnoticed = []
    for role, ability in [(one, ability) for one in Role for ability in sorted(ABILITIES[one])]:
        own = {cell for cell in allowed if cell[2:] == (role, "province") and cell[1] in (*USUAL, doors.ACT)}
        gated = {cell for cell in own if (cell[0], cell[1], "stranger", "none") not in allowed}
        with monkeypatch.context() as patch:
            patch.setitem(rules.ABILITIES, role, ABILITIES[role] - {ability})
            if all(still_open(cell) for cell in sorted(gated, key=_order)):
                unnoticed.append(f"{role} {ability}")
    assert unnoticed == []
