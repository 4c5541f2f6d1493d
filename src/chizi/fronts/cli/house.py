"""Opening the house: Django, the database and its tables, made at first use.

The check whether migrations wait compares names only, so that an up-to-date house opens at once. A fresh database and
a demo are brought up to date without a question; one that people work in waits for `chizi upgrade`, which makes a
backup first.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from chizi.core.refusals import Refusal
from chizi.core.words import N_
from chizi.fronts.cli.words import CHINESE, language, translate

PRODUCT = "chizi."


class NewerDatabase(Refusal):
    text = N_(
        "This database was made by a newer version (%(migration)s). Please use that version or a later one."
    )


class UpgradeWaits(Refusal):
    text = N_(
        "This version needs %(count)s changes to the database. Run chizi upgrade, which makes a backup first;"
        " chizi upgrade --dry-run shows what it would do."
    )


class FolderClosed(Refusal):
    text = N_(
        "The data folder %(folder)s cannot be written: %(why)s. Set CHIZI_DATA to a folder of your own."
    )


class BadSettings(Refusal):
    text = N_("The settings cannot be read (%(why)s). Check the variables DATABASE_URL and CHIZI_TZ.")


def set_up() -> None:
    """Set Django up once and touch no database. Raises FolderClosed and BadSettings."""
    import django
    from django.apps import apps
    from django.core.exceptions import ImproperlyConfigured

    if apps.ready:
        return
    try:
        django.setup()
    except OSError as fault:
        raise FolderClosed(folder=fault.filename or "", why=fault.strerror or "") from None
    except (ImproperlyConfigured, KeyError, ValueError) as fault:
        raise BadSettings(why=str(fault).partition("\n")[0]) from fault
    _speak()


def open_house() -> None:
    """Set Django up once and bring the database up to date, unless people work in it.

    Raises NewerDatabase, UpgradeWaits, FolderClosed and BadSettings; Django's OperationalError when the database is
    silent.
    """
    set_up()
    if waiting():
        with alone():
            if count := waiting():
                if _in_use():
                    raise UpgradeWaits(count=count)
                _migrate()


def zone() -> ZoneInfo:
    """The zone of the house, CHIZI_TZ: a time written without an offset is in it."""
    from django.conf import settings

    return ZoneInfo(settings.TIME_ZONE)


def _speak() -> None:
    from django.utils import translation

    translation.activate(CHINESE if language() == CHINESE else "en")


def waiting() -> int:
    """How many migrations of ours or of Django's apps have not been applied. Raises NewerDatabase."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    applied = set(MigrationRecorder(connection).applied_migrations())
    written = _written_migrations()
    ours = {label for label, names in written.items() if names.ours}
    for label, name in sorted(applied):
        if label in ours and name not in written[label].names:
            raise NewerDatabase(migration=f"{label}.{name}")
    return sum((label, name) not in applied for label, found in written.items() for name in found.names)


def _in_use() -> bool:
    """Whether people of a real office are registered here; asks the tables, which may be those of an older version."""
    from django.db import connection

    with connection.cursor() as cursor:
        if "org_person" not in connection.introspection.table_names(cursor):
            return False
        cursor.execute("SELECT count(*) FROM org_person")
        people = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM journal_entry WHERE object = 'demo' AND kind = 'demo.built'")
        return bool(people) and not cursor.fetchone()[0]


class _Names:
    """Names of the migration files of one app."""

    def __init__(self, folder: Path, ours: bool) -> None:
        self.ours = ours
        self.names = {path.stem for path in folder.glob("[0-9]*.py")}


def _written_migrations() -> dict[str, _Names]:
    from django.apps import apps

    return {
        config.label: _Names(Path(config.path) / "migrations", config.name.startswith(PRODUCT))
        for config in apps.get_app_configs()
    }


def _migrate() -> None:
    from django.core.management import call_command

    from chizi.fronts.cli.answers import note

    note(translate(N_("Preparing the database …")))
    call_command("migrate", interactive=False, verbosity=0)


@contextmanager
def alone() -> Iterator[None]:
    """One process at a time brings the database up to date: by file lock, on PostgreSQL also by its own."""
    from django.conf import settings
    from django.db import connection

    with open(settings.DATA / "migrate.lock", "w") as lock:
        os.chmod(lock.fileno(), 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(770200)")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(770200)")
