"""Every page x method x role x relation, and every action, against the reviewed list in matrix.csv.

Every viewer asks with GET and POST. Fewer ask (each role once, the office at each relation) with the rarer
methods, for what is open to the anonymous, and for pages that compute for seconds; nobody more than a handful
where a page answers 405 to those who may most. CHIZI_PROVE=1 asks for every single cell.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from chizi.org import rules
from chizi.org.rules import ABILITIES, Role
from chizi.publish.queries import published_view
from chizi.yardstick.schemas import Zero
from tests.access import doors, matrix
from tests.access.actions import SAMPLES
from tests.access.world import HERE, UNIT, World, build, facts_file
from tests.proving import PROVE

pytestmark = pytest.mark.django_db
NOBODY = ("anonymous", "none")
FEW = [NOBODY, ("stranger", "none"), ("office", "province"), ("leader", "province")]
USUAL = ("GET", "POST")
SLOW = {"/boards/unit/<str:code>/why/"}
NO_METHOD = 405


@pytest.fixture
def world(tmp_path: Path, settings: Settings) -> World:
    settings.ACCOUNT_RATE_LIMITS = False  # nearly two hundred viewers knock from one address
    return build(tmp_path)


def pages(world: World) -> list[doors.Page]:
    """Every page, asked about the county, its unit, and what was delivered, judged and published."""
    published, part = world.published, next(iter(published_view(world.published.code).parts))
    proposed, spent = {"number": str(world.proposed.id)}, {"number": str(published.id)}
    arguments = {
        "/": {},
        "/boards/": {"region": HERE, "code": UNIT, "form": "csv", "number": str(world.appeal.id)},
        "/publications/": {"code": published.code, "version": "1", "name": part},
        "/desk/deliveries/": {"number": str(world.delivery.id), "token": str(UUID(int=0))},
        "/desk/deliveries/<int:number>/rejects.csv": {"number": str(world.partial.id)},
        "/desk/runs/": {"number": str(world.run.id)},
        "/desk/publications/": proposed,
        "/desk/publications/<int:number>/withdraw/": spent,
        "/desk/publications/<int:number>/correct/": spent,
        "/desk/publications/<int:number>/file": spent,
        "/desk/publications/<int:number>/key": spent,
        "/desk/register/": {"code": HERE},
    }
    return doors.pages(arguments, forms(world))


def forms(world: World) -> dict[str, Callable[[], dict[str, Any]]]:
    """What is posted to the pages that take a form."""

    def delivery() -> dict[str, Any]:
        text = facts_file(world.folder, Zero.PETITION).read_bytes()
        return {
            "zero": "petition",
            "region": HERE,
            "first_month": "2020-01",
            "last_month": "2020-12",
            "coverage": "complete",
            "file": SimpleUploadedFile("petition.csv", text),
        }

    desk, unit = "/desk/publications/<int:number>", "/boards/unit/<str:code>"
    return {
        "/desk/deliveries/new/": delivery,
        "/desk/runs/<int:number>/propose/": lambda: {"title": "三零"},
        f"{unit}/appeals/": lambda: {"zero": "petition", "event": "petition-2", "reason": "It was in time."},
        f"{unit}/appeals/<int:number>/": lambda: {"outcome": "rejected", "answer": "It was not."},
        f"{desk}/decline/": lambda: {"decline-reason": "A wrong title."},
        f"{desk}/withdraw/": lambda: {"withdraw-reason": "A wrong file."},
        f"{desk}/correct/": lambda: {"correct-reason": "A late row.", "correct-run": str(world.run.id)},
    }


def pages_asked(world: World) -> Iterator[tuple[matrix.Cell, bool]]:
    """(cell, whether it was let in) for every page and method."""
    clients = {(viewer.role, viewer.relation): doors.client_of(viewer) for viewer in world.viewers}
    some = [at for at in clients if at in FEW or at[0] == Role.OFFICE or at[1] == "province"]
    for page in pages(world):
        for method in doors.METHODS:
            answers = {at: doors.ask(clients[at], page, method) for at in FEW}
            let_in = {at: answer.let_in for at, answer in answers.items()}
            if not PROVE and all(answer.status == NO_METHOD for answer in answers.values()):
                let_in |= {at: False for at in clients if at not in FEW}
            else:
                rare = method not in USUAL or let_in[NOBODY] or page.route in SLOW
                more = some if rare and not PROVE else clients
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
    return cell[0] in SLOW or cell[0].startswith("publish."), cell  # what computes for long comes last


def test_taking_an_ability_from_a_role_turns_a_cell_red(world, monkeypatch):
    """The list would notice every single ability that is lost."""
    _, allowed = matrix.read()
    by_route = {page.route: page for page in pages(world)}
    viewers = {viewer.role: viewer for viewer in world.viewers if viewer.relation == "province"}
    clients = {role: doors.client_of(viewer) for role, viewer in viewers.items()}

    def still_open(cell: matrix.Cell) -> bool:
        door, method, role, _ = cell
        actor = viewers[role].person
        if method == doors.ACT:
            return actor is not None and doors.allows(SAMPLES[door], world, actor)
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
