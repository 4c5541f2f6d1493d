"""A data folder of its own for the whole test run.

Loaded by `-p tests.folders` before anything else: the settings read CHIZI_DATA when they are imported, and
pytest-django imports them before any conftest.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDER = tempfile.mkdtemp(prefix="chizi-tests-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["CHIZI_DATA"] = FOLDER
for name in [name for name in os.environ if name.startswith("CHIZI_OIDC_")]:
    os.environ.pop(name)
for name in ("DEBUG", "TLS", "HOSTS", "TZ", "SECRET_KEY", "SECOND_FACTOR"):
    os.environ.pop(f"CHIZI_{name}", None)


@pytest.fixture(scope="session", autouse=True)
def _unhashed_static_files() -> Iterator[None]:
    """Pages in tests name static files as they lie in the tree; nothing is collected first."""
    from django.conf import settings
    from django.test import override_settings

    collected = Path(FOLDER) / "static"
    collected.mkdir(exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}, STATIC_ROOT=collected):
        yield
