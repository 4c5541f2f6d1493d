"""Names of devices, and when a half of a key survives."""

from datetime import UTC, datetime, timedelta

from chizi.ground.devices.rules import MOST_NAME, device_name, still_bound

NOW = datetime(2021, 4, 6, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def test_a_name_is_one_printable_line():
    assert device_name("  老王的\n手机\0 ") == "老王的 手机"
    assert len(device_name("x" * 500)) == MOST_NAME
    assert device_name("\0\n") == ""


def test_a_sign_in_that_ran_out_by_itself_keeps_the_key_and_one_that_was_ended_does_not():
    assert still_bound("a", LATER, "a", NOW)
    assert still_bound("a", NOW, "b", NOW)
    assert not still_bound("a", LATER, "b", NOW)
