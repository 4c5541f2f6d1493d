"""All checks, one after the other."""

from collections.abc import Callable, Iterator
from datetime import datetime

from chizi.fronts.cli.doctor import database, machine, stores
from chizi.fronts.cli.doctor.findings import Finding


def examine(now: datetime) -> Iterator[Finding]:
    """Every finding, in a fixed order; the cheap checks first."""
    checks: tuple[Callable[[], Iterator[Finding]], ...] = (
        machine.disk,
        lambda: machine.zone(now),
        lambda: database.clock_forward(now),
        database.settings_kept,
        database.file_whole,
        database.journal_guarded,
        machine.keys,
        machine.translations,
        machine.client,
        stores.files,
        stores.counts,
        stores.work,
        stores.register,
    )
    for check in checks:
        yield from check()
