"""Many rows in one statement, where a batch of fifty may not cost fifty objects.

SQLite takes one list of VALUES, PostgreSQL one JSON text (a list of VALUES would be parsed anew for each length, and
arrays are spelled element by element).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection

Columns = tuple[tuple[str, str], ...]  # name and PostgreSQL's type


def columns(named: Mapping[str, str]) -> Columns:
    """The columns of an insert in their order."""
    return tuple(named.items())


class Spelled(NamedTuple):
    """Rows as the database at hand takes them: one JSON text for PostgreSQL, all cells one after the other for
    SQLite."""

    number: int
    cells: list[Any]


def spelled(of: Columns, rows: Sequence[Sequence[Any]]) -> Spelled:
    """The rows ready to be inserted. Whoever stands in a line for a lock does this before."""
    if connection.vendor == "postgresql":
        names = [name for name, _ in of]
        told = [dict(zip(names, row, strict=True)) for row in rows]
        return Spelled(len(rows), [orjson.dumps(told).decode()])
    ways = [PLAIN.get(kind) for _, kind in of]
    plain = [
        cell if way is None or cell is None else way(cell)
        for row in rows
        for cell, way in zip(row, ways, strict=True)
    ]
    return Spelled(len(rows), plain)


def insert_rows(
    table: str, of: Columns, rows: Spelled, *, conflict: str, returning: str = ""
) -> list[tuple[Any, ...]]:
    """Insert all rows; ``conflict`` is what follows ON CONFLICT. Gives what RETURNING returns.

    Table, columns and conflict are ours and never come from outside. Columns of the type jsonb take any JSON value.
    """
    if not rows.number:
        return []
    tail = f" ON CONFLICT {conflict}" + (f" RETURNING {returning}" if returning else "")
    head = _recordset(table, of) if connection.vendor == "postgresql" else _values(table, of, rows.number)
    with connection.cursor() as cursor:
        cursor.execute(head + tail, rows.cells)
        return list(cursor.fetchall()) if returning else []


@lru_cache(maxsize=32)
def _recordset(table: str, of: Columns) -> str:
    names = ", ".join(f'"{name}"' for name, _ in of)
    typed = ", ".join(f'"{name}" {kind}' for name, kind in of)
    return f'INSERT INTO "{table}" ({names}) SELECT {names} FROM json_to_recordset(%s::json) AS t({typed})'  # noqa: S608 - our own names


@lru_cache(maxsize=256)
def _values(table: str, of: Columns, count: int) -> str:
    names = ", ".join(f'"{name}"' for name, _ in of)
    one = f"({', '.join(['%s'] * len(of))})"
    return f'INSERT INTO "{table}" ({names}) VALUES {", ".join([one] * count)}'  # noqa: S608 - our own names


def _json(cell: Any) -> str:
    return orjson.dumps(cell).decode()


def _hex(cell: UUID) -> str:
    return cell.hex


@lru_cache(maxsize=1024)  # a batch has one instant of recording, and says it fifty times
def _instant(cell: datetime) -> str:
    return cell.astimezone(UTC).replace(tzinfo=None).isoformat(" ")


PLAIN: dict[str, Callable[[Any], Any]] = {
    "jsonb": _json,
    "uuid": _hex,
    "timestamptz": _instant,
}  # as Django writes
