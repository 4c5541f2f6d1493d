"""What is remembered of the founding before any database is open."""

from zoneinfo import ZoneInfoNotFoundError

import pytest

from chizi.core.office_file import keep_zone, kept_zone


def test_a_folder_without_an_office_names_no_zone(tmp_path):
    assert kept_zone(tmp_path) == ""


def test_the_zone_is_read_back_and_replaced_whole(tmp_path):
    keep_zone(tmp_path, "Asia/Shanghai")
    keep_zone(tmp_path, "Asia/Tokyo")
    assert kept_zone(tmp_path) == "Asia/Tokyo"
    assert [path.name for path in tmp_path.iterdir()] == ["office.toml"]


@pytest.mark.parametrize("zone", ["Mars/Olympus", 'x"\ny = "', "../etc/passwd", ""])
def test_a_zone_that_nobody_knows_is_not_kept(tmp_path, zone):
    with pytest.raises((ZoneInfoNotFoundError, ValueError)):
        keep_zone(tmp_path, zone)
    assert kept_zone(tmp_path) == ""


def test_a_broken_file_is_a_value_error(tmp_path):
    (tmp_path / "office.toml").write_text("time_zone = ", "utf-8")
    with pytest.raises(ValueError):
        kept_zone(tmp_path)
