"""Lists of returned rows, kept for a day for the person whose file was turned down."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from chizi.core.imports import RejectedRow
from chizi.ground.exchange.rejects import returned, write_rejects

SESSION_KEY = "returned"
KEPT = timedelta(days=1)
MOST = 5


def _folder() -> Path:
    folder = Path(settings.DATA) / "returned"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def keep(request: HttpRequest, table: Any, rejected: Iterable[RejectedRow]) -> UUID:
    """Write the rejected rows of a table with their reasons; only this session can fetch them."""
    token = uuid4()
    columns = [name for name in table.column_names if name != "line"]
    rows = returned(table, rejected, gettext)
    write_rejects(_folder() / f"{token}.csv", columns, rows, translate=gettext)
    mine = [*request.session.get(SESSION_KEY, []), str(token)]
    request.session[SESSION_KEY] = mine[-MOST:]
    return token


def fetch(request: HttpRequest, token: UUID) -> Path | None:
    """The list behind a token of this session; None for any other token and for a list that is gone."""
    path = _folder() / f"{token}.csv"
    return path if str(token) in request.session.get(SESSION_KEY, []) and path.is_file() else None


def sweep(now: datetime) -> int:
    """Remove lists that are older than a day."""
    before = (now - KEPT).timestamp()
    old = [path for path in _folder().glob("*.csv") if path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
