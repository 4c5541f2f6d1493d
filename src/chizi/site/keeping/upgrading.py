"""From one version to the next: what waits, a backup of the state before, then the migrations."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

import chizi
from chizi.journal.actions import record_entry
from chizi.site.keeping import archive, loading, saving, snapshots, stores
from chizi.site.keeping.archive import GIGABYTE
from chizi.site.keeping.refusals import TooLittleRoom, UpgradeBroken

UPGRADED = "house.upgraded"
FOLDER = "backups"
SPARE = 3  # a migration may rewrite a table, and the backup holds another copy
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Step:
    """A migration that waits; a reversible one can be taken back without a backup."""

    name: str
    reversible: bool


@dataclass(frozen=True)
class Outlook:
    """What an upgrade would do. ``needed`` and ``free`` are bytes."""

    version: str
    steps: tuple[Step, ...]
    needed: int
    free: int


def outlook() -> Outlook:
    """What waits, and the room for it; changes nothing."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    steps = tuple(
        Step(f"{migration.app_label}.{migration.name}", all(one.reversible for one in migration.operations))
        for migration, _ in plan
    )
    needed = SPARE * snapshots.size() if steps else 0
    return Outlook(chizi.__version__, steps, needed, archive.room_in(stores.data()))


def default_backup(now: datetime) -> Path:
    """Where the backup before an upgrade lies unless another place is named."""
    return stores.data() / FOLDER / f"before-{chizi.__version__}-{now:%Y%m%dT%H%M%SZ}.zip"


def upgrade(*, now: datetime, tell: Tell, backup: Path | None) -> Outlook:
    """Back up (unless ``backup`` is None), migrate, and say so in the journal.

    Raises TooLittleRoom, whatever the backup raises, and UpgradeBroken with the way back.
    """
    ahead = outlook()
    if not ahead.steps:
        return ahead
    if ahead.needed > ahead.free:
        said = {"needed": f"{ahead.needed / GIGABYTE:.1f}", "free": f"{ahead.free / GIGABYTE:.1f}"}
        raise TooLittleRoom(folder=stores.data(), **said)
    if backup is not None:
        backup.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        saving.back_up(backup, now=now, tell=tell, record=False)
    try:
        loading.bring_up_to_date()
    except Exception as fault:
        why = str(fault).strip().partition("\n")[0] or type(fault).__name__
        raise UpgradeBroken(why=why, file=backup or "-") from fault
    content = {"version": ahead.version, "steps": [one.name for one in ahead.steps]}
    with transaction.atomic():
        record_entry(actor="console", now=now, kind=UPGRADED, object="house", content=content)
    return ahead
