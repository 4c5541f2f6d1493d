"""What the demo province must look like in 2020. Pure numbers, each with its source.

The shares and changes are those the source text reports for Shanxi (S3-09, S3-11, S3-12). The generator is set so
that the yardstick, judging the synthetic events by three-zero-2020.1, arrives near them; they are nowhere written
into a result, and the province is labelled synthetic.
"""

from dataclasses import dataclass
from datetime import date

CRITERIA = "three-zero-2020.1"
YEARS = (2019, 2020)
AS_OF = date(2021, 3, 1)
UNITS = 660_000
"""S3-06: more than 660,000 villages, communities, enterprises and institutions."""
LEAST_UNITS, MOST_UNITS = 500, 2_000_000
SEED = 2020

PLACES, WORKPLACES = 0, 1
"""The two families of the source: villages and communities; enterprises and institutions (S3-07)."""
SHARES = {PLACES: 0.5903, WORKPLACES: 0.99}
"""S3-09: the share of each family that held all three zeros at the end of 2020."""

FATAL_CHANGE, DEATHS_CHANGE = -0.1906, -0.11404
"""S3-11: fatal accidents and deaths against the year before."""
CRIMINAL_CHANGE, PUBLIC_ORDER_CHANGE = -0.05, -0.336
"""S3-12: criminal and public-order cases against the year before."""
HURT_CHANGE, OVERDUE_CHANGE = -0.15, -0.22
"""Of our own making: accidents with injured only, and petitions not settled in time."""

MISSING_COUNTY = "140671000000"
"""The police of this statistical zone have not delivered December 2020, so that "pending" is seen."""
MISSING_CITY = "140600000000"
SMALL = 10_000
"""A smaller province is for tests: its police deliver December 2020 in one file, and nothing is missing. That spares
sixteen files, which take most of the time then."""


@dataclass(frozen=True)
class Mix:
    """How the breaks of a family divide among the three zeros, and the part of its accidents that are fatal."""

    petition: float
    accident: float
    case: float
    fatal: float


BREAKS = {
    PLACES: Mix(petition=0.34, accident=0.10, case=0.56, fatal=0.12),
    WORKPLACES: Mix(petition=0.30, accident=0.35, case=0.35, fatal=0.16),
}


@dataclass(frozen=True)
class Rates:
    """Events that break nothing, per unit of a family in 2020: settled petitions, near misses, small cases."""

    petition: float
    accident: float
    criminal: float
    public_order: float


QUIET = {
    PLACES: Rates(petition=4.0, accident=0.5, criminal=0.85, public_order=2.6),
    WORKPLACES: Rates(petition=0.16, accident=0.065, criminal=0.045, public_order=0.14),
}

MONTHS = {
    2018: (0,) * 9 + (0.90, 0.95, 1.0),
    2019: (0.98, 0.85, 1.0, 1.03, 1.05, 1.05, 1.04, 1.03, 1.0, 1.0, 0.98, 0.99),
    2020: (1.08, 0.72, 0.92, 1.12, 1.13, 1.1, 1.07, 1.04, 1.0, 0.97, 0.93, 0.92),
    2021: (0.9, 0.8, 0.8) + (0,) * 9,
}
"""How busy months are, relative to each other; 2018 and 2021 for petitions that reach across a year's end."""

UNDECIDED = 0.03
"""The part of breaking events for which the lead department has not decided whether the unit answers for it."""
HIDDEN = 12
"""Accidents of 2019 whose concealment came to light in 2020, in a province of full size."""


def share_of_size(count: int, units: int) -> int:
    """A number that belongs to the full province, brought to the size of a smaller one; at least 2."""
    return max(2, round(count * units / UNITS))
