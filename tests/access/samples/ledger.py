"""The ledger's pages: steps are asked for as a verification of what was mended."""

from datetime import timedelta

from chizi.org.abilities import local_day
from tests.access.samples import Form
from tests.access.samples.matters import FINDING
from tests.access.world import World

MATTER = "/ledger/<int:number>/"


def arguments(world: World) -> dict[str, dict[str, str]]:
    file = world.things["evidence"]
    mended = {"number": str(file.matter_id), "step": "verify", "file": str(file.pk), "page": "1"}
    return {"/ledger/": {"form": "csv"}, MATTER: mended}


def forms(world: World) -> dict[str, Form]:
    due = (local_day(world.now) + timedelta(days=30)).isoformat()
    raising = {**FINDING, "party": "agency:here", "due": due, "found_on": "", "key": ""}
    return {
        "/ledger/new/": lambda: raising,
        f"{MATTER}steps/<slug:step>/": lambda: {"version": "2", "key": "", "f_opinion": "Seen on the spot."},
        f"{MATTER}undo/": lambda: {"version": "2"},
    }
