"""Reading for a batch by constant statements: the ORM would build each anew, which costs more than running it."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection


def fetch(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows. The statement is ours; "IN @" stands for "is one of" and takes one parameter that `listed` made."""
    with connection.cursor() as cursor:
        cursor.execute(_spelled(statement), parameters)
        return list(cursor.fetchall())


def _spelled(statement: str) -> str:
    if connection.vendor == "postgresql":
        return statement.replace("IN @", "= ANY(%s)")
    return statement.replace("IN @", "IN (SELECT value FROM json_each(%s))")


def listed(values: Iterable[int | str]) -> str:
    """A list as one parameter, however long it is."""
    if (
        connection.vendor == "postgresql"
    ):  # a list of strings as PostgreSQL writes them is no other than one of JSON
        return "{" + orjson.dumps(list(values)).decode()[1:-1] + "}"
    return orjson.dumps(list(values)).decode()


def read_json(cell: Any) -> Any:
    """What a column of JSON holds: SQLite and Django's own settings of PostgreSQL give it as text."""
    return orjson.loads(cell) if isinstance(cell, str | bytes) else cell


def read_instant(cell: Any) -> datetime:
    """An instant as the rooms know it: SQLite keeps it without its zone, which is always UTC."""
    moment = datetime.fromisoformat(cell) if isinstance(cell, str) else cell
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def read_key(cell: Any) -> UUID:
    """A key as the rooms know it."""
    return cell if isinstance(cell, UUID) else UUID(cell)
