"""What all contestants are told about the made-up world; it imports nothing heavy, so that nobody pays for another."""

from datetime import datetime

UNITS = 660_000
FIRST = datetime(2019, 1, 1)  # noqa: DTZ001 - instants are local wall-clock times
AS_OF = datetime(2021, 3, 1)  # noqa: DTZ001
SUBTYPES = {
    "petition": ["settlement_appeal", "complaint", "visit", "suggestion", "legal_route", "outside_power"],
    "accident": ["work_safety", "fire", "traffic", "other_safety", "near_miss"],
    "case": ["criminal", "public_order"],
}
