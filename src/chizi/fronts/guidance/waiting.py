"""Sheets between their dry run and the confirmation: kept for a day, for the session that sent them."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest

SESSION_KEY = "guidance_sheets"
KEPT = timedelta(days=1)
MOST = 5


@dataclass(frozen=True)
class Sheet:
    """One uploaded sheet: its name as the person calls it, and the SHA-256 of its bytes."""

    token: str
    name: str
    source: str

    @property
    def path(self) -> Path:
        return _folder() / self.token


def _folder() -> Path:
    folder = Path(settings.DATA) / "guidance-sheets"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def keep(request: HttpRequest, kind: str, upload: Any, now: datetime) -> Sheet:
    """Put an upload aside; of one session the newest five are kept, of all nothing older than a day."""
    sweep(now)
    token, digest = str(uuid4()), sha256()
    with (_folder() / token).open("wb") as file:
        for chunk in upload.chunks():
            digest.update(chunk)
            file.write(chunk)
    sheet = Sheet(token, str(upload.name)[:120], digest.hexdigest())
    mine = {**request.session.get(SESSION_KEY, {}), token: [kind, sheet.name, sheet.source]}
    for old in list(mine)[:-MOST]:
        (_folder() / old).unlink(missing_ok=True)
        del mine[old]
    request.session[SESSION_KEY] = mine
    return sheet


def fetch(request: HttpRequest, kind: str, token: UUID | str) -> Sheet | None:
    """The sheet behind a token of this session and of this kind; None for any other and for one that is gone."""
    found = request.session.get(SESSION_KEY, {}).get(str(token))
    if not found or found[0] != kind:
        return None
    sheet = Sheet(str(UUID(str(token))), found[1], found[2])
    return sheet if sheet.path.is_file() else None


def drop(request: HttpRequest, sheet: Sheet) -> None:
    """Forget a sheet that was stored or is not wanted."""
    sheet.path.unlink(missing_ok=True)
    mine = dict(request.session.get(SESSION_KEY, {}))
    mine.pop(sheet.token, None)
    request.session[SESSION_KEY] = mine


def sweep(now: datetime) -> int:
    """Remove sheets that are older than a day; gives their number."""
    before = (now - KEPT).timestamp()
    old = [path for path in _folder().iterdir() if path.stat().st_mtime < before]
    for path in old:
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    return len(old)
