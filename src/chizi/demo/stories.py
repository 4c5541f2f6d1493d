"""A few hundred workplaces that open, close, merge or move, so that the register has stretches."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from chizi.demo import rules, words
from chizi.demo.divisions import Ground
from chizi.demo.enterprises import KIND_NAMES, Workplaces

OPENED, CLOSED, MERGED, MOVED, MOVED_TWICE, TURNED = 240, 200, 60, 80, 20, 20
"""How many workplaces of a full province open, close, merge into another, move once or twice, change sector."""
FIRST_DAY, LAST_DAY = np.datetime64("2019-02-01"), np.datetime64("2020-12-01")
APART = 40  # days between two moves, at least
NO_DAY = np.datetime64("NaT", "D")
NOBODY = -1


@dataclass(frozen=True)
class Register:
    """The stretches of the register, and for each workplace its open days and its successor.

    ``workplace``, ``town``, ``sector``, ``valid_from``, ``valid_to`` have one entry a stretch; ``opened``,
    ``closed`` (first day no longer open) and ``successor`` (a workplace, or NOBODY) one a workplace. NaT is
    unbounded.
    """

    workplace: np.ndarray
    town: np.ndarray
    sector: np.ndarray
    valid_from: np.ndarray
    valid_to: np.ndarray
    opened: np.ndarray
    closed: np.ndarray
    successor: np.ndarray

    def table(self, ground: Ground, workplaces: Workplaces) -> pa.Table:
        """The sheet that `org.actions.import_units` reads."""
        at = pa.array(self.workplace)
        kind = workplaces.institution[self.workplace].astype(np.int8)
        successor = pa.array(self.successor[self.workplace], mask=self.successor[self.workplace] == NOBODY)
        return pa.table(
            {
                "unit_code": workplaces.codes.take(at),
                "name": workplaces.names.take(at),
                "kind": pa.array(KIND_NAMES).take(pa.array(kind)),
                "sector": pa.array(words.SECTORS).take(pa.array(self.sector)),
                "region_code": pa.array([town.code for town in ground.towns]).take(pa.array(self.town)),
                "valid_from": pa.array(self.valid_from),
                "valid_to": pa.array(self.valid_to),
                "opened_on": pa.array(self.opened[self.workplace]),
                "closed_on": pa.array(self.closed[self.workplace]),
                "successor_code": workplaces.codes.take(successor),
                "line": pa.array(np.arange(1, len(self.workplace) + 1)),
            }
        )


def tell_stories(ground: Ground, workplaces: Workplaces, units: int, seed: int) -> Register:
    """Give the chosen workplaces their days; all others stand unchanged and unbounded."""
    rng = np.random.default_rng([seed, 2])
    size = len(workplaces)
    counts = [rules.share_of_size(n, units) for n in (OPENED, CLOSED, MERGED, MOVED, MOVED_TWICE, TURNED)]
    stories = np.split(_candidates(ground, workplaces, rng, sum(counts)), np.cumsum(counts)[:-1])
    opening, closing, merging, moving, roving, turning = stories
    opened, closed = np.full(size, NO_DAY), np.full(size, NO_DAY)
    successor = np.full(size, NOBODY)
    opened[opening] = _days(rng, len(opening))
    closed[closing] = _days(rng, len(closing))
    closed[merging] = _days(rng, len(merging))
    successor[merging] = np.where(merging + 1 < size, merging + 1, merging - 1)
    later = _Later(ground, workplaces, rng)
    for workplace in [*moving.tolist(), *roving.tolist(), *roving.tolist()]:
        later.move(workplace)
    for workplace in turning.tolist():
        later.turn(workplace)
    return later.joined_to(opened, closed, successor)


def _candidates(ground: Ground, workplaces: Workplaces, rng: np.random.Generator, count: int) -> np.ndarray:
    """Enterprises, no two of them neighbours in the register, outside the city that delivers county by county."""
    city = [place.code for place in ground.cities].index(rules.MISSING_CITY)
    settled = (ground.city_of_county[ground.county_of_town] == city)[workplaces.town]
    fit = ~workplaces.institution & ~settled & (np.arange(len(workplaces)) % 2 == 0)
    return rng.choice(np.flatnonzero(fit), count, replace=False)


def _days(rng: np.random.Generator, count: int) -> np.ndarray:
    return FIRST_DAY + rng.integers(0, int((LAST_DAY - FIRST_DAY).astype(int)) - 2 * APART, count)


class _Later:
    """The second and third stretches of workplaces that moved or changed their sector."""

    def __init__(self, ground: Ground, workplaces: Workplaces, rng: np.random.Generator) -> None:
        self.rng = rng
        self.workplaces = workplaces
        self.county = ground.county_of_town
        self.city = ground.city_of_county[self.county]
        self.stretches: dict[int, list[tuple[np.datetime64, int, int]]] = {}

    def move(self, workplace: int) -> None:
        """To another township: mostly of the same county, sometimes of another county of the city."""
        town, sector = self._now(workplace)
        far = self.rng.random() < 0.2
        near = self.city == self.city[town] if far else self.county == self.county[town]
        if near.sum() < 2:
            near = self.city == self.city[town]
        near[town] = False
        self._append(workplace, int(self.rng.choice(np.flatnonzero(near))), sector)

    def turn(self, workplace: int) -> None:
        """To another sector, in the same place."""
        town, sector = self._now(workplace)
        step = int(self.rng.integers(1, len(words.ENTERPRISES)))
        self._append(workplace, town, (sector + step) % len(words.ENTERPRISES))

    def _now(self, workplace: int) -> tuple[int, int]:
        known = self.stretches.get(workplace)
        if known:
            return known[-1][1:]
        return int(self.workplaces.town[workplace]), int(self.workplaces.sector[workplace])

    def _append(self, workplace: int, town: int, sector: int) -> None:
        known = self.stretches.setdefault(workplace, [])
        day = known[-1][0] + APART if known else _days(self.rng, 1)[0]
        known.append((day, town, sector))

    def joined_to(self, opened: np.ndarray, closed: np.ndarray, successor: np.ndarray) -> Register:
        """The whole register: the first stretch of everyone, then the later ones."""
        valid_to = closed.copy()
        more: list[tuple[int, int, int, np.datetime64, np.datetime64]] = []
        for unit, stretches in sorted(self.stretches.items()):
            valid_to[unit] = stretches[0][0]
            ends = [day for day, _, _ in stretches[1:]] + [NO_DAY]
            more += [
                (unit, town, sector, day, end)
                for (day, town, sector), end in zip(stretches, ends, strict=True)
            ]
        added = [np.array(column) for column in zip(*more, strict=True)]
        first = (np.arange(len(opened)), self.workplaces.town, self.workplaces.sector, opened, valid_to)
        workplace, town, sector, valid_from, valid_to = (
            np.concatenate([own, late.astype(own.dtype)]) for own, late in zip(first, added, strict=True)
        )
        return Register(workplace, town, sector, valid_from, valid_to, opened, closed, successor)
