"""The one write of this room; every action of every other room ends in it."""

import secrets
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from chizi.journal import rules
from chizi.journal.models import Entry, EntryContent, Pending


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
    before = Entry.objects.filter(object=object).order_by("-seq").values_list("seq", "leaf").first()
    seq, prev = (before[0] + 1, bytes(before[1])) if before else (1, None)
    draft = rules.Draft(kind, actor, unit, object, now, occurred_at, rules.commitment(salt, content))
    sealed = draft.sealed(seq, prev)
    entry = Entry.objects.create(
        entry=sealed,
        leaf=rules.leaf_hash(sealed),
        object=object,
        seq=seq,
        kind=kind,
        actor=actor,
        unit=unit,
        recorded_at=now,
    )
    EntryContent.objects.create(entry=entry, salt=salt, content=content)
    Pending.objects.create(entry=entry)
    return entry


def _lock_object(name: str) -> None:
    # SQLite has one writer at a time; PostgreSQL needs a lock per object, or two chains would fork.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [name])
