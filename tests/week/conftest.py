"""An empty database behind a real server, with a data folder of its own."""

from pathlib import Path

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.journey.conftest import Chizi, Visit, chizi, visit
from tests.week.bureau import Bureau

__all__ = ["bureau", "chizi", "visit"]


@pytest.fixture
def bureau(
    transactional_db: None,
    live_server: LiveServer,
    visit: Visit,
    chizi: Chizi,
    settings: Settings,
    tmp_path: Path,
) -> Bureau:
    """Nobody is registered yet, and nothing is stored."""
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    for name in ("facts", "runs", "publications", "keys", "files", "previews"):
        setattr(settings, name.upper(), settings.DATA / name)
    settings.ACCOUNT_RATE_LIMITS = False  # the whole office knocks from one address
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # a slow hash shows nothing more
    return Bureau(live_server.url, visit, chizi, tmp_path)
