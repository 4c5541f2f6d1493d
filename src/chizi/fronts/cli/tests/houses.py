"""Houses of their own for tests: a data folder, and on PostgreSQL a database that nobody else uses."""

import atexit
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from chizi.yardstick.schemas import EVENT_COLUMNS

DIVISIONS = """code,name,level,parent_code
140000000000,山西省,province,
140100000000,太原市,city,140000000000
140105000000,小店区,county,140100000000
140105001000,坞城街道,township,140105000000
140105001001,许坦西街社区居委会,village,140105001000
140105001002,北营村委会,village,140105001000
140105001003,武宿虚拟社区,village,140105001000
"""
UNITS = """unit_code,name,kind,sector,region_code,valid_from,valid_to,opened_on,closed_on,successor_code
140105001900000001,某矿,enterprise,mining,140105001000,,,2010-01-01,,
140105001900000002,某校,institution,education,140105001000,,,2012-09-01,,
"""
AGENCIES = """code,name,kind,region_code,parent_code
plc,省委政法委,political_legal_commission,140000000000,
police,省公安厅,police,140000000000,plc
"""
PEOPLE = """username,name,agency_code,role,region_code,from_date,until
lin,林知远,plc,office,140000000000,2019-01-01,
zhou,周正清,plc,leader,140000000000,2019-01-01,
li,李守正,police,lead-department,140000000000,2019-01-01,
wu,吴启明,plc,system-admin,140000000000,2019-01-01,
"""
VILLAGE, MINE = "140105001002", "140105001900000001"
MAIN = "import sys; from chizi.site.entry import main; sys.exit(main())"
LOOP = """
import contextlib, io, json, os, sys
from chizi.site.entry import main
for line in sys.stdin:
    arguments, more = json.loads(line)
    kept = dict(os.environ)
    os.environ.update(more)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(arguments)
    os.environ.clear()
    os.environ.update(kept)
    print(json.dumps([code, out.getvalue(), err.getvalue()]), file=sys.__stdout__, flush=True)
"""


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def data(self):
        """The one JSON document on standard output."""
        return json.loads(self.out)


class House:
    """A data folder of its own and the environment that leads there.

    `run` gives its commands to one process that stays, so that Django starts once; `start` starts a process for
    the one command, as a person would.
    """

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.environment = environment
        self._worker: subprocess.Popen[str] | None = None

    def start(self, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
        """Start the command and go on."""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
        command = [sys.executable, "-c", MAIN, *arguments]
        return subprocess.Popen(command, env=self.environment | more, cwd=self.folder.parent, **pipes)

    def alone(self, *arguments: str, **more: str) -> Done:
        """Run the command to its end in a process of its own."""
        process = self.start(*arguments, **more)
        out, err = process.communicate(timeout=300)
        return Done(process.returncode, out.decode(), err.decode())

    def run(self, *arguments: str, **more: str) -> Done:
        """Run the command to its end in the process that stays."""
        if self._worker is None:
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
            self._worker = subprocess.Popen(
                [sys.executable, "-c", LOOP], env=self.environment, cwd=self.folder.parent, text=True, **pipes
            )
        self._worker.stdin.write(json.dumps([arguments, more]) + "\n")
        self._worker.stdin.flush()
        return Done(*json.loads(self._worker.stdout.readline()))

    def close_worker(self) -> None:
        """Let the process that stays go; the next command starts another."""
        if self._worker is not None:
            self._worker.stdin.close()
            self._worker.wait(60)
            self._worker.stdout.close()
            self._worker = None

    def written(self, name: str, text: str) -> str:
        """A file beside the data folder; returns its path."""
        path = self.folder.parent / name
        path.write_text(text, "utf-8")
        return str(path)

    def facts(self, name: str, rows: Sequence[dict[str, str]]) -> str:
        """A file of events; what a row leaves out is empty."""
        path = self.folder.parent / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(EVENT_COLUMNS), restval="")
            writer.writeheader()
            writer.writerows(rows)
        return str(path)


@contextmanager
def house(folder: Path) -> Iterator[House]:
    """A house below ``folder``. With DATABASE_URL set, on a fresh database of that server."""
    data = folder / "data"
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("CHIZI_", "LC_", "LANG"))
    }
    kept |= {"CHIZI_DATA": str(data), "LANG": "C.UTF-8", "PYTHONPATH": os.pathsep.join(sys.path)}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    with ExitStack() as stack:
        if "DATABASE_URL" in kept:
            name = f"cli_{abs(hash(str(folder)))}"
            kept["DATABASE_URL"] = stack.enter_context(_database(kept["DATABASE_URL"], name))
        one = House(data, kept)
        stack.callback(one.close_worker)
        yield one


@contextmanager
def copied(template: House, folder: Path) -> Iterator[House]:
    """A house below ``folder`` that is a copy of ``template``, which nobody has open."""
    with house(folder) as one:
        shutil.copytree(template.folder, one.folder)
        if "DATABASE_URL" in one.environment:
            source, target = (urlsplit(of.environment["DATABASE_URL"]).path[1:] for of in (template, one))
            import psycopg

            with psycopg.connect(
                template.environment["DATABASE_URL"].replace(f"/{source}?", "/postgres?"), autocommit=True
            ) as server:
                server.execute(f'DROP DATABASE "{target}"')
                server.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
        yield one


@contextmanager
def opened(folder: Path) -> Iterator[House]:
    """A house that somebody has opened once: all its tables are there, and empty.

    Making the tables takes ten seconds and is done once a run; each house after that is a copy.
    """
    with copied(_empty(), folder) as one:
        yield one


@cache
def _empty() -> House:
    lasting = ExitStack()
    atexit.register(lasting.close)
    folder = lasting.enter_context(tempfile.TemporaryDirectory(prefix="chizi-house-"))
    one = lasting.enter_context(house(Path(folder)))
    done = one.run("journal", "witness")
    assert done.code == 0, done.err
    one.close_worker()
    return one


@contextmanager
def _database(address: str, name: str) -> Iterator[str]:
    import psycopg

    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def event(zero: str, event_id: str, unit: str = VILLAGE, **more: str) -> dict[str, str]:
    """An event as a lead department would write it; by default one that breaks nothing."""
    usual = {
        "petition": {"subtype": "complaint", "due_at": "2020-12-20", "status": "withdrawn"},
        "accident": {"subtype": "fire", "deaths": "0", "injuries": "0", "status": "open"},
        "case": {"subtype": "public_order", "severity": "1", "status": "open"},
    }[zero]
    times = {"occurred_at": "2020-03-20 08:00", "reported_at": "2020-03-21 08:00", "attributed": "true"}
    return {"event_id": event_id, "unit_code": unit, "zero": zero} | times | usual | more


def terms(body: str, zero: str, months: str = "2020-01..2020-12") -> tuple[str, ...]:
    """The options that say whose facts these are; a complete delivery of January 2021 for the province."""
    whose = ("--body", body, "--zero", zero, "--region", "14", "--months", months)
    return (*whose, "--complete", "--received-at", "2021-01-15T09:00")
