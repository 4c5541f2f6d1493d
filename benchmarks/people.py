"""`python -m benchmarks.people [PEOPLE]`: people imported from a workbook's table, beside what one would write instead.

The import judges every row, finds the same person under two spellings, says what changes and writes the journal; the
two others only store. 1,500 agencies of the real province; a process and a passing data folder of its own. With
DATABASE_URL set, the database that it names is used and must be empty; without it, SQLite.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

LEAST = 2_000.0  # rows a second
PEOPLE, AGENCIES, SAMPLE = 100_000, 1_500, 2_000
RESULTS = Path(__file__).parent / "results"
SRC = Path(__file__).resolve().parent.parent / "src"


def main() -> int:
    """Measure, print, keep the table of the full size; 1 when the bar is missed."""
    if sys.argv[1:2] == ["--inside"]:
        print(json.dumps(_inside(int(sys.argv[2]))))
        return 0
    count = int(sys.argv[1]) if sys.argv[1:] else PEOPLE
    found = measure(count)
    text = table(found, count)
    print(text)
    if count == PEOPLE:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"people-{found['vendor']}.md").write_text(text, encoding="utf-8")
    slowest = min(rows / seconds for name, rows, seconds in found["times"] if name in OURS)
    return 0 if slowest >= LEAST else 1


def measure(count: int) -> dict[str, Any]:
    """All ways in a new process: (name, rows, seconds) of each, and on what."""
    with tempfile.TemporaryDirectory(prefix="chizi-bench-") as folder:
        environment = os.environ | {
            "CHIZI_DATA": folder,
            "PYTHONPATH": str(SRC),
            "DJANGO_SETTINGS_MODULE": "chizi.site.settings",
            "PYTHONWARNINGS": "ignore",
        }
        command = [sys.executable, str(Path(__file__).resolve()), "--inside", str(count)]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


FIRST, DRY, AGAIN, MOVED = (
    "chizi import people, all new, with posts",
    "the same with --dry-run",
    "the same sheet again: nothing changes",
    "a sheet in which everybody moves and is renamed",
)
OURS = (FIRST, DRY, AGAIN, MOVED)
BULK, LOOP = "Django bulk_create by hand, nothing judged", "save() in a loop, nothing judged (a sample)"


def _inside(count: int) -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from chizi.org.abilities import Console
    from chizi.org.actions import import_people

    call_command("migrate", verbosity=0, interactive=False)
    codes = _settle()
    times: list[tuple[str, int, float]] = []

    def timed(name: str, rows: int, work: Callable[[], Any]) -> None:
        began = perf_counter()
        work()
        times.append((name, rows, perf_counter() - began))

    def bring(sheet: "pa.Table", actor: Any, dry_run: bool = False) -> None:
        now = datetime.now(UTC)
        report = import_people(actor=actor, now=now, table=sheet, source="0" * 64, dry_run=dry_run)
        assert not report.rejected, report.rejected[:3]

    new = _sheet(count, codes)
    timed(DRY, count, lambda: bring(new, Console(), dry_run=True))
    timed(FIRST, count, lambda: bring(new, Console()))
    administrator = _administrator()
    timed(AGAIN, count, lambda: bring(new, administrator))
    timed(MOVED, count, lambda: bring(_sheet(count, codes[1:] + codes[:1], "改", "科长"), administrator))
    timed(BULK, count, lambda: _bulk(count))
    timed(LOOP, min(SAMPLE, count), lambda: _loop(min(SAMPLE, count)))
    return {"times": times, "vendor": connection.vendor, "agencies": len(codes)}


def _settle() -> list[str]:
    """The real divisions, and public bodies in them; returns the codes of 1,500."""
    from chizi.demo.bodies import list_bodies
    from chizi.demo.divisions import survey
    from chizi.org.abilities import Console
    from chizi.org.actions import import_agencies, import_divisions

    ground, now = survey(20_000), datetime.now(UTC)
    assert import_divisions(actor=Console(), now=now, table=ground.table, source="1" * 64).stored
    bodies = list_bodies(ground)
    assert import_agencies(actor=Console(), now=now, table=bodies, source="2" * 64).stored
    codes: list[str] = bodies["code"].to_pylist()[:AGENCIES]
    return codes


def _sheet(count: int, codes: list[str], ending: str = "", post: str = "科员") -> "pa.Table":
    import pyarrow as pa

    names = [f"张{chr(0x4E00 + at % 3000)}{chr(0x5000 + at // 3000 % 3000)}{ending}" for at in range(count)]
    return pa.table(
        {
            "username": [f"p{at:06d}" for at in range(count)],
            "name": names,
            "agency_code": [codes[at % len(codes)] for at in range(count)],
            "post": [post] * count,
            "line": pa.array(range(2, count + 2), pa.int64()),
        }
    )


def _administrator() -> Any:
    """Who imports later: a system administrator of the province."""
    from chizi.org.models import Grant, Person, Region

    person = Person.objects.create(username="sysadmin", name="System")
    region = Region.objects.get(level=1)
    Grant.objects.create(
        person=person, role="system-admin", region=region, from_date="2020-01-01", granted_by="console"
    )
    return person


def _bulk(count: int) -> None:
    from django.db import transaction

    from chizi.org.models import Agency, Person, Post

    agencies = list(Agency.objects.all()[:AGENCIES])
    with transaction.atomic():
        people = [
            Person(username=f"b{at:06d}", name="张伟", agency_id=agencies[at % len(agencies)].id)
            for at in range(count)
        ]
        for person in people:
            person.set_unusable_password()
        Person.objects.bulk_create(people, batch_size=1000)
        posts = [
            Post(person=person, agency=agencies[at % len(agencies)], title="科员", from_date="2021-01-01")
            for at, person in enumerate(people)
        ]
        Post.objects.bulk_create(posts, batch_size=1000)


def _loop(count: int) -> None:
    from django.db import transaction

    from chizi.org.models import Agency, Person, Post

    agencies = list(Agency.objects.all()[:AGENCIES])
    with transaction.atomic():
        for at in range(count):
            agency = agencies[at % len(agencies)]
            person = Person(username=f"l{at:06d}", name="张伟", agency=agency)
            person.set_unusable_password()
            person.save()
            Post.objects.create(person=person, agency=agency, title="科员", from_date="2021-01-01")


def table(found: dict[str, Any], count: int) -> str:
    """The result as a Markdown page."""
    lines = [
        "# Import of people\n",
        f"{count:,} people into {found['agencies']:,} agencies on {found['vendor']}; Python"
        f" {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores."
        f" Bar: {LEAST:,.0f} rows a second.\n",
        "| way | rows | seconds | rows a second | |",
        "|---|---|---|---|---|",
    ]
    for name, rows, seconds in found["times"]:
        speed = rows / seconds
        verdict = ("kept" if speed >= LEAST else "MISSED") if name in OURS else ""
        lines.append(f"| {name} | {rows:,} | {seconds:.1f} | {speed:,.0f} | {verdict} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
