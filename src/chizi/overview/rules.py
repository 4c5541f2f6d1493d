"""How answers are grouped. Pure: no Django, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

FAMILIES: dict[str, tuple[str, ...]] = {
    "settlements": ("village", "community"),
    "workplaces": ("enterprise", "institution"),
}
"""The two families in which the source publishes its rates (S3-07): 村（社区）, 企（事）业单位."""


class Named(Protocol):
    """A place with a code and a name."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class MissingGroup:
    """Counties, in code order, without a complete delivery of one zero for the same months."""

    zero: str
    months: tuple[str, ...]
    counties: tuple[Named, ...]


def grouped(gaps: Iterable[tuple[str, tuple[str, ...], Named]]) -> tuple[MissingGroup, ...]:
    """(zero, months, county) gathered by zero and months; the widest gaps first."""
    found: dict[tuple[str, tuple[str, ...]], list[Named]] = {}
    for zero, months, county in gaps:
        found.setdefault((zero, months), []).append(county)
    groups = [
        MissingGroup(zero, months, tuple(sorted(counties, key=lambda one: one.code)))
        for (zero, months), counties in found.items()
    ]
    return tuple(sorted(groups, key=lambda one: (-len(one.counties), -len(one.months), one.zero, one.months)))


def spans(months: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Months ("2020-03") in order as runs of consecutive ones: (first, last)."""
    found: list[tuple[str, str]] = []
    for month in sorted(months):
        if found and _follows(found[-1][1], month):
            found[-1] = (found[-1][0], month)
        else:
            found.append((month, month))
    return tuple(found)


def _follows(before: str, month: str) -> bool:
    year, number = int(before[:4]), int(before[5:7])
    after = (year + 1, 1) if number == 12 else (year, number + 1)
    return after == (int(month[:4]), int(month[5:7]))


class Lot(StrEnum):
    """The three lots of "my day"."""

    CAME_BACK = "came_back"
    DUE = "due"
    WAITS = "waits"


def lot_of(state: str, colour: str) -> Lot:
    """What was returned came back, whatever its day; what is yellow or red is due; the rest waits."""
    if state == "returned":
        return Lot.CAME_BACK
    return Lot.DUE if colour in ("yellow", "red") else Lot.WAITS
