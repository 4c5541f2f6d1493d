"""A store of its own for every test."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from chizi.ground.files.actions import keep_file
from chizi.ground.files.queries import KeptFile

NOW = datetime(2026, 4, 1, 2, tzinfo=UTC)
Keep = Callable[..., KeptFile]


@pytest.fixture
def store(tmp_path: Path, settings) -> Path:
    settings.FILES = tmp_path / "files"
    settings.PREVIEWS = tmp_path / "previews"
    return Path(settings.FILES)


@pytest.fixture
def keep(store: Path, db: None) -> Keep:
    """keep(content, name) by Lin."""

    def kept(content: bytes, name: str = "整改照片.jpg") -> KeptFile:
        return keep_file(actor="person:lin", now=NOW, stream=BytesIO(content), name=name)

    return kept
