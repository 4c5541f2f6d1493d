"""Pure rules of evaluation: spans of months, numbers of periods, keys of snapshots, words of objections."""

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from chizi.core.zones import fixed_offset as fixed_offset

_MONTHS = re.compile(r"([1-8]\d{3}-(?:0[1-9]|1[0-2]))(?:\.\.([1-8]\d{3}-(?:0[1-9]|1[0-2])))?", re.ASCII)

APPEAL_LENGTH = 1000


class Outcome(StrEnum):
    """What a lead department answers to an objection. Neither changes a status."""

    UPHELD = "upheld"
    REJECTED = "rejected"


def appeal_text(text: str) -> str | None:
    """The text without blanks around it and with plain line ends; None unless 1 to 1000 printable characters."""
    plain = text.replace("\r\n", "\n").strip()
    if not 1 <= len(plain) <= APPEAL_LENGTH:
        return None
    return plain if all(sign in "\n\t" or sign.isprintable() for sign in plain) else None


def month_span(text: str) -> tuple[str, str] | None:
    """("2020-01", "2020-12") of "2020-01..2020-12" or of a single month; None when it is no such span."""
    found = _MONTHS.fullmatch(text.strip())
    if found is None:
        return None
    first, last = found[1], found[2] or found[1]
    return (first, last) if first <= last else None


def period_number(key: str) -> int:
    """202000 for "2020", 202003 for "2020-03": sorts a year before its months."""
    year, _, month = key.partition("-")
    return int(year) * 100 + int(month or 0)


def period_key(number: int) -> str:
    """The inverse of `period_number`."""
    year, month = divmod(number, 100)
    return f"{year:04d}-{month:02d}" if month else f"{year:04d}"


def to_local(moment: datetime, offset: timedelta) -> datetime:
    """The wall-clock time of an aware instant."""
    return (moment.astimezone(UTC) + offset).replace(tzinfo=None)


def to_instant(local: datetime, offset: timedelta) -> datetime:
    """The aware instant of a wall-clock time."""
    return (local - offset).replace(tzinfo=UTC)


def digest_of(parts: Iterable[object]) -> str:
    """SHA-256 in hex over a list of JSON values."""
    text = json.dumps(list(parts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
