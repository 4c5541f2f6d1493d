"""One spelling for one value, so that two people who hash the same figures get the same hash.

A manifest is canonical JSON in one line. A row of a table is a JSON array of the texts of its cells: no
spaces, UTF-8, nothing escaped that need not be. An empty cell is the empty text.
"""

import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from chizi.core.dataset import Column
from chizi.publish.refusals import CellOutOfKind

KINDS = ("text", "integer", "decimal", "date", "instant", "boolean")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MAX_INTEGER = 2**63 - 1
MAX_DIGITS = 18


def canonical_json(value: Any) -> bytes:
    """UTF-8 JSON with sorted keys, no spaces, no NaN, and a line feed at the end."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode() + b"\n"


def canonical_row(cells: tuple[str, ...] | list[str]) -> bytes:
    """The bytes of one row that enter the Merkle tree."""
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode()


def settled(column: Column, value: Any) -> Any:
    """The value as it is stored in Parquet, checked against the kind of its column; None stays None.

    Text that a spreadsheet would run as a formula gets an apostrophe in front. Raises CellOutOfKind, also
    for floating-point numbers: a published number is exact.
    """
    if value is None or (value == "" and column.kind != "text"):
        return None
    try:
        return _SETTLE[column.kind](value)
    except (KeyError, TypeError, ValueError, ArithmeticError):
        raise CellOutOfKind(column=column.name, kind=column.kind, value=str(value)[:40]) from None


def cell_text(value: Any) -> str:
    """The canonical text of a settled value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def _text(value: Any) -> str:
    if not isinstance(value, str) or CONTROL.search(value):
        raise ValueError
    return "'" + value if value.startswith(FORMULA) else str(value)


def _integer(value: Any) -> int:
    if isinstance(value, bool) or int(value) != value or abs(value) > MAX_INTEGER or isinstance(value, float):
        raise ValueError
    return int(value)


def _decimal(value: Any) -> Decimal:
    if isinstance(value, float | bool | str):
        raise TypeError
    number = Decimal(value)
    if not number.is_finite() or len(number.as_tuple().digits) > MAX_DIGITS:
        raise ValueError
    return number


def _date(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise TypeError
    return value


def _instant(value: Any) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValueError
    return value.astimezone(UTC)


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


_SETTLE = {
    "text": _text,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "instant": _instant,
    "boolean": _boolean,
}
