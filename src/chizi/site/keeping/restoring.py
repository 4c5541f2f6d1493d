"""Bringing a backup back into an empty place, and showing that it is the same."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from chizi.journal.actions import record_entry
from chizi.journal.queries import verify_entries
from chizi.overview.soundness import count_faults, store_faults, work_faults
from chizi.site.keeping import archive, loading, snapshots, stores, witness
from chizi.site.keeping.archive import GIGABYTE, Archive, Manifest
from chizi.site.keeping.refusals import (
    NewerBackup,
    OtherEngine,
    PlaceTaken,
    RestoredDiffers,
    TooLittleRoom,
)
from chizi.site.keeping.witness import Seen

RESTORED = "backup.restored"
MARKER = "restore.unfinished"
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
CHECKING, PLACING = "check backup", "place files"
# What the product itself lays into an empty folder as soon as it is asked anything.
OF_THE_HOUSE = (stores.SECRET, "migrate.lock", "failures.log", "tick.lock", "tick.json", "metrics", MARKER)
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Restored:
    """``lost`` are the entries that the witness saw and the backup does not hold; None without a witness."""

    manifest: Manifest
    lost: tuple[Seen, ...] | None


def restore(path: Path, *, now: datetime, tell: Tell, evidence: Iterable[Seen] | None = None) -> Restored:
    """Restore the backup at ``path`` here, or leave this place as it was.

    Raises NotABackup, CutOff, Altered, NewerBackup, OtherEngine, PlaceTaken, TooLittleRoom, RestoredDiffers.
    """
    with archive.opened(path) as found:
        manifest = found.manifest
        _ask(manifest)
        _clear_unfinished()
        _ask_place(manifest)
        found.check(_passing(tell, CHECKING, manifest.size))
        try:
            _place(found, _passing(tell, PLACING, manifest.size))
        except BaseException:
            _remove()
            raise
        _marker().unlink(missing_ok=True)
    loading.bring_up_to_date()
    loading.end_sessions()
    lost = None if evidence is None else tuple(witness.missing(evidence))
    content: dict[str, Any] = {
        "made_at": manifest.made_at,
        "version": manifest.version,
        "journal": asdict(manifest.journal),
    }
    if lost is not None:
        content["lost"] = [one.number for one in lost]
    with transaction.atomic():
        record_entry(actor="console", now=now, kind=RESTORED, object="backup", content=content)
    return Restored(manifest, lost)


def _ask(manifest: Manifest) -> None:
    """Whether this version, on this kind of database, can take the backup at all."""
    if loading.unknown(manifest.migrations):
        raise NewerBackup(version=manifest.version)
    if manifest.engine != snapshots.engine():
        raise OtherEngine(made=NAMES.get(manifest.engine, manifest.engine), here=NAMES[snapshots.engine()])


def _ask_place(manifest: Manifest) -> None:
    """Whether the place is empty and large enough."""
    taken = loading.lies_here(stores.data(), OF_THE_HOUSE)
    if taken:
        raise PlaceTaken(what=", ".join(taken[:3]))
    free = archive.room_in(stores.data())
    if manifest.size > free:
        said = {"needed": f"{manifest.size / GIGABYTE:.1f}", "free": f"{free / GIGABYTE:.1f}"}
        raise TooLittleRoom(folder=stores.data(), **said)


def _place(found: Archive, moved: archive.Moved) -> None:
    """Files first and the database last: as long as there is no database nobody works with half of it."""
    _marker().touch(mode=0o600)
    for name in found.manifest.members:
        if name.startswith("files/"):
            found.extract(name, stores.place_of(name.removeprefix("files/")), moved)
    _close_keys()
    if snapshots.engine() == "postgresql":
        with transaction.atomic():
            loading.load_postgresql(found, moved)
            _compare(found.manifest)
    else:
        loading.load_sqlite(found, moved)
        _compare(found.manifest)


def _close_keys() -> None:
    keys = stores.place_of(f"{stores.KEYS}/x").parent
    if keys.is_dir():
        keys.chmod(0o700)


def _compare(manifest: Manifest) -> None:
    """Every entry recomputed, the same root, the same rows, counts equal to a recount, files whole."""
    if snapshots.counted("default") != manifest.rows:
        raise RestoredDiffers(what="rows")
    found = verify_entries()
    if found.root != manifest.journal.root or found.entries != manifest.journal.entries:
        raise RestoredDiffers(what="journal")
    if not loading.is_behind() and (count_faults() or work_faults()):
        raise RestoredDiffers(what="counts")
    gone = {path for path in _faulty_files() if path not in _missing(manifest)}
    if gone:
        raise RestoredDiffers(what=sorted(gone)[0].name)


def _faulty_files() -> Iterable[Path]:
    return () if loading.is_behind() else store_faults()


def _missing(manifest: Manifest) -> set[Path]:
    return {stores.place_of(name) for name in manifest.missing}


def _passing(tell: Tell, step: str, total: int) -> archive.Moved:
    done = 0

    def moved(count: int) -> None:
        nonlocal done
        done += count
        tell(step, done, total)

    return moved


def _marker() -> Path:
    return stores.data() / MARKER


def _clear_unfinished() -> None:
    """Files that a killed restore left behind go first. Where there is a database already, nothing is removed."""
    if _marker().exists() and not loading.database_there():
        _remove()


def _remove() -> None:
    """Everything that a restore puts down; the place was empty when it began."""
    connection.close()
    for folder in stores.FOLDERS:
        shutil.rmtree(stores.place_of(f"{folder}/x").parent, ignore_errors=True)
    shutil.rmtree(stores.place_of(f"{stores.KEYS}/x").parent, ignore_errors=True)
    if snapshots.engine() == "sqlite":
        file = snapshots.sqlite_file()
        for ending in ("", "-wal", "-shm", "-journal", loading.COMING):
            file.with_name(file.name + ending).unlink(missing_ok=True)
    _marker().unlink(missing_ok=True)
