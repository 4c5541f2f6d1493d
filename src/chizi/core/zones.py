"""Time zones whose offset never shifts: the only ones in which a wall-clock time has one meaning (ADR 4)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


def fixed_offset(zone: str) -> timedelta:
    """The offset of a zone that has had one and the same since 1992, as all of China has.

    Facts are kept as wall-clock time, which is unambiguous only then. Raises ValueError for a zone with
    daylight saving time, and for a name that is no zone.
    """
    try:
        place = ZoneInfo(zone)
    except (KeyError, OSError):  # unknown, or the name of a folder of zones
        raise ValueError(zone) from None
    offsets = {
        datetime(year, month, 1, tzinfo=place).utcoffset()
        for year in range(1992, 2051)
        for month in (1, 4, 7, 10)
    }
    if len(offsets) != 1 or None in offsets:
        raise ValueError(zone)
    return offsets.pop() or timedelta()
