"""The machine around the house: disk, zone, files of keys, translations, styles."""

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from chizi.core.words import N_
from chizi.evaluation.rules import fixed_offset
from chizi.fronts.cli.doctor.findings import Finding, good, look, wrong
from chizi.fronts.cli.words import PACKAGE
from chizi.fronts.kit import clients

ROOM = N_("%(free)s GB are free in the data folder.")
TIGHT = N_("Only %(free)s GB are free in the data folder %(folder)s.")
FULL = N_("The data folder %(folder)s is almost full: %(free)s GB are free.")
FILLED = N_("The disk of the data folder is %(percent)s %% full; %(free)s GB are free.")
GROW = N_("Make room or a larger disk before it is full: then nothing more can be stored.")
FREE_SOME = N_("Free some space: an evaluation of a province needs about 2 GB while it runs.")
CLOSED = N_("The data folder %(folder)s cannot be written.")
OWN_IT = N_("Give the folder to the account that runs chizi, or set CHIZI_DATA to another one.")
OPEN = N_("Other accounts of this machine can read %(path)s.")
CLOSE_IT = N_("Run: chmod %(mode)s %(path)s")
KEYS = N_("Keys are readable by their owner only.")
ZONE = N_("The zone %(zone)s keeps one and the same offset all year; it is %(wall)s there now.")
SHIFTING = N_("The zone %(zone)s changes its offset in the year, so a wall-clock time can mean two instants.")
SET_ZONE = N_("Set CHIZI_TZ to a zone without daylight saving time, such as Asia/Shanghai.")
TRANSLATED = N_("All translations are compiled.")
UNTRANSLATED = N_(
    "%(count)s translations are not compiled or are older than their source, such as %(first)s."
)
COMPILE = N_("Run: make words")
BUILT = N_("The styles and scripts of the pages are built.")
UNBUILT = N_("The styles and scripts of the pages are not built.")
BUILD = N_("Run: make client")

GIGABYTE = 1 << 30
LOW, ALMOST_NONE = 5, 1
FILLING = 0.70  # the share from which on there is still time to act


def disk() -> Iterator[Finding]:
    """Room for spilling evaluations, and the right to write."""
    folder = Path(settings.DATA)
    found = shutil.disk_usage(folder)
    free, used = found.free / GIGABYTE, 1 - found.free / found.total
    said = {"free": f"{free:.1f}", "folder": folder, "percent": int(used * 100)}
    if not os.access(folder, os.W_OK | os.X_OK):
        yield wrong("disk", CLOSED, OWN_IT, **said)
    elif free < ALMOST_NONE:
        yield wrong("disk", FULL, FREE_SOME, **said)
    elif free < LOW:
        yield look("disk", TIGHT, FREE_SOME, **said)
    elif used >= FILLING:
        yield look("disk", FILLED, GROW, **said)
    else:
        yield good("disk", ROOM, **said)


def zone(now: datetime) -> Iterator[Finding]:
    """Facts are kept as wall-clock time, which needs a zone that never shifts."""
    name = settings.TIME_ZONE
    try:
        fixed_offset(name)
    except ValueError:
        yield wrong("clock.zone", SHIFTING, SET_ZONE, zone=name)
        return
    wall = now.astimezone(ZoneInfo(name)).strftime("%Y-%m-%d %H:%M")
    yield good("clock.zone", ZONE, zone=name, wall=wall)


def keys() -> Iterator[Finding]:
    """The publisher's key and the session key: whoever reads them can sign in our name."""
    secret = Path(settings.DATA) / "secret_key"
    folder = Path(settings.KEYS)
    files = [secret, *sorted(folder.glob("*"))] if folder.is_dir() else [secret]
    exposed = [path for path in files if path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077]
    if folder.is_dir() and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield look("keys", OPEN, CLOSE_IT, path=folder, mode="700")
    for path in exposed:
        yield wrong("keys", OPEN, CLOSE_IT, path=path, mode="600")
    if not exposed:
        yield good("keys", KEYS)


def translations() -> Iterator[Finding]:
    """Every catalogue is compiled, and in a source tree compiled after it was last written."""
    in_tree = (PACKAGE.parents[1] / "pyproject.toml").is_file()
    stale = [
        source
        for source in sorted(PACKAGE.glob("**/locale/*/LC_MESSAGES/django.po"))
        if not source.with_suffix(".mo").is_file()
        or (in_tree and source.with_suffix(".mo").stat().st_mtime < source.stat().st_mtime)
    ]
    if stale:
        first = stale[0].relative_to(PACKAGE)
        yield look("translations", UNTRANSLATED, COMPILE, count=len(stale), first=first)
    else:
        yield good("translations", TRANSLATED)


def client() -> Iterator[Finding]:
    """Whether pages will find their styles and scripts."""
    try:
        clients.manifest()
    except clients.NotBuilt:
        yield wrong("client", UNBUILT, BUILD)
    else:
        yield good("client", BUILT)
