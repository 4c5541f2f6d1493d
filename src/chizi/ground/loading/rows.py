"""The bulk insert of the house."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection, models, transaction

BATCH = 20_000


def load_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert ``rows`` (tuples in the order of ``fields``, attribute names such as "region_id") and return
    how many there were.

    Runs inside the caller's transaction and raises TransactionManagementError outside of one. Constraints of
    the database hold as ever; defaults of the model do not apply, so name every column that must be set.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("load_rows belongs into a transaction")
    wanted = {field.attname: field.column for field in model._meta.concrete_fields}
    columns = [wanted[name] for name in fields]
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(column) for column in columns if column)
    places = ", ".join(["%s"] * len(columns))
    count, source = 0, iter(rows)
    with connection.cursor() as cursor:
        # A batch is complete before the database hears of it: whoever makes the rows may still be reading
        # from the same connection, which a COPY under way would block.
        while batch := list(islice(source, BATCH)):
            if connection.vendor == "postgresql":
                # psycopg's own copy passes by Django's translation of errors
                with (
                    connection.wrap_database_errors,
                    cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
                ):
                    for row in batch:
                        copy.write_row(row)
            else:
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", batch)  # noqa: S608 - our names
            count += len(batch)
    return count


def update_rows(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]], key: str = "id"
) -> int:
    """Set ``fields`` (attribute names) of the rows named by ``key``, and return how many were asked for.

    Each of ``rows`` holds the values in the order of ``fields``, then the key: one prepared statement for all.
    Runs inside the caller's transaction and raises TransactionManagementError outside of one.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("update_rows belongs into a transaction")
    wanted = {field.attname: field.column for field in model._meta.concrete_fields}
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(wanted[name] or name)} = %s" for name in fields)
    table, column = quote(model._meta.db_table), quote(wanted[key] or key)
    count, source = 0, iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(source, BATCH)):
            cursor.executemany(f"UPDATE {table} SET {sets} WHERE {column} = %s", batch)  # noqa: S608 - our names
            count += len(batch)
    return count


def stored_day(day: date | None) -> date | str | None:
    """A day as `load_rows` hands it to the database: SQLite keeps it as text."""
    return day.isoformat() if day is not None and connection.vendor == "sqlite" else day
