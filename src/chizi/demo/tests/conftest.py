"""Folders for demos that are made in tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.test import override_settings


@contextmanager
def data_folder(folder: Path) -> Iterator[Path]:
    """Inside, the product keeps its data here."""
    with override_settings(DATA=folder, PUBLICATIONS=folder / "publications", KEYS=folder / "keys"):
        yield folder


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """An empty data folder."""
    with data_folder(tmp_path):
        yield tmp_path
