"""Making a backup while the house is open: rows first, then the files that these rows name."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction

import chizi
from chizi.journal.actions import record_entry
from chizi.site.keeping import archive, snapshots, stores
from chizi.site.keeping.archive import GIGABYTE, Manifest, Writer
from chizi.site.keeping.refusals import TooLittleRoom

MADE = "backup.made"
OBJECT = "backup"
COPYING, PACKING = "copy database", "pack files"
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Saved:
    """A backup that lies on the disk; ``recorded`` is false when the journal could not take its entry."""

    path: Path
    bytes: int
    manifest: Manifest
    recorded: bool


def back_up(
    target: Path, *, now: datetime, tell: Tell, force: bool = False, keys: bool = True, record: bool = True
) -> Saved:
    """Write a backup of everything to ``target``, whole or not at all.

    Raises AlreadyThere, NothingToKeep, DamagedDatabase, TooLittleRoom. With ``record`` the journal says afterwards
    that a copy of the data was made: it leaves the reach of the house's own rules.
    """
    target = target.absolute()
    _ask_for_room(target)
    with archive.drafted(target, force=force) as draft:
        writer = Writer(draft)
        beside = draft.with_name(draft.name + ".sqlite3")
        with snapshots.frozen(beside, lambda done, total: tell(COPYING, done, total)) as using:
            rows = snapshots.counted(using)
            columns: dict[str, list[str]] = {}
            names = list(dict.fromkeys(stores.named_files(using)))
            journal, migrations = snapshots.head(using), snapshots.applied(using)
            if snapshots.engine() == "postgresql":
                columns = snapshots.dump_tables(writer, list(rows), lambda d, t: tell(COPYING, d, t))
            else:
                size, moved = beside.stat().st_size, _counter(tell, COPYING)
                writer.add_file(beside, snapshots.MEMBER, lambda count: moved(count, size))
        missing = _add_files(writer, names + (list(stores.key_files()) if keys else []), tell)
        manifest = Manifest(
            version=chizi.__version__,
            engine=snapshots.engine(),
            made_at=now.isoformat(),
            zone=settings.TIME_ZONE,
            migrations=migrations,
            journal=journal,
            rows=rows,
            columns=columns,
            missing=missing,
            keys=keys,
            members=writer.members,
        )
        writer.close(archive.as_json(manifest))
    size = target.stat().st_size
    return Saved(target, size, manifest, record and _record(now, size, manifest))


def _counter(tell: Tell, step: str) -> Callable[[int, int], None]:
    done = 0

    def moved(count: int, total: int) -> None:
        nonlocal done
        done += count
        tell(step, done, total)

    return moved


def _add_files(writer: Writer, names: list[str], tell: Tell) -> list[str]:
    """Copy the files in; returns the names of those that are not there."""
    missing = []
    for done, name in enumerate(names):
        tell(PACKING, done, len(names))
        try:
            writer.add_file(stores.place_of(name), f"files/{name}", lambda _: None)
        except FileNotFoundError:
            missing.append(name)
    return missing


def _ask_for_room(target: Path) -> None:
    """Room for the copied rows and for the archive, at worst as large as what it holds."""
    files = sum(path.stat().st_size for folder in stores.FOLDERS for path in _files(stores.data() / folder))
    needed = 2 * snapshots.size() + files
    free = archive.room_in(target.parent)
    if needed > free:
        said = {"needed": f"{needed / GIGABYTE:.1f}", "free": f"{free / GIGABYTE:.1f}"}
        raise TooLittleRoom(folder=target.parent, **said)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _record(now: datetime, size: int, manifest: Manifest) -> bool:
    """A journal that cannot be written to (a full disk) does not make the backup a bad one."""
    content = {"bytes": size, "journal": asdict(manifest.journal), "keys": manifest.keys}
    try:
        with transaction.atomic():
            record_entry(actor="console", now=now, kind=MADE, object=OBJECT, content=content)
    except DatabaseError:
        connection.close()
        return False
    return True
