"""What a sample says of all: shares and means with their intervals. Pure: no Django, no clock.

Sources: E. B. Wilson, Probable inference, JASA 22 (1927); W. G. Cochran, Sampling Techniques, 3rd ed. (1977), 2.8 and
3.6, for the correction when a large part of a finite frame was asked; M. Abramowitz, I. Stegun, Handbook of
Mathematical Functions (1964), 26.7.3 to 26.7.5, for the t distribution.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from chizi.surveys.rules.surveys import HIGHEST, LOWEST

Z95 = 1.959963984540054
ERROR = 0.05  # both sides together: intervals of 95 %
MOST_EXACT = 1000
WILSON, STUDENT, ALL_ASKED, TOO_FEW, ALL_SAME = "wilson", "t", "all", "few", "same"


@dataclass(frozen=True)
class Interval:
    """A value with its interval of 95 %; ``low`` and ``high`` are None where none can be given."""

    value: float
    low: float | None
    high: float | None
    method: str


def share(yes: int, n: int, frame: int | None) -> Interval:
    """The share of ``yes`` among n answers with Wilson's interval.

    ``frame`` is how many could have been drawn, None if nobody knows. With a frame, n counts as
    n (N - 1) / (N - n) (finite population correction); when all of the frame answered, the share is exact.
    """
    if n < 1:
        raise ValueError("no answers")
    p = yes / n
    if frame is not None and frame <= n:
        return Interval(p, p, p, ALL_ASKED)
    counted = n * (frame - 1) / (frame - n) if frame is not None else float(n)
    square = Z95 * Z95
    middle = (p + square / (2 * counted)) / (1 + square / counted)
    half = Z95 / (1 + square / counted) * math.sqrt(p * (1 - p) / counted + square / (4 * counted * counted))
    # At 0 and 1 the bound is the share itself; only rounding would put it beyond.
    return Interval(p, min(p, max(0.0, middle - half)), max(p, min(1.0, middle + half)), WILSON)


def mean(values: Sequence[int], frame: int | None) -> Interval:
    """The mean of answers on the scale with Student's interval, cut at the ends of the scale."""
    n = len(values)
    if n < 1:
        raise ValueError("no answers")
    exact = Fraction(sum(values), n)
    middle = float(exact)
    if frame is not None and frame <= n:
        return Interval(middle, middle, middle, ALL_ASKED)
    if n < 2:
        return Interval(middle, None, None, TOO_FEW)
    if (
        len(set(values)) == 1
    ):  # without any spread Student's interval has no width, and would promise certainty
        return Interval(middle, None, None, ALL_SAME)
    spread = math.sqrt(float(sum((value - exact) ** 2 for value in values)) / (n - 1))
    correction = math.sqrt((frame - n) / (frame - 1)) if frame is not None else 1.0
    half = t_quantile(n - 1) * spread / math.sqrt(n) * correction
    return Interval(middle, max(float(LOWEST), middle - half), min(float(HIGHEST), middle + half), STUDENT)


@cache
def t_quantile(freedom: int) -> float:
    """The value that Student's t exceeds, on both sides together, with a probability of 5 %, to nine decimals."""
    if freedom < 1:
        raise ValueError(freedom)
    if freedom > MOST_EXACT:  # Abramowitz & Stegun 26.7.5; off by less than 1e-6 there
        return Z95 + (Z95**3 + Z95) / (4 * freedom)
    low, high = Z95, 13.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, freedom) < 1 - ERROR else (low, middle)
    return (low + high) / 2


def _within(t: float, freedom: int) -> float:
    """The probability that Student's t lies between -t and t, for whole degrees of freedom."""
    angle = math.atan(t / math.sqrt(freedom))
    square = math.cos(angle) ** 2
    if freedom % 2:
        term, total = math.cos(angle), 0.0
        for at in range(1, freedom - 1, 2):
            total += term
            term *= square * (at + 1) / (at + 2)
        return 2 / math.pi * (angle + math.sin(angle) * total)
    term, total = 1.0, 0.0
    for at in range(0, freedom - 1, 2):
        total += term
        term *= square * (at + 1) / (at + 2)
    return math.sin(angle) * total
