"""What a device may be called, and when its half of the key still counts. Pure: no Django, no clock."""

from datetime import datetime

from chizi.core.texts import plain_text

MOST_NAME = 80
MOST_DEVICES = 20
SECRET_BYTES = 32


def device_name(name: str) -> str:
    """The name on one line, shortened; empty where nothing printable is left."""
    shown = "".join(sign if sign.isprintable() else " " for sign in name)
    return plain_text(" ".join(shown.split())[:MOST_NAME], MOST_NAME) or ""


def still_bound(bound_to: str, until: datetime, session: str, now: datetime) -> bool:
    """Whether the half of the key survives a further sign-in on the device.

    It does within the same sign-in, and after one that ran out by itself: somebody was a week in a valley. One that
    ended before its time was signed out of, here or from elsewhere.
    """
    return bound_to == session or now >= until
