"""Many rows in one statement, where a batch of fifty may not cost fifty objects.

SQLite takes one list of VALUES, PostgreSQL one array a column (a list of VALUES would be parsed anew for each length).
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

Columns = tuple[tuple[str, str], ...]  # name and PostgreSQL's type


def columns(named: Mapping[str, str]) -> Columns:
    """The columns of an insert in their order."""
    return tuple(named.items())


def insert_rows(
    table: str, of: Columns, rows: Sequence[Sequence[Any]], *, conflict: str, returning: str = ""
) -> list[tuple[Any, ...]]:
    """Insert all rows; ``conflict`` is what follows ON CONFLICT. Gives what RETURNING returns.

    Table, columns and conflict are ours and never come from outside. Columns of the type jsonb take any JSON value.
    """
    if not rows:
        return []
    tail = f" ON CONFLICT {conflict}" + (f" RETURNING {returning}" if returning else "")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            head, kinds = _arrays(table, of), [kind for _, kind in of]
            lists = [[_told(row[at], kinds[at]) for row in rows] for at in range(len(of))]
            cursor.execute(head + tail, lists)
        else:
            flat = [_plain(cell, kind) for row in rows for cell, (_, kind) in zip(row, of, strict=True)]
            cursor.execute(_values(table, of, len(rows)) + tail, flat)
        return list(cursor.fetchall()) if returning else []


@lru_cache(maxsize=32)
def _arrays(table: str, of: Columns) -> str:
    names = ", ".join(f'"{name}"' for name, _ in of)
    arrays = ", ".join(f"%s::{'text' if kind == 'jsonb' else kind}[]" for _, kind in of)
    cells = ", ".join(f"c{at}::jsonb" if kind == "jsonb" else f"c{at}" for at, (_, kind) in enumerate(of))
    called = ", ".join(f"c{at}" for at in range(len(of)))
    return f'INSERT INTO "{table}" ({names}) SELECT {cells} FROM unnest({arrays}) AS t({called})'  # noqa: S608 - our own names


@lru_cache(maxsize=256)
def _values(table: str, of: Columns, count: int) -> str:
    names = ", ".join(f'"{name}"' for name, _ in of)
    one = f"({', '.join(['%s'] * len(of))})"
    return f'INSERT INTO "{table}" ({names}) VALUES {", ".join([one] * count)}'  # noqa: S608 - our own names


def _told(cell: Any, kind: str) -> Any:
    return orjson.dumps(cell).decode() if kind == "jsonb" else cell


def _plain(cell: Any, kind: str) -> Any:
    """As Django writes it into SQLite."""
    if kind == "jsonb":
        return orjson.dumps(cell).decode()
    if isinstance(cell, UUID):
        return cell.hex
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return cell
