"""Values of a Dataset as text, by the kind of their column."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

# How a caller hands in its language: an English msgid goes in, the words of the reader come out.
Translate = Callable[[str], str]

PLACES = 10
_PLACE = Decimal(1).scaleb(-PLACES)


def untranslated(text: str) -> str:
    """The msgid itself: English."""
    return text


def as_decimal(value: Any) -> Decimal:
    """A number as a decimal; a fraction that does not end is rounded half to even at ten places.
    Raises ValueError, TypeError or ArithmeticError for what is no finite number."""
    if isinstance(value, Fraction):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact if Fraction(exact) == value else exact.quantize(_PLACE)
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise ValueError(value)
    return number


def as_text(value: Any) -> str:
    """The value as CSV shows it: nothing as "", truth as true and false, times in ISO, numbers in full."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction | Decimal):
        return f"{as_decimal(value):f}"
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)
