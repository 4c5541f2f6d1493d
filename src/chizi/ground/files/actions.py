"""Keeping files, and forgetting those that no room speaks of any more."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import BinaryIO
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from chizi.ground.files import films, refusals, rules, storing, uploading
from chizi.ground.files.checking import Made, checked
from chizi.ground.files.models import HandedFile, StoredFile, Upload
from chizi.ground.files.queries import KeptFile, kept
from chizi.journal.actions import record_entry

GIVEN_UP = timedelta(days=2)
MOST_UPLOADS = 5
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
        fresh = _settled(checked(draft, shown), now)
    cleaned = rules.clean_name(name, fresh.media_type)
    return kept(_write(actor, now, fresh, handed, cleaned), cleaned, handed)


def _settled(made: Made, now: datetime) -> StoredFile:
    """Put what may be kept in its place; its row is still to be written."""
    digest, size = storing.settle(made.path)
    if made.preview is not None:
        storing.keep_preview(made.preview, digest, 1)
    return StoredFile(digest=digest, size=size, media_type=made.media_type, pages=made.pages, kept_at=now)


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


@transaction.atomic
def begin_upload(*, actor: str, now: datetime, name: str, size: int, mark: str = "") -> Upload:
    """Announce a large file that will come in pieces, or go on with the one of the same name, size and mark.

    Uploads that were given up are swept on the way. Raises EmptyFile, FileTooLarge, TooManyUploads.
    """
    shown = rules.clean_name(name, "")
    if size <= 0:
        raise refusals.EmptyFile(name=shown)
    if size > settings.FILM_LIMIT:
        raise refusals.FileTooLarge(limit=settings.FILM_LIMIT // rules.MIB)
    sweep_uploads(actor=actor, now=now)
    plain = "".join(one for one in mark if one.isprintable())[:80]
    mine = Upload.objects.filter(actor=actor, kept__isnull=True)
    there = mine.filter(name=shown, size=size, mark=plain).first()
    if there is not None:
        return there
    if mine.count() >= MOST_UPLOADS:
        raise refusals.TooManyUploads(most=MOST_UPLOADS)
    return Upload.objects.create(id=uuid4(), actor=actor, name=shown, size=size, mark=plain, begun_at=now)


def append_upload(*, actor: str, now: datetime, upload_id: UUID, offset: int, stream: BinaryIO) -> int:
    """Take the bytes that follow after ``offset``; gives how many are here now. What came before the connection broke
    stays. Raises UnknownUpload, WrongOffset (it names the right one), UploadBusy, FileTooLarge, DiskIsFull."""
    one = _upload(actor, upload_id)
    return uploading.append(one.pk, offset, stream, one.size)


def finish_upload(*, actor: str, now: datetime, upload_id: UUID, digest: str) -> KeptFile:
    """Check a file that has arrived against the SHA-256 of what was sent, then as every file is checked, and keep it.

    Films are taken here, and larger ones than elsewhere; anything else follows the rules of keep_file. Asked again it
    gives the same answer. Raises UnknownUpload, UploadIncomplete, UploadDamaged and every other FileNotTaken; what is
    refused for good is thrown away.
    """
    one = Upload.objects.select_related("kept").filter(pk=upload_id, actor=actor).first()
    if one is None:
        raise refusals.UnknownUpload
    if one.kept is not None:
        return kept(one.kept, rules.clean_name(one.name, one.kept.media_type))
    here = uploading.arrived(one.pk)
    if here < one.size:
        raise refusals.UploadIncomplete(offset=here, size=one.size)
    if uploading.digest_of(uploading.place_of(one.pk)) != digest:
        uploading.drop(one.pk)
        raise refusals.UploadDamaged(name=one.name)
    try:
        found = _kept_upload(one, now, digest)
    except refusals.DiskIsFull:
        raise
    except refusals.FileNotTaken:
        uploading.drop(one.pk)
        one.delete()
        raise
    uploading.drop(one.pk)
    return found


def _kept_upload(one: Upload, now: datetime, handed: str) -> KeptFile:
    place = uploading.place_of(one.pk)
    with place.open("rb") as source:
        film = rules.kind_of(source.read(rules.HEAD)) is rules.Kind.FILM
        if not film:
            source.seek(0)
            found = keep_file(actor=one.actor, now=now, stream=source, name=one.name)
            Upload.objects.filter(pk=one.pk).update(kept_id=found.digest)
            return found
    known = _known(handed)
    if known is None:
        with storing.workbench() as bench:
            draft = bench / "handed"
            uploading.take_out(one.pk, draft)
            fresh = _settled(Made(draft, films.check_film(draft, one.name), 0), now)
    else:
        fresh = known
    cleaned = rules.clean_name(one.name, fresh.media_type)
    with transaction.atomic():
        row = _write(one.actor, now, fresh, handed, cleaned)
        Upload.objects.filter(pk=one.pk).update(kept=row)
    return kept(row, cleaned, handed)


def drop_upload(*, actor: str, now: datetime, upload_id: UUID) -> None:
    """Give an upload up. Raises UnknownUpload."""
    one = _upload(actor, upload_id)
    one.delete()
    uploading.drop(upload_id)


def _upload(actor: str, upload_id: UUID) -> Upload:
    one = Upload.objects.filter(pk=upload_id, actor=actor, kept__isnull=True).first()
    if one is None:
        raise refusals.UnknownUpload
    return one


def sweep_uploads(*, actor: str, now: datetime) -> int:
    """Forget uploads that were begun more than two days ago, finished or not, with what lies of them.
    Gives how many there were."""
    old = list(Upload.objects.filter(begun_at__lt=now - GIVEN_UP).values_list("pk", flat=True))
    Upload.objects.filter(pk__in=old).delete()
    for number in old:
        uploading.drop(number)
    return len(old)
