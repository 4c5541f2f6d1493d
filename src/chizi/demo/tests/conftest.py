"""Folders for demos that are made in tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.test import override_settings


@contextmanager
def data_folder(folder: Path) -> Iterator[Path]:
    """Inside, the product keeps its data here."""
    places = {"PUBLICATIONS": "publications", "KEYS": "keys", "FILES": "files", "PREVIEWS": "previews"}
    with override_settings(DATA=folder, **{name: folder / place for name, place in places.items()}):
        yield folder


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """An empty data folder."""
    with data_folder(tmp_path):
        yield tmp_path
