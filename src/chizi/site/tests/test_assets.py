"""Static files are collected when those of the tree are newer, and only then."""

import pytest

from chizi.site import assets


@pytest.fixture
def collected(settings, tmp_path, monkeypatch):
    """How often collecting was really done."""
    settings.STATIC_ROOT = tmp_path / "static"
    done = []
    monkeypatch.setattr(assets, "call_command", lambda *words, **options: done.append(words))
    return done


def test_collecting_is_done_once_and_again_after_a_change(collected, monkeypatch):
    assert assets.collect_assets() is True
    assert assets.collect_assets() is False
    monkeypatch.setattr(assets, "_state", lambda: "changed")
    assert assets.collect_assets() is True
    assert collected == [("collectstatic",), ("collectstatic",)]


def test_a_collection_that_failed_does_not_count(collected, settings, monkeypatch):
    def broken(*_words, **_options):
        raise OSError("disk")

    monkeypatch.setattr(assets, "call_command", broken)
    with pytest.raises(OSError, match="disk"):
        assets.collect_assets()
    monkeypatch.undo()
    assert not (settings.STATIC_ROOT / assets.STAMP).exists()


def test_a_folder_that_cannot_be_written_is_named(settings, monkeypatch, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"

    def refused(root):
        raise PermissionError

    monkeypatch.setattr(assets, "_collect", refused)
    with pytest.raises(assets.StaticClosed, match="CHIZI_STATIC"):
        assets.collect_assets()
