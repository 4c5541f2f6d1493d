"""Pages of the full demo province: queries and processor time, against a signed-in page that does nothing.

Runs inside one process through Django's own request handler, so that the network is no part of it. Needs a
filled demo (CHIZI_DATA, by default var/demo as `make run` leaves it). Each round asks every page once; the
figure of a page is the median over rounds, and the ratio is taken to the empty page of the same rounds.
"""

import os
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = int(os.environ.get("CHIZI_BENCH_ROUNDS", "40"))
MOST_QUERIES, LIST_BAR, BOARD_BAR = 12, 15.0, 40.0
EMPTY = "/nothing/"


@dataclass
class Page:
    """One address with its bar and what was measured."""

    name: str
    path: str
    bar: float
    seconds: list[float] = field(default_factory=list)
    queries: int = 0
    size: int = 0

    @property
    def milliseconds(self) -> float:
        return statistics.median(self.seconds) * 1000


def wanted() -> list[Page]:
    """The pages of the boards, the desk and the public front at every level of the province."""
    unit = "140105001001"
    query = "?period=2020"
    lists = [
        ("units of the province, broken", f"/boards/140000000000/units/{query}&status=broken"),
        ("units of the province, achieved", f"/boards/140000000000/units/{query}&status=achieved"),
        ("units of a city", f"/boards/140100000000/units/{query}"),
        ("units of a county, pending", f"/boards/140105000000/units/{query}&status=pending"),
        ("units of a township", f"/boards/140105001000/units/{query}"),
        ("units of a sector", f"/boards/140000000000/units/{query}&slice=sector:mining&status=broken"),
        ("one unit", f"/boards/unit/{unit}/{query}"),
        ("today", "/desk/"),
        ("deliveries", "/desk/deliveries/"),
        ("runs", "/desk/runs/"),
        ("publications", "/desk/publications/"),
        ("register", "/desk/register/140000000000/"),
        ("journal", "/desk/records/journal/"),
        ("public front page", "/"),
    ]
    boards = [
        ("board of the province, cities", f"/boards/140000000000/{query}"),
        ("board of the province, counties", f"/boards/140000000000/{query}&depth=county"),
        ("board of a city", f"/boards/140100000000/{query}"),
        ("board of a county", f"/boards/140105000000/{query}"),
    ]
    return [Page("empty signed-in page", EMPTY, 1.0)] + [
        Page(name, path, bar)
        for bar, pages in ((LIST_BAR, lists), (BOARD_BAR, boards))
        for name, path in pages
    ]


def prepare() -> None:
    """Django, with one page more: the frame of the desk around nothing."""
    os.environ.setdefault("CHIZI_DATA", str(ROOT / "var" / "demo"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chizi.site.settings")
    import django

    django.setup()
    from django.contrib.auth.decorators import login_required
    from django.shortcuts import render
    from django.urls import path

    from chizi.site import urls

    urls.urlpatterns.insert(
        0, path("nothing/", login_required(lambda request: render(request, "kit/desk.html")))
    )


def measure(pages: list[Page], username: str = "office") -> None:
    """Ask every page once in each round, in turn, so that a slow moment of the machine hits all alike."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from chizi.org.models import Person

    client = Client(HTTP_HOST="localhost")
    client.force_login(
        Person.objects.get(username=username), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    for page in pages:
        with CaptureQueriesContext(connection) as context:
            answer = client.get(page.path)
        if answer.status_code != 200:
            raise SystemExit(f"{page.path} answered {answer.status_code}")
        page.queries, page.size = len(context), len(answer.content)
    for _ in range(ROUNDS):
        for page in pages:
            began = time.process_time()
            client.get(page.path)
            page.seconds.append(time.process_time() - began)


def table(pages: list[Page]) -> str:
    """The result as a Markdown table, and whether each page keeps its bar."""
    empty = pages[0].milliseconds
    lines = ["| page | queries | CPU ms | x empty page | bar | KiB | |", "|---|---|---|---|---|---|---|"]
    for page in pages:
        ratio = page.milliseconds / empty
        kept = ratio <= page.bar and page.queries <= MOST_QUERIES
        lines.append(
            f"| {page.name} | {page.queries} | {page.milliseconds:.2f} | {ratio:.1f} | {page.bar:.0f} |"
            f" {page.size / 1024:.0f} | {'kept' if kept or page is pages[0] else 'MISSED'} |"
        )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measure, print and keep the table; 1 when a bar is missed."""
    prepare()
    from chizi.org.models import Unit

    pages = wanted()
    measure(pages)
    told = table(pages)
    heading = (
        f"# Pages\n\n{Unit.objects.filter(latest=True).count():,} units, median of {ROUNDS} rounds, one process,"
        f" through the request handler with all middleware.\nBars: at most {MOST_QUERIES} queries;"
        f" lists {LIST_BAR:.0f} x, boards {BOARD_BAR:.0f} x the processor time of the empty page.\n\n"
    )
    print(told)
    (ROOT / "benchmarks" / "results").mkdir(exist_ok=True)
    (ROOT / "benchmarks" / "results" / "pages.md").write_text(heading + told, "utf-8")
    return int("MISSED" in told)


if __name__ == "__main__":
    sys.exit(main())
