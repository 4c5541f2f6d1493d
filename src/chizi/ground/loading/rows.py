"""The bulk insert of the house."""

from collections.abc import Iterable, Sequence
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
    if connection.vendor == "postgresql":
        return _copy(f"COPY {table} ({names}) FROM STDIN", rows)
    places = ", ".join(["%s"] * len(columns))
    return _insert(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608 - quoted names of ours


def _copy(statement: str, rows: Iterable[Sequence[Any]]) -> int:
    count = 0
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def _insert(statement: str, rows: Iterable[Sequence[Any]]) -> int:
    count, source = 0, iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(source, BATCH)):
            cursor.executemany(statement, batch)
            count += len(batch)
    return count
