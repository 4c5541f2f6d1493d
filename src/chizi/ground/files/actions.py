"""Keeping files, and forgetting those that no room speaks of any more."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from chizi.ground.files import refusals, rules, storing
from chizi.ground.files.checking import checked
from chizi.ground.files.models import HandedFile, StoredFile
from chizi.ground.files.queries import KeptFile, kept
from chizi.journal.actions import record_entry

UNCLAIMED = timedelta(days=1)
"""A file belongs to its room's row a moment after it is kept; one that does not after a day was given up."""


def keep_file(*, actor: str, now: datetime, stream: BinaryIO, name: str) -> KeptFile:
    """Check, sanitise and keep what somebody hands in; the same content twice is one file.

    The result's ``name`` is cleaned; its ``digest`` is that of what is kept, ``handed`` that of what came. Call it
    before your own transaction: it may take seconds. The content is on the disk before its row is written; a room
    that then fails leaves a file that nobody speaks of. Raises a FileNotTaken and leaves nothing.
    """
    shown = rules.clean_name(name, "")
    with storing.workbench() as bench:
        draft = bench / "handed"
        handed, size = storing.take_in(stream, draft, settings.FILE_LIMIT)
        if size == 0:
            raise refusals.EmptyFile(name=shown)
        known = _known(handed)
        if known is not None:
            return kept(known, rules.clean_name(name, known.media_type), handed)
        made = checked(draft, shown)
        digest, size = storing.settle(made.path)
        if made.preview is not None:
            storing.keep_preview(made.preview, digest, 1)
    fresh = StoredFile(digest=digest, size=size, media_type=made.media_type, pages=made.pages, kept_at=now)
    cleaned = rules.clean_name(name, made.media_type)
    return kept(_write(actor, now, fresh, handed, cleaned), cleaned, handed)


def _known(handed: str) -> StoredFile | None:
    """What was kept of the same bytes before: they were handed in once, or are themselves a sanitised form."""
    row = HandedFile.objects.select_related("kept").filter(digest=handed).first()
    found = row.kept if row else StoredFile.objects.filter(digest=handed).first()
    return found if found and storing.place_of(found.digest).exists() else None


@transaction.atomic
def _write(actor: str, now: datetime, fresh: StoredFile, handed: str, name: str) -> StoredFile:
    told = {"size": fresh.size, "media_type": fresh.media_type, "pages": fresh.pages, "kept_at": now}
    row, _ = StoredFile.objects.get_or_create(digest=fresh.digest, defaults=told)
    _, new = HandedFile.objects.get_or_create(digest=handed, defaults={"kept": row, "handed_at": now})
    if new:
        content = {"name": name, "handed": handed, "size": row.size, "media_type": row.media_type}
        record_entry(actor=actor, now=now, kind="file.kept", object=f"file:{row.digest}", content=content)
    return row


@transaction.atomic
def sweep_files(*, actor: str, now: datetime, referenced: Collection[str]) -> int:
    """Forget files that are older than a day and not among ``referenced``, which must hold what every room of the
    house refers to. The contents go when the rows are gone. Gives how many there were."""
    stale = StoredFile.objects.filter(kept_at__lt=now - UNCLAIMED).values_list("digest", "pages")
    gone = [(digest, pages) for digest, pages in stale if digest not in referenced]
    for digest, _ in gone:
        HandedFile.objects.filter(kept_id=digest).delete()
        StoredFile.objects.filter(digest=digest).delete()
        record_entry(actor=actor, now=now, kind="file.forgotten", object=f"file:{digest}")
    transaction.on_commit(lambda: _unlink(gone))
    return len(gone)


def _unlink(gone: list[tuple[str, int]]) -> None:
    for digest, pages in gone:
        storing.place_of(digest).unlink(missing_ok=True)
        for page in range(1, pages + 1):
            storing.preview_place(digest, page).unlink(missing_ok=True)
