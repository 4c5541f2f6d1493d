"""`python -m benchmarks.kolibri`: start-up, memory, processor time and bytes, beside Kolibri, in one run.

Kolibri comes from the package index into a passing folder; where that cannot be done the benchmark says so and
measures nothing. Both servers stand at the same time and are asked in turn. The table goes to results/kolibri.md and
into README.md.
"""

import os
import platform
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.kolibri import houses, measures
from benchmarks.kolibri.houses import House, NotInstalled
from benchmarks.kolibri.measures import FirstLoad

FOLDER = Path(__file__).resolve().parent.parent
RESULT, README = FOLDER / "results" / "kolibri.md", FOLDER / "README.md"
BEGIN, END = "<!-- kolibri: written by python -m benchmarks.kolibri -->", "<!-- end of kolibri -->"


@dataclass
class Figures:
    """Of one product; bytes are None where there is no browser."""

    house: House
    processes: int
    idle: float
    memory: float
    shell_cpu: float
    home_cpu: float
    load: FirstLoad | None
    terminal: FirstLoad | None = None
    terminal_cpu: float = 0.0


def main() -> int:
    """Measure both, print and keep the table; 0 also where Kolibri could not be installed, which it says."""
    with tempfile.TemporaryDirectory(prefix="chizi-kolibri-") as folder:
        try:
            other = houses.open_kolibri(_made(folder, "kolibri"))
        except NotInstalled as refused:
            print(f"Skipped: Kolibri {houses.VERSION} could not be installed here: {refused}")
            return 0
        try:
            own = houses.open_chizi(_made(folder, "chizi"))
            try:
                told = table(_measure(own), _measure(other))
            finally:
                own.close()
        finally:
            other.close()
    print(told)
    RESULT.write_text(f"# Beside Kolibri\n\n{told}", "utf-8")
    _into_readme(told)
    return 0


def _made(folder: str, name: str) -> Path:
    place = Path(folder) / name
    place.mkdir()
    return place


def _measure(house: House) -> Figures:
    """Memory first of all, as it stands after the sign-in and before any page; then bytes, then pages."""
    idle = measures.at_rest(house)
    memory, count = measures.memory(house), len(houses.processes(house.process.pid))
    load = measures.first_load(house, house.home)
    asked = load.asked if load else [house.home]
    shell = measures.cpu_a_page(house, [house.shell], idle)
    home = measures.cpu_a_page(house, asked, idle)
    found = Figures(house, count, idle, memory, shell, home, load)
    if house.shell != house.home:
        found.terminal = measures.first_load(house, house.shell)
        found.terminal_cpu = measures.cpu_a_page(house, [house.shell, house.pack], idle)
    return found


def table(own: Figures, other: Figures) -> str:
    """Both side by side as Markdown, with what can be compared and what cannot."""
    lines = [
        f"| | {own.house.name} {own.house.version} | {other.house.name} {other.house.version} |",
        "|---|---:|---:|",
        _line("start-up until the first answer, s", own, other, lambda one: f"{one.house.start_seconds:.1f}"),
        _line("processor time for that, s", own, other, lambda one: f"{one.house.start_cpu:.1f}"),
        _line("processes", own, other, lambda one: str(one.processes)),
        _line("memory at rest, all processes, MiB", own, other, lambda one: f"{one.memory:.0f}"),
        _line("processor at rest, ms a second", own, other, lambda one: f"{max(one.idle, 0.0) * 1000:.1f}"),
        _line("CPU of the server: the empty shell of the learner's page, ms", own, other, _shell),
        _line("CPU of the server: the learner's home with all that it asks for, ms", own, other, _home),
        _line("requests for that", own, other, lambda one: str(len(one.load.asked)) if one.load else "1"),
        _line(
            "first load of the home as sent (HTML, script, style), KiB",
            own,
            other,
            lambda one: _sent(one.load),
        ),
        _line("the same, every body packed with gzip, KiB", own, other, lambda one: _packed(one.load)),
        f"| CPU of the server: the terminal with its pack, ms | {own.terminal_cpu:.1f} | |",
        f"| first load of the terminal as sent, KiB | {_sent(own.terminal)} | |",
        f"| the same, every body packed with gzip, KiB | {_packed(own.terminal)} | |",
    ]
    return f"{_heading()}\n" + "\n".join(lines) + f"\n\n{NOTES}"


def _line(name: str, own: Figures, other: Figures, shown: Callable[[Figures], str]) -> str:
    return f"| {name} | {shown(own)} | {shown(other)} |"


def _shell(one: Figures) -> str:
    return f"{one.shell_cpu:.1f}"


def _home(one: Figures) -> str:
    return f"{one.home_cpu:.1f}"


def _sent(load: FirstLoad | None) -> str:
    return f"{load.sent_kib:.0f}" if load else "not measured"


def _packed(load: FirstLoad | None) -> str:
    return f"{load.packed_kib:.0f}" if load else "not measured"


def _heading() -> str:
    return (
        f"One run on one machine, both servers up at the same time, asked in turn, {measures.ROUNDS} rounds a page;"
        f" Python {platform.python_version()},\n{platform.machine()}, {os.cpu_count()} cores, shared."
        f" Both on SQLite, started as their makers mean it (`kolibri start`, `chizi serve`).\n"
        f"Load of the machine in these minutes: {os.getloadavg()[2]:.0f}; far above its cores, times by the clock say"
        " little, processor time and bytes stay.\n"
    )


NOTES = f"""What can be compared: start-up (both prepared before, both until they answer 200), memory (proportional
set size of every process, after a minute of rest), bytes (a Chromium with an empty cache counts them; service
workers kept out). Read with care: Kolibri is empty but for a class with one learner, Chizi holds its demo of
{houses.UNITS:,} units with a city bureau at work, so our home does more. Kolibri's home is drawn by scripts from
several requests, ours comes ready as HTML, so both are counted with everything they ask the server for. Kolibri also
plays films, exercises and e-books in that page, brings in channels and syncs between servers, which we do not; we
carry plans, tasks and findings, which it does not. A proxy would pack what either sends, which is why the second line
packs every body alike.
"""


def _into_readme(told: str) -> None:
    text = README.read_text("utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    README.write_text(f"{before}{BEGIN}\n\n{told}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
