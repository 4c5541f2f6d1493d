"""Plan files between the dry run and the confirmation: kept for a day, for the session that sent them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest

SESSION_KEY = "plan_files"
KEPT = timedelta(days=1)
MOST = 5


@dataclass(frozen=True)
class Draft:
    """One uploaded plan: its name as the person calls it, and the SHA-256 of its bytes."""

    token: str
    name: str
    source: str

    @property
    def path(self) -> Path:
        return _folder() / self.token


def _folder() -> Path:
    folder = Path(settings.DATA) / "plan-files"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def keep(request: HttpRequest, upload: Any, now: datetime) -> Draft:
    """Put an upload aside; of one session the newest five are kept, of all nothing older than a day."""
    sweep(now)
    token, digest = str(uuid4()), sha256()
    with (_folder() / token).open("wb") as file:
        for chunk in upload.chunks():
            digest.update(chunk)
            file.write(chunk)
    draft = Draft(token, str(upload.name)[:120], digest.hexdigest())
    mine = {**request.session.get(SESSION_KEY, {}), token: [draft.name, draft.source]}
    for old in list(mine)[:-MOST]:
        (_folder() / old).unlink(missing_ok=True)
        del mine[old]
    request.session[SESSION_KEY] = mine
    return draft


def fetch(request: HttpRequest, token: UUID) -> Draft | None:
    """The plan file behind a token of this session; None for any other and for one that is gone."""
    found = request.session.get(SESSION_KEY, {}).get(str(token))
    if not found:
        return None
    draft = Draft(str(token), found[0], found[1])
    return draft if draft.path.is_file() else None


def drop(request: HttpRequest, draft: Draft) -> None:
    """Forget a file that was stored or is not wanted."""
    draft.path.unlink(missing_ok=True)
    mine = dict(request.session.get(SESSION_KEY, {}))
    mine.pop(draft.token, None)
    request.session[SESSION_KEY] = mine


def sweep(now: datetime) -> int:
    """Remove files that are older than a day; gives their number."""
    before = (now - KEPT).timestamp()
    old = [path for path in _folder().iterdir() if path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
