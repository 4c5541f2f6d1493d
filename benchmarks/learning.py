"""`python -m benchmarks.learning`: pages of learning at full size, against a signed-in page that does nothing.

The world (learning_world.py) is made once in var/bench-learning and kept; `--anew` makes it again. Pages as in
benchmarks/pages.py, in one process through the request handler.
"""

import os
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import pages
from benchmarks.pages import BOARD_BAR, LIST_BAR, Page

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "bench-learning"
RESULT = ROOT / "benchmarks" / "results" / "learning.md"
PARTY = "agency:140105-police"
REVIEWERS = ("office", "city")


def main() -> int:
    """Make the world if there is none, measure, print and keep the tables; 1 when a bar is missed."""
    if "--anew" in sys.argv:
        shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ["CHIZI_DATA"] = str(FOLDER)
    os.environ.pop("DATABASE_URL", None)
    pages.prepare()
    _make()
    told = _heading() + "".join(_pages_of(viewer) for viewer in ("office", "city", "clerk", "officer"))
    print(told)
    RESULT.write_text(told, "utf-8")
    return int("MISSED" in told)


def _make() -> None:
    from django.core.management import call_command

    from benchmarks import learning_world

    done = FOLDER / "made"
    if done.exists():
        return
    began = time.monotonic()
    call_command("migrate", verbosity=0, interactive=False)
    learning_world.fill(learning_world.now())
    done.write_text(f"{time.monotonic() - began:.0f} s\n", "utf-8")


def _heading() -> str:
    from benchmarks.learning_world import PARTIES
    from chizi.learn.models import Material, Outcome, Question
    from chizi.org.models import Person
    from chizi.plan.models import Assignment

    counts = (Person, Material, Question, Outcome, Assignment)
    people, materials, questions, outcomes, assignments = (
        f"{one._default_manager.count():,}" for one in counts
    )
    return (
        f"# Learning at full size\n\n{people} people in {PARTIES:,} parties, {materials} materials, {questions}"
        f" questions, {outcomes} outcomes, {assignments} assignments;\nSQLite; median of {pages.ROUNDS} rounds, one"
        f" process. Bars: at most {pages.MOST_QUERIES} queries; lists {LIST_BAR:.0f} x, boards {BOARD_BAR:.0f} x the\n"
        "processor time of an empty signed-in page.\n\n"
    )


def _wanted(viewer: str) -> list[tuple[str, str, Sequence[object], float]]:
    """(name, URL name, arguments, bar): what this viewer looks at."""
    from chizi.learn.models import Material, Paper

    material, paper = Material.objects.order_by("id")[0], Paper.objects.order_by("id")[0]
    own: list[tuple[str, str, Sequence[object], float]] = [
        ("study home", "study:home", (), LIST_BAR),
        ("library", "library:home", (), LIST_BAR),
        ("one material", "library:material", (material.pk,), LIST_BAR),
        ("own record", "progress:mine", (), LIST_BAR),
    ]
    if viewer == "officer":
        return own
    boards: list[tuple[str, str, Sequence[object], float]] = [
        ("progress board", "progress:home", (), BOARD_BAR),
        ("a party's page", "progress:party", (PARTY,), LIST_BAR),
        ("practice", "practice:home", (), LIST_BAR),
        ("questions", "study:questions", (), LIST_BAR),
        ("papers", "study:papers", (), LIST_BAR),
        ("one paper", "study:paper", (paper.pk,), LIST_BAR),
    ]
    looked = [("signs", "progress:signs", (), LIST_BAR)] if viewer in REVIEWERS else []
    return [*boards, *looked, *own]


def _pages_of(viewer: str) -> str:
    from django.urls import NoReverseMatch, reverse

    wanted = [Page("empty signed-in page", pages.EMPTY, 1.0)]
    for name, address, arguments, bar in _wanted(viewer):
        try:
            wanted.append(Page(name, reverse(address, args=arguments), bar))
        except NoReverseMatch as missing:
            raise SystemExit(f"{name}: {missing}") from missing
    pages.measure(wanted, viewer)
    return f"## As {viewer}\n\n{pages.table(wanted)}\n"


if __name__ == "__main__":
    sys.exit(main())
