"""`python -m benchmarks.work`: pages of a large office at work, and what the question "may he see this" costs.

The office (working/world.py) is made once in var/bench-work and kept; `--anew` makes it again. Pages as in
benchmarks/pages.py, in one process through the request handler. The cost of authorization is measured on the same
list of fifty assignments: once narrowed to what the viewer may see, once to the same place by a plain filter.
"""

import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import pages
from benchmarks.pages import BOARD_BAR, LIST_BAR, Page

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "bench-work"
RESULT = ROOT / "benchmarks" / "results" / "work.md"
ROUNDS = int(os.environ.get("CHIZI_BENCH_ROUNDS", "40"))
MOST_ADDED = 0.20
VIEWERS = ("office", "city", "clerk")


def main() -> int:
    """Make the office if there is none, measure, print and keep the tables; 1 when a bar is missed."""
    if "--anew" in sys.argv:
        shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ["CHIZI_DATA"] = str(FOLDER)
    os.environ.pop("DATABASE_URL", None)
    pages.prepare()
    _make()
    told = _heading() + "".join(_pages_of(viewer) for viewer in VIEWERS) + _authorization()
    print(told)
    RESULT.write_text(told, "utf-8")
    return int("MISSED" in told)


def _make() -> None:
    from django.core.management import call_command

    from benchmarks.working import world

    done = FOLDER / "made"
    if done.exists():
        return
    call_command("migrate", verbosity=0, interactive=False)
    world.fill(world.now())
    done.touch()


def _heading() -> str:
    from chizi.org.models import Agency, Person
    from chizi.plan.models import Assignment, Campaign

    counts = (Person, Agency, Campaign, Assignment)
    people, agencies, campaigns, assignments = (f"{model.objects.count():,}" for model in counts)
    return (
        f"# A large office at work\n\n{people} people, {agencies} agencies, {campaigns} campaigns,"
        f" {assignments} assignments, 2,000 findings; SQLite; median of {ROUNDS} rounds, one process.\n"
        f"Bars: at most {pages.MOST_QUERIES} queries; lists {LIST_BAR:.0f} x, boards {BOARD_BAR:.0f} x the processor"
        " time of an empty signed-in page.\n\n"
    )


def _pages_of(viewer: str) -> str:
    from django.urls import reverse

    wanted = [
        Page("empty signed-in page", pages.EMPTY, 1.0),
        Page("my day", "/desk/", LIST_BAR),
        Page("campaigns", reverse("planning:home"), LIST_BAR),
        Page("assignments", reverse("planning:assignments"), LIST_BAR),
        Page("ledger", reverse("ledger:home"), LIST_BAR),
        Page("plan map", reverse("planning:campaign", args=["C00"]), BOARD_BAR),
        Page("coverage board", reverse("planning:coverage", args=["C00"]), BOARD_BAR),
        Page("load board", reverse("planning:load"), BOARD_BAR),
    ]
    if viewer == "office":
        wanted.append(Page("people", reverse("office:people"), LIST_BAR))
    pages.measure(wanted, viewer)
    return f"## As {viewer}\n\n{pages.table(wanted)}\n"


def _authorization() -> str:
    """The list as the room gives it, against the same rows by a plain filter on the place."""
    from django.utils import timezone

    from chizi.org.models import Person, Region
    from chizi.plan.models import Assignment
    from chizi.plan.queries import assignments
    from chizi.plan.queries.figures import LINE, assignment_line

    now = timezone.now()
    city, county = (Region.objects.get(code=code) for code in ("140100000000", "140105000000"))
    places: list[tuple[str, dict[str, Any]]] = [
        ("office", {}),
        ("city", {"city_id": city.id}),
        ("county", {"county_id": county.id}),
    ]
    lines = [
        "| viewer | plain filter, CPU ms | with authorization, CPU ms | added | |",
        "|---|---|---|---|---|",
    ]
    for username, place in places:

        def plain(place: dict[str, Any] = place) -> Any:
            rows = Assignment.objects.filter(**place).select_related(*LINE).order_by("-id")[:51]
            return tuple(assignment_line(row, now.date()) for row in rows)[:50]

        viewer = Person.objects.select_related("agency").get(username=username)

        def narrowed(viewer: Person = viewer) -> Any:
            return assignments(viewer, now=now)

        assert [row.id for row in plain()] == [row.id for row in narrowed().assignments]
        without, with_check = _both(plain, narrowed)
        added = with_check / without - 1
        verdict = "kept" if added <= MOST_ADDED else "MISSED"
        lines.append(f"| {username} | {without:.2f} | {with_check:.2f} | {added:+.0%} | {verdict} |")
    bar = (
        f"Bar: at most {MOST_ADDED:.0%} added. The viewer and his grants are read already, as for the frame of every"
        " page.\n\n"
    )
    return "## What authorization adds to a list\n\n" + bar + "\n".join(lines) + "\n"


def _both(one: Callable[[], Any], other: Callable[[], Any]) -> tuple[float, float]:
    """Median CPU milliseconds of both, asked in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS * 3):
        for work, kept in zip((one, other), times, strict=True):
            began = time.process_time()
            work()
            kept.append(time.process_time() - began)
    return statistics.median(times[0]) * 1000, statistics.median(times[1]) * 1000


if __name__ == "__main__":
    sys.exit(main())
