"""`python -m benchmarks.evaluation [--events N]`: Chizi's evaluation beside the same work in other hands.

Everything of the judgement (statuses, reasons, figures, tallies, the year before beside them) for two years and their
months, by Chizi and in hand-written SQL on bare DuckDB: the sums over all tables must be equal. Then a small core of
it (breaks, statuses, counts by county) in DuckDB, Polars, pandas and PostgreSQL, and the bare reading of the Parquet.

Each contestant runs in a process of its own, in turn, three times; the medians are shown. CPU is that of the process
and its children, user and system, from its start (imports too) to the end of its work; peak is the largest resident
set. For PostgreSQL, CPU and peak are those of all the server's processes, shared pages counted once; it reads a table
that was loaded before. The machine is shared, so CPU and ratios say more than walls.
"""

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import mkdtemp
from time import monotonic
from typing import Any

from benchmarks.evaluating import core
from benchmarks.evaluating.given import UNITS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "bench"
RESULT = Path(__file__).parent / "results" / "evaluation.md"
EVENTS, ROUNDS = 10_000_000, 3
MOST_TIMES, MOST_MIB = 1.5, 2048.0
WHOLE = {"Chizi (Ibis on DuckDB)": "chizi", "raw DuckDB SQL": "raw"}
CORE = {"DuckDB": "duckdb", "Polars": "polars", "pandas": "pandas", "PostgreSQL": "postgres"}
SCAN = {"bare Parquet scan": "scan"}


def main() -> int:
    """Measure, print and keep the table; 1 when a bar is missed, 2 when two contestants disagree."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--events", type=int, default=EVENTS)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--inside", nargs=2, metavar=("CONTESTANT", "WORLD"), help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.inside:
        print(json.dumps(_inside(chosen.inside[0], Path(chosen.inside[1]))))
        return 0
    from benchmarks.evaluating.world import build_world

    place = build_world(FOLDER, chosen.events)
    found: dict[str, list[dict[str, Any]]] = {}
    for number in range(chosen.rounds):
        for name in (*WHOLE.values(), *SCAN.values(), *CORE.values()):
            found.setdefault(name, []).append(_measure(name, place))
            print(f"round {number + 1}: {name} {found[name][-1]['cpu']:.1f} s CPU", file=sys.stderr)
    for group in (WHOLE, CORE):
        if len({json.dumps(run["answer"]) for name in group.values() for run in found[name]}) != 1:
            print("the contestants disagree:", {name: found[name][0]["answer"] for name in group.values()})
            return 2
    text = _table(found, chosen.events, chosen.rounds)
    print(text)
    if chosen.events == EVENTS:
        RESULT.parent.mkdir(exist_ok=True)
        RESULT.write_text(text, encoding="utf-8")
    times = _middle(found["chizi"], "cpu") / _middle(found["raw"], "cpu")
    return 0 if times <= MOST_TIMES and _middle(found["chizi"], "peak") <= MOST_MIB else 1


def _measure(name: str, place: Path) -> dict[str, Any]:
    if name == "postgres":
        from benchmarks.evaluating import postgres

        return postgres.measure(place)
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "PYTHONWARNINGS": "ignore",
    }
    command = [sys.executable, "-m", "benchmarks.evaluation", "--inside", name, str(place)]
    done = subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _inside(name: str, place: Path) -> dict[str, Any]:
    """The work of one contestant; checking its answer comes after the clock has stopped."""
    spill = Path(mkdtemp(prefix="spill-", dir=FOLDER))
    began = monotonic()
    try:
        if name in WHOLE.values():
            from benchmarks.evaluating import whole

            con, names = (whole.run_chizi if name == "chizi" else whole.run_raw)(place, spill)
            spent = _spent(began)
            return spent | {"answer": whole.sums(con, names)}
        answer = core.scan(place) if name == "scan" else getattr(core, f"{name}_core")(place)
        return _spent(began) | {"answer": answer}
    finally:
        shutil.rmtree(spill, ignore_errors=True)


def _spent(began: float) -> dict[str, float]:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    return {"wall": monotonic() - began, "cpu": cpu, "peak": own.ru_maxrss / 1024}


def _middle(runs: list[dict[str, Any]], what: str) -> float:
    return float(median(run[what] for run in runs))


def _table(found: dict[str, list[dict[str, Any]]], events: int, rounds: int) -> str:
    day = datetime.now(tz=UTC).date()
    lines = [
        "# Evaluation",
        "",
        f"{events:,} events, {UNITS:,} units, 26 periods; medians of {rounds}; {os.cpu_count()} processors, shared;",
        f"Python {platform.python_version()}, {day}. `python -m benchmarks.evaluation` makes this page.",
        "",
    ]
    for title, group, base in (
        ("Everything: statuses, reasons, figures, tallies, the year before", WHOLE, "raw"),
        ("The core only: breaks, statuses, counts by county", CORE, "duckdb"),
        ("Reading only", SCAN, "scan"),
    ):
        lines += [
            f"## {title}",
            "",
            "| | CPU s | wall s | peak MiB | times the CPU |",
            "|---|---:|---:|---:|---:|",
        ]
        for label, name in group.items():
            cpu, wall, peak = (_middle(found[name], what) for what in ("cpu", "wall", "peak"))
            times = cpu / _middle(found[base], "cpu")
            lines.append(f"| {label} | {cpu:.1f} | {wall:.1f} | {peak:,.0f} | {times:.2f} |")
        lines.append("")
    times = _middle(found["chizi"], "cpu") / _middle(found["raw"], "cpu")
    peak = _middle(found["chizi"], "peak")
    rows = sum(int(count) for count, _ in found["chizi"][0]["answer"].values())
    lines += [
        f"Bars: CPU of Chizi at most {MOST_TIMES} times raw SQL (here {times:.2f}), peak at most {MOST_MIB:,.0f} MiB"
        f" (here {peak:,.0f}). Both wrote the same {rows:,} rows, compared by sums over every cell.",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
