"""Processes that go on acting through the product's own actions and say what was confirmed to them.

A nursery starts Django once and makes a writer by forking, so that hundreds of them can be killed in a minute.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from chizi.fronts.cli.tests.houses import House

NURSERY = """
import itertools, os, signal, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "chizi.site.settings"
import django
django.setup()
from datetime import UTC, datetime
from django.db import connection
from chizi.org.actions import add_person, appoint_person
from chizi.org.models import Agency, Person

def act(prefix, pages=""):
    if pages:  # SQLite then has room for so many pages more, and says that the disk is full
        with connection.cursor() as cursor:
            used = cursor.execute("PRAGMA page_count").fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count = {used + int(pages)}")
    actor, agency = Person.objects.get(username="wu"), Agency.objects.get(code="plc")
    for number in itertools.count():
        name, now = f"{prefix}-{number}", datetime.now(UTC)
        try:
            person = add_person(actor=actor, now=now, username=name, name="合成人员", agency=agency)
            os.write(1, f"ack {name}\\n".encode())
            appoint_person(actor=actor, now=now, person=person, agency=agency, title="合成职务")
            os.write(1, f"post {name}\\n".encode())
        except Exception as fault:
            os.write(1, f"end {type(fault).__name__}: {str(fault).splitlines()[0]}\\n".encode())
            os._exit(1)

for line in sys.stdin:
    word, *rest = line.split()
    if word == "go":
        child = os.fork()
        if child == 0:
            act(*rest)
        os.write(1, f"pid {child}\\n".encode())
    elif word == "reap":
        os.waitpid(int(rest[0]), 0)
        os.write(1, f"reaped {rest[0]}\\n".encode())
"""
PATIENCE = 60


class Nursery:
    """Writers of one house; ``acked`` and ``posted`` are the user names whose acts were confirmed so far."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self.acked: list[str] = []
        self.posted: list[str] = []
        self.ends: list[str] = []
        self.living: list[int] = []

    def begin(self, prefix: str, pages: int | str = "") -> int:
        """Start one more writer, on SQLite with room for so many ``pages`` only; returns its process id."""
        self._say(f"go {prefix} {pages}")
        return int(self._until("pid"))

    def wait_for(self, count: int) -> None:
        """Until so many acts more have been confirmed, or a writer has ended by itself."""
        wanted, ends = len(self.acked) + count, len(self.ends)
        while len(self.acked) < wanted and len(self.ends) == ends:
            self._read()

    def wait_for_end(self) -> str:
        """Until a writer ends by itself; returns why."""
        ends = len(self.ends)
        while len(self.ends) == ends:
            self._read()
        return self.ends[-1]

    def kill(self, pid: int) -> None:
        """Kill a writer and hear everything that was confirmed before."""
        os.kill(pid, signal.SIGKILL)
        self.reap(pid)

    def reap(self, pid: int) -> None:
        self._say(f"reap {pid}")
        self._until("reaped")

    def _say(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()

    def _until(self, word: str) -> str:
        while True:
            said, rest = self._read()
            if said == word:
                return rest

    def _read(self) -> tuple[str, str]:
        assert self._process.stdout
        word, _, rest = self._process.stdout.readline().decode().strip().partition(" ")
        assert word, "the nursery has ended"
        {"ack": self.acked, "post": self.posted, "end": self.ends}.get(word, []).append(rest)
        return word, rest


@contextmanager
def nursery(house: House) -> Iterator[Nursery]:
    """A nursery for this house, gone at the end with all its writers."""
    process = subprocess.Popen(
        [sys.executable, "-c", NURSERY],
        env=house.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield Nursery(process)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
