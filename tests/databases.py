"""How tests empty a database whose journal refuses to be emptied.

Tests that commit (`transaction=True`, `live_server`) are cleaned up by Django's flush, which deletes from
every table. The triggers of the journal refuse that, as they must; so they are lifted for the flush alone
and stand again before the next test begins.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import TransactionTestCase
from pytest_django import fixtures


@contextmanager
def triggers_lifted() -> Iterator[None]:
    """Without the triggers of any table, inside; exactly as before, afterwards."""
    lift, restore = _for_postgresql() if connection.vendor == "postgresql" else _for_sqlite()
    with connection.cursor() as cursor:
        for statement in lift:
            cursor.execute(statement)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in restore:
                cursor.execute(statement)


def _for_sqlite() -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        found = cursor.fetchall()
    return [f'DROP TRIGGER "{name}"' for name, _ in found], [sql for _, sql in found]


def _for_postgresql() -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        tables = sorted(row[0] for row in cursor.fetchall())
    lift = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables]
    return lift, [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables]


def pytest_configure(config: pytest.Config) -> None:
    # A file whose only way to the database is a fixture of the whole module must find one when it runs alone.
    fixtures._get_databases_for_setup = lambda items: ({"default"}, set())
    flush = TransactionTestCase._fixture_teardown

    def lifted_flush(case: TransactionTestCase) -> None:
        with triggers_lifted():
            flush(case)

    TransactionTestCase._fixture_teardown = lifted_flush


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {connection.vendor}"
