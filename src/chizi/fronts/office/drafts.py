"""Uploaded sheets between the dry run and the confirmation: kept for a day, for the session that sent them."""

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

SESSION_KEY = "drafts"
KEPT = timedelta(days=1)
MOST = 5
CHUNK = 1 << 20


@dataclass(frozen=True)
class Draft:
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

    def settled(self, made: Sequence[str]) -> "Draft":
        """The same draft, marked as stored, with the user names of those who are new."""
        done = Draft(self.token, self.kind, self.name, self.source, True, tuple(made))
        _write(done)
        return done


def _folder() -> Path:
    folder = Path(settings.DATA) / "drafts"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _write(draft: Draft) -> None:
    kept = asdict(draft)
    (_folder() / draft.token / "draft.json").write_text(json.dumps(kept), "utf-8")


def keep(request: HttpRequest, kind: str, upload: Any) -> Draft:
    """Put an upload aside; of one session the newest five are kept. Raises OSError where nothing can be written."""
    token = str(uuid4())
    place = _folder() / token
    place.mkdir(mode=0o700)
    digest = sha256()
    with (place / "sheet").open("wb") as file:
        for chunk in upload.chunks(CHUNK):
            digest.update(chunk)
            file.write(chunk)
    draft = Draft(token, kind, str(upload.name)[:120], digest.hexdigest())
    _write(draft)
    mine = [*request.session.get(SESSION_KEY, []), token]
    for old in mine[:-MOST]:
        shutil.rmtree(_folder() / old, ignore_errors=True)
    request.session[SESSION_KEY] = mine[-MOST:]
    return draft


def fetch(request: HttpRequest, kind: str, token: UUID) -> Draft | None:
    """The draft behind a token of this session and of this kind; None for any other and for one that is gone."""
    if str(token) not in request.session.get(SESSION_KEY, []):
        return None
    try:
        kept = json.loads((_folder() / str(token) / "draft.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    draft = Draft(**{**kept, "made": tuple(kept["made"])})
    return draft if draft.kind == kind and draft.path.is_file() else None


def drop(request: HttpRequest, draft: Draft) -> None:
    """Forget a draft that was turned away."""
    shutil.rmtree(_folder() / draft.token, ignore_errors=True)
    request.session[SESSION_KEY] = [one for one in request.session.get(SESSION_KEY, []) if one != draft.token]


def sweep(now: datetime) -> int:
    """Remove drafts that are older than a day; gives their number."""
    before = (now - KEPT).timestamp()
    old = [path for path in _folder().iterdir() if path.stat().st_mtime < before]
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    return len(old)
