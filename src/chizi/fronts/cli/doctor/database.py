"""Whether the database keeps what it is given, and whether the journal's guards stand."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import DatabaseError, connection, transaction

from chizi.core.words import N_
from chizi.fronts.cli.doctor.findings import Finding, good, look, wrong
from chizi.journal.actions import record_entry

SAFE = N_("The database (%(kind)s) confirms a write only when it lies on the disk.")
UNSAFE = N_(
    "The database setting %(name)s is %(found)s instead of %(wanted)s: a power cut could eat confirmed writes."
)
SET_BACK = N_("Set %(name)s to %(wanted)s; on SQLite let chizi itself open the database.")
WHOLE = N_("The database file is whole.")
BROKEN = N_("The database file is damaged: %(what)s.")
RESTORE = N_("Stop chizi and restore the newest backup.")
GUARDED = N_("The journal refuses to be changed or deleted.")
UNGUARDED = N_("The journal can be changed: %(statement)s was not refused.")
REBUILD = N_(
    "Somebody removed the guards (triggers). Find out who, then restore them from the migration journal.0002."
)
BACKWARDS = N_("The clock of this machine stands before the newest journal entry (%(newest)s).")
SET_CLOCK = N_("Set the clock and let it be kept by NTP.")
CLOCK = N_("The clock goes forward: the newest journal entry lies before now.")

SQLITE = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}
POSTGRESQL = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
STRICTER = {"synchronous_commit": {"on", "remote_write", "remote_apply", "local"}}
TAMPERING = (
    ("UPDATE", "UPDATE journal_entry SET kind = kind WHERE id = %s"),
    ("DELETE", "DELETE FROM journal_entry WHERE id = %s"),
    ("UPDATE content", "UPDATE journal_entrycontent SET content = content WHERE entry_id = %s"),
)


def settings_kept() -> Iterator[Finding]:
    """Read the settings back from the connection itself."""
    on_sqlite = connection.vendor == "sqlite"
    faulty = False
    for name, wanted in (SQLITE if on_sqlite else POSTGRESQL).items():
        found = str(_one(f"PRAGMA {name}" if on_sqlite else f"SHOW {name}")).lower()
        if found != wanted and found not in STRICTER.get(name, ()):
            faulty = True
            yield wrong("database.settings", UNSAFE, SET_BACK, name=name, found=found, wanted=wanted)
    if not faulty:
        yield good("database.settings", SAFE, kind=connection.display_name)


def file_whole() -> Iterator[Finding]:
    """SQLite looks through its own file; PostgreSQL has its own means."""
    if connection.vendor != "sqlite":
        return
    said = str(_one("PRAGMA quick_check(1)"))
    yield good("database.file", WHOLE) if said == "ok" else wrong("database.file", BROKEN, RESTORE, what=said)


def journal_guarded() -> Iterator[Finding]:
    """Try to change and to delete an entry; everything is rolled back whatever happens."""
    passed: list[str] = []
    with transaction.atomic():
        number = _one("SELECT max(id) FROM journal_entry")
        if number is None:
            now = datetime.now(UTC)
            number = record_entry(actor="console", now=now, kind="doctor.trial", object="doctor").pk
        for name, statement in TAMPERING:
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(statement, [number])
                    if cursor.rowcount:
                        passed.append(name)
            except DatabaseError:
                continue
        transaction.set_rollback(True)
    for name in passed:
        yield wrong("journal.guards", UNGUARDED, REBUILD, statement=name)
    if not passed:
        yield good("journal.guards", GUARDED)


def clock_forward(now: datetime) -> Iterator[Finding]:
    """Whether the machine's clock has not been set back behind what was already written."""
    newest = _one("SELECT max(recorded_at) FROM journal_entry")
    if isinstance(newest, str):
        newest = datetime.fromisoformat(newest).replace(tzinfo=UTC)
    if newest is not None and newest > now:
        yield look("clock.forward", BACKWARDS, SET_CLOCK, newest=newest.isoformat())
    else:
        yield good("clock.forward", CLOCK)


def _one(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    return row[0] if row else None
