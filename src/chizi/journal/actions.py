"""The one write of this room; every action of every other room ends in it."""

import json
import secrets
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from chizi.journal import rules
from chizi.journal.models import Entry

FIELDS = ("id", "entry", "leaf", "object", "seq", "kind", "actor", "unit", "recorded_at")
ENTRY = (
    'INSERT INTO "journal_entry" ("entry", "leaf", "object", "seq", "kind", "actor", "unit", "recorded_at")'
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) RETURNING id"
)
LAST = 'SELECT "seq", "leaf" FROM "journal_entry" WHERE "object" = %s ORDER BY "seq" DESC LIMIT 1'
CONTENT = 'INSERT INTO "journal_entrycontent" ("entry_id", "salt", "content") VALUES (%s, %s, %s)'
AT_ONCE = (  # the same three rows in one statement; SQLite has no such thing
    f"WITH e AS ({ENTRY}), c AS (INSERT INTO journal_entrycontent (entry_id, salt, content)"  # noqa: S608 - our own words
    " SELECT id, %s, %s::jsonb FROM e)"
    " INSERT INTO journal_pending (entry_id) SELECT id FROM e RETURNING entry_id"
)
PENDING = 'INSERT INTO "journal_pending" ("entry_id") VALUES (%s)'


def record_entry(
    *,
    actor: str,
    now: datetime,
    kind: str,
    object: str,
    unit: str = "",
    content: dict[str, Any] | None = None,
    occurred_at: datetime | None = None,
) -> Entry:
    """Append one entry to the chain of ``object``, in the caller's transaction.

    actor, object and unit are text references ("person:12", "run:3", a region code); content is JSON and may
    be erased later. Raises TransactionManagementError outside a transaction: an entry without its change, or
    a change without its entry, must be impossible.
    """
    connection.validate_no_broken_transaction()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "record_entry belongs into the transaction of the change"
        )
    _lock_object(object)
    content = content or {}
    salt = secrets.token_bytes(rules.SALT_BYTES)
    seq, prev = _next(object)
    draft = rules.Draft(kind, actor, unit, object, now, occurred_at, rules.commitment(salt, content))
    sealed = draft.sealed(seq, prev)
    leaf = rules.leaf_hash(sealed)
    number = _insert(sealed, leaf, object, seq, kind, actor, unit, now, salt, content)
    return Entry.from_db(
        connection.alias, FIELDS, (number, sealed, leaf, object, seq, kind, actor, unit, now)
    )


def _next(name: str) -> tuple[int, bytes | None]:
    """The number of the next entry in the object's chain, and the leaf it follows."""
    with connection.cursor() as cursor:
        cursor.execute(LAST, [name])
        before = cursor.fetchone()
    return (before[0] + 1, bytes(before[1])) if before else (1, None)


def _insert(
    sealed: bytes,
    leaf: bytes,
    object: str,
    seq: int,
    kind: str,
    actor: str,
    unit: str,
    now: datetime,
    salt: bytes,
    content: dict[str, Any],
) -> int:
    """Every write of the house ends here, so these statements go past the object mapper: a third of its time."""
    instant = connection.ops.adapt_datetimefield_value(now)
    entry: list[Any] = [sealed, leaf, object, seq, kind, actor, unit, instant]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(AT_ONCE, [*entry, salt, json.dumps(content)])
            return int(cursor.fetchone()[0])
        cursor.execute(ENTRY, entry)
        number = int(cursor.fetchone()[0])
        cursor.execute(CONTENT, [number, salt, connection.ops.adapt_json_value(content, None)])
        cursor.execute(PENDING, [number])
    return number


def _lock_object(name: str) -> None:
    # SQLite has one writer at a time; PostgreSQL needs a lock per object, or two chains would fork.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [name])
