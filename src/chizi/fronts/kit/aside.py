"""Sheets and plans laid aside between the dry run and the confirmation: kept for a day, for the session that sent them.

``kind`` says what a sheet is meant for; each front has kinds of its own.
"""

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest

from chizi.core.imports import ImportReport

SESSION_KEY = "aside"
KEPT = timedelta(days=1)
MOST = 5
CHUNK = 1 << 20


@dataclass(frozen=True)
class Aside:
    """One uploaded sheet: ``name`` as the person calls it, ``source`` its SHA-256; ``made`` the user names that
    became new when it was stored."""

    token: str
    kind: str
    name: str
    source: str
    stored: bool = False
    made: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        return _folder() / self.token / "sheet"

    def settled(self, made: Sequence[str]) -> "Aside":
        """The same sheet, marked as stored, with the user names of those who are new."""
        done = Aside(self.token, self.kind, self.name, self.source, True, tuple(made))
        _write(done)
        return done


def _folder() -> Path:
    folder = Path(settings.DATA) / "aside"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _write(sheet: Aside) -> None:
    kept = asdict(sheet)
    (_folder() / sheet.token / "aside.json").write_text(json.dumps(kept), "utf-8")


def keep(request: HttpRequest, kind: str, upload: Any) -> Aside:
    """Put an upload aside; of one session the newest five are kept. Raises OSError where nothing can be written."""
    token = str(uuid4())
    place = _folder() / token
    place.mkdir(mode=0o700)
    digest = sha256()
    with (place / "sheet").open("wb") as file:
        for chunk in upload.chunks(CHUNK):
            digest.update(chunk)
            file.write(chunk)
    sheet = Aside(token, kind, str(upload.name)[:120], digest.hexdigest())
    _write(sheet)
    mine = [*request.session.get(SESSION_KEY, []), token]
    for old in mine[:-MOST]:
        shutil.rmtree(_folder() / old, ignore_errors=True)
    request.session[SESSION_KEY] = mine[-MOST:]
    return sheet


def fetch(request: HttpRequest, kind: str, token: UUID) -> Aside | None:
    """The sheet behind a token of this session and of this kind; None for any other and for one that is gone."""
    if str(token) not in request.session.get(SESSION_KEY, []):
        return None
    try:
        kept = json.loads((_folder() / str(token) / "aside.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    sheet = Aside(**{**kept, "made": tuple(kept["made"])})
    return sheet if sheet.kind == kind and sheet.path.is_file() else None


def fingerprint(report: ImportReport) -> str:
    """What the reader was shown, as one text: storing is refused if the sheet would by now do something else."""
    told = sha256(f"{report.total} {report.accepted} {report.unchanged}".encode())
    for one in report.changes:
        told.update(repr((one.line, one.subject, one.what, one.before, one.after)).encode())
    return told.hexdigest()


def drop(request: HttpRequest, sheet: Aside) -> None:
    """Forget a sheet that was turned away, or is stored."""
    shutil.rmtree(_folder() / sheet.token, ignore_errors=True)
    request.session[SESSION_KEY] = [one for one in request.session.get(SESSION_KEY, []) if one != sheet.token]


def sweep(now: datetime) -> int:
    """Remove sheets that are older than a day; gives their number."""
    before = (now - KEPT).timestamp()
    old = [path for path in _folder().iterdir() if path.stat().st_mtime < before]
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    return len(old)
