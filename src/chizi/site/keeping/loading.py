"""Bringing rows back into an empty database."""

import os
from collections.abc import Iterable
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from chizi.site.keeping import snapshots
from chizi.site.keeping.archive import Archive, Moved, sync_folder
from chizi.site.sessions.models import LiveSession

SESSIONS = (LiveSession._meta.db_table, "axes_accessattempt")
COMING = ".restoring"


def known_migrations() -> set[tuple[str, str]]:
    """The migrations that this version of the product has, replaced ones included."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    replaced = {node for one in loader.disk_migrations.values() for node in one.replaces}
    return set(loader.disk_migrations) | replaced


def unknown(migrations: Iterable[Iterable[str]]) -> list[str]:
    """Those of our own rooms that this version has never heard of: a newer version made them."""
    known = known_migrations()
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("chizi.")}
    found = []
    for label, name in migrations:
        if (label, name) not in known and (label in ours or not _is_installed(label)):
            found.append(f"{label}.{name}")
    return found


def _is_installed(label: str) -> bool:
    return any(config.label == label for config in apps.get_app_configs())


def load_sqlite(archive: Archive, moved: Moved) -> None:
    """Put the database file in its place, whole."""
    target = snapshots.sqlite_file()
    coming = target.with_name(target.name + COMING)
    archive.extract(snapshots.MEMBER, coming, moved)
    os.replace(coming, target)
    sync_folder(target.parent)


def load_postgresql(archive: Archive, moved: Moved) -> None:
    """Make the tables as they were then and fill them, in the caller's transaction."""
    _make_tables(archive.manifest.migrations)
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # tables come in the order of their names
        for table in snapshots.tables("default"):
            if snapshots.value("default", f"SELECT EXISTS (SELECT 1 FROM {quote(table)})"):  # noqa: S608
                cursor.execute(f"DELETE FROM {quote(table)}")  # noqa: S608 - our own tables
        for table, columns in archive.manifest.columns.items():
            listed = ", ".join(quote(one) for one in columns)
            with (
                connection.wrap_database_errors,
                cursor.copy(f"COPY {quote(table)} ({listed}) FROM STDIN") as copy,
            ):
                for piece in archive.pieces(f"{snapshots.TABLES}{table}.copy"):
                    copy.write(piece)
                    moved(len(piece))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    _wind_sequences()


def _make_tables(migrations: list[list[str]]) -> None:
    """Every migration that the backup had been through, and no later one."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    had = {(label, name) for label, name in migrations}
    leaves = [
        node
        for node in sorted(had & set(graph.nodes))
        if not any(child.key in had and child.key[0] == node[0] for child in graph.node_map[node].children)
    ]
    executor.migrate(leaves)


def _wind_sequences() -> None:
    """Every counter stands behind the largest number that was given out."""
    there = set(snapshots.tables("default"))  # an older backup lacks the tables of younger rooms
    models = [one for one in apps.get_models(include_auto_created=True) if one._meta.db_table in there]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('django_migrations', 'id'), max(id)) FROM django_migrations"
        )


def bring_up_to_date() -> None:
    """Apply the migrations that are newer than the backup."""
    call_command("migrate", interactive=False, verbosity=0)


def end_sessions() -> None:
    """Everybody signs in anew: a session that was ended after the backup must not come to life again."""
    there = set(snapshots.tables("default"))
    with connection.cursor() as cursor:
        for table in SESSIONS:
            if table in there:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own list


def database_there() -> bool:
    """Whether there is a database with anything in it."""
    if connection.vendor == "postgresql":
        return bool(snapshots.tables("default"))
    return snapshots.sqlite_file().exists()


def lies_here(data: Path, allowed: Iterable[str]) -> list[str]:
    """What already lies at the place where a backup is to be restored: tables, or files of the data folder."""
    if connection.vendor == "postgresql":
        found = snapshots.tables("default")[:1]
    else:
        file = snapshots.sqlite_file()
        names = [file.name, file.name + "-wal", file.name + "-shm", file.name + "-journal"]
        found = [name for name in names if file.with_name(name).exists()]
    kept = set(allowed)
    for path in sorted(data.iterdir()):
        if path.name not in kept and path.name not in found and not _is_hollow(path):
            found.append(path.name)
    return found


def _is_hollow(path: Path) -> bool:
    return path.is_dir() and not any(one.is_file() for one in path.rglob("*"))


def is_behind() -> bool:
    """Whether migrations of this version wait here: then only what never changes can be compared."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
