"""The database at one instant, while others go on writing.

SQLite: a copy made by the online backup inside one read transaction, then opened as a database of its own. PostgreSQL:
one REPEATABLE READ transaction, from which every table is copied as text, so that no client program is needed and
another version of the server can read it.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections, transaction

from chizi.core import merkle
from chizi.journal.models import Entry
from chizi.site.keeping.archive import Head, Writer
from chizi.site.keeping.refusals import DamagedDatabase, NothingToKeep

COPY = "snapshot"  # the alias under which a copied SQLite database is opened
MEMBER = "database.sqlite3"
TABLES = "tables/"
STEP = 2048  # pages of SQLite copied at a time
LEAVES = 10_000
Tell = Callable[[int, int], None]


def engine() -> str:
    """sqlite or postgresql."""
    return connection.vendor


def sqlite_file() -> Path:
    """Where the SQLite database of this house lies."""
    return Path(str(connection.settings_dict["NAME"]))


@contextmanager
def frozen(draft: Path, tell: Tell) -> Iterator[str]:
    """The alias of a database that nobody changes any more. ``draft`` is the path at which SQLite is copied."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield "default"
        return
    try:
        copy_sqlite(sqlite_file(), draft, tell)
        with opened_copy(draft) as alias:
            yield alias
    finally:
        draft.unlink(missing_ok=True)


def copy_sqlite(source: Path, target: Path, tell: Tell) -> None:
    """Copy a live database: everything committed when it begins, nothing later. Raises NothingToKeep, DamagedDatabase.

    The read transaction held open keeps the copy from starting over each time somebody else commits.
    """
    if not source.is_file():
        raise NothingToKeep
    reading = sqlite3.connect(source, isolation_level=None, timeout=20)
    writing = sqlite3.connect(target, isolation_level=None)
    try:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
        reading.backup(writing, pages=STEP, progress=lambda _, left, total: tell(total - left, total))
        reading.execute("COMMIT")
        writing.execute("PRAGMA journal_mode=DELETE").fetchone()
        said = writing.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as fault:
        if isinstance(fault, sqlite3.OperationalError):
            raise
        raise DamagedDatabase(what=str(fault)) from None
    finally:
        reading.close()
        writing.close()
    if said != "ok":
        raise DamagedDatabase(what=said)


@contextmanager
def opened_copy(path: Path) -> Iterator[str]:
    """A SQLite file opened for reading beside the house's own database."""
    usual = connections.databases["default"]
    connections.databases[COPY] = {**usual, "NAME": str(path), "OPTIONS": {}, "CONN_MAX_AGE": 0}
    try:
        yield COPY
    finally:
        connections[COPY].close()
        del connections[COPY]
        del connections.databases[COPY]


def tables(using: str) -> list[str]:
    """All tables, those of Django included."""
    one = connections[using]
    with one.cursor() as cursor:
        return sorted(one.introspection.table_names(cursor))


def counted(using: str) -> dict[str, int]:
    """The rows of every table."""
    quote = connections[using].ops.quote_name
    return {name: int(value(using, f"SELECT count(*) FROM {quote(name)}")) for name in tables(using)}  # noqa: S608


def applied(using: str) -> list[list[str]]:
    """The migrations that this database has been through, in order."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        return [list(row) for row in cursor.fetchall()]


def head(using: str) -> Head:
    """Where the journal stands."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(max(id), 0) FROM journal_entry")
        entries, last = cursor.fetchone()
    at = Entry.objects.using(using).filter(pk=last).values_list("recorded_at", flat=True).first()
    root = merkle.root_of_hashes(_leaves(using)).hex()
    return Head(entries, last, at.isoformat() if at else "", root)


def _leaves(using: str) -> Iterator[bytes]:
    after = 0
    while True:
        with connections[using].cursor() as cursor:
            cursor.execute(
                "SELECT id, leaf FROM journal_entry WHERE id > %s ORDER BY id LIMIT %s", [after, LEAVES]
            )
            rows = cursor.fetchall()
        if not rows:
            return
        after = rows[-1][0]
        yield from (bytes(leaf) for _, leaf in rows)


def dump_tables(writer: Writer, names: list[str], tell: Tell) -> dict[str, list[str]]:
    """Copy every table of PostgreSQL into the archive; returns the columns of each, in the order of the copy."""
    written: dict[str, list[str]] = {}
    for done, name in enumerate(names):
        tell(done, len(names))
        written[name] = columns(name)
        listed = ", ".join(connection.ops.quote_name(one) for one in written[name])
        statement = f"COPY (SELECT {listed} FROM {connection.ops.quote_name(name)}) TO STDOUT"  # noqa: S608
        with (
            connection.cursor() as cursor,
            connection.wrap_database_errors,
            cursor.copy(statement) as copy,
            writer.member(f"{TABLES}{name}.copy") as write,
        ):
            for piece in copy:
                write(piece)
    return written


def columns(table: str) -> list[str]:
    """The columns of a PostgreSQL table that hold values of their own; generated ones make themselves."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema()"
            " AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
            [table],
        )
        return [row[0] for row in cursor.fetchall()]


def size() -> int:
    """Bytes of the whole database."""
    if connection.vendor == "postgresql":
        return int(value("default", "SELECT pg_database_size(current_database())"))
    file = sqlite_file()
    beside = (file, file.with_name(file.name + "-wal"))
    return sum(path.stat().st_size for path in beside if path.is_file())


def value(using: str, statement: str) -> Any:
    """The one value that a statement answers."""
    with connections[using].cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    return row[0] if row else None
