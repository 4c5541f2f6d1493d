"""Reads of the journal: for a scope, and for its own verification."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from chizi.core import merkle
from chizi.core.cursors import number_cursor
from chizi.core.scope import Scope
from chizi.journal import rules
from chizi.journal.models import Entry, Pending


@dataclass(frozen=True)
class Line:
    """One entry as a person reads it; ``content`` is None once erased."""

    number: int
    recorded_at: datetime
    kind: str
    actor: str
    unit: str
    object: str
    content: dict[str, Any] | None


@dataclass(frozen=True)
class Page:
    """``after`` is the cursor of the next older page, or empty."""

    lines: tuple[Line, ...]
    after: str


def latest_entries(
    scope: Scope, *, object: str = "", kind: str = "", before: str = "", limit: int = 50
) -> Page:
    """Entries that concern places of ``scope``, newest first, keyset-paged by entry number."""
    rows = scope.narrow_codes(Entry.objects.select_related("content_row"), "unit").order_by("-id")
    if object:
        rows = rows.filter(object=object)
    if kind:
        rows = rows.filter(kind=kind)
    if (number := number_cursor(before)) is not None:
        rows = rows.filter(id__lt=number)
    found = list(rows[: limit + 1])
    lines = tuple(
        Line(e.id, e.recorded_at, e.kind, e.actor, e.unit, e.object, _content(e)) for e in found[:limit]
    )
    return Page(lines, str(lines[-1].number) if len(found) > limit else "")


def last_step(object: str) -> Entry | None:
    """The newest entry about an object, whoever made it. No scope: for an action that says what came between."""
    return Entry.objects.filter(object=object).order_by("-seq").first()


def newest_number() -> int:
    """The number of the newest entry; 0 before the first. One query."""
    return Entry.objects.aggregate(newest=Max("id"))["newest"] or 0


def anything_of(kinds: Collection[str], *, after: int) -> bool:
    """Whether anything of these kinds was entered after entry ``after``, anywhere. One query. No scope: for jobs that
    count anew what has changed."""
    return Entry.objects.filter(kind__in=kinds, id__gt=after).exists()


def _content(entry: Entry) -> dict[str, Any] | None:
    row = getattr(entry, "content_row", None)
    return row.content if row else None


@dataclass(frozen=True)
class Verification:
    """What recomputing the journal found. ``root`` is the RFC 6962 root over all leaves, in hex."""

    entries: int
    erased: int
    pending: int
    root: str
    faults: tuple[rules.Fault, ...]


def verify_entries(progress: Callable[[int], None] | None = None) -> Verification:
    """Recompute every leaf, chain and content commitment; streams, so memory does not grow with the content."""
    counts = {"entries": 0, "erased": 0}
    faults: list[rules.Fault] = []

    def leaves() -> Iterator[bytes]:
        for stored, code in rules.checked(_stored()):
            counts["entries"] += 1
            counts["erased"] += stored.content is None
            if code:
                faults.append(rules.Fault(stored.number, code))
            if progress:
                progress(counts["entries"])
            yield stored.leaf

    root = merkle.root_of_hashes(leaves())
    return Verification(
        counts["entries"], counts["erased"], Pending.objects.count(), root.hex(), tuple(faults)
    )


def _stored() -> Iterator[rules.Stored]:
    for entry in Entry.objects.select_related("content_row").order_by("id").iterator(chunk_size=1000):
        row = getattr(entry, "content_row", None)
        salt, content = (bytes(row.salt), row.content) if row else (None, None)
        yield rules.Stored(
            entry.id, bytes(entry.entry), bytes(entry.leaf), entry.object, entry.seq, salt, content
        )


@dataclass(frozen=True)
class Written:
    """What a witness outside needs of an entry: nothing of its content."""

    number: int
    recorded_at: datetime
    leaf: bytes
    kind: str
    actor: str
    object: str


def written_after(number: int) -> Iterator[Written]:
    """Entries after entry ``number``, oldest first, whatever their place: for witnesses and for recovery."""
    fields = ("id", "recorded_at", "leaf", "kind", "actor", "object")
    for at, when, leaf, kind, actor, about in (
        Entry.objects.filter(id__gt=number).order_by("id").values_list(*fields).iterator(chunk_size=2000)
    ):
        yield Written(at, when, bytes(leaf), kind, actor, about)
