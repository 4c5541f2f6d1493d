"""The real part of the province: its regions, villages and communities."""

import csv
import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from io import TextIOWrapper

import numpy as np
import pyarrow as pa

from chizi.org.rules import UnitKind
from chizi.org.sheets import Division, is_placeholder, unit_kind

FILE = "shanxi_divisions.csv.gz"
GOLDEN = 0.6180339887498949
CLOSED_PLACES = ("监狱", "戒毒所")  # townships of the code book in which nobody opens a shop


@dataclass(frozen=True)
class Ground:
    """The regions, all of them, and the townships and villages that take part.

    ``towns`` and ``villages`` are in code order; ``town_of`` gives each village the place of its township in
    ``towns``; counties and cities are numbered in code order too.
    """

    regions: tuple[Division, ...]
    towns: tuple[Division, ...]
    villages: tuple[Division, ...]

    @cached_property
    def names(self) -> dict[str, str]:
        return {row.code: row.name for row in self.regions}

    @cached_property
    def cities(self) -> tuple[Division, ...]:
        return tuple(row for row in self.regions if row.level == "city")

    @cached_property
    def counties(self) -> tuple[Division, ...]:
        return tuple(row for row in self.regions if row.level == "county")

    @cached_property
    def county_of_town(self) -> np.ndarray:
        """Number of the county of each township."""
        numbers = {row.code: at for at, row in enumerate(self.counties)}
        return np.array([numbers[row.parent_code] for row in self.towns], np.int32)

    @cached_property
    def city_of_county(self) -> np.ndarray:
        """Number of the city of each county."""
        numbers = {row.code: at for at, row in enumerate(self.cities)}
        return np.array([numbers[row.parent_code] for row in self.counties], np.int32)

    @cached_property
    def town_of_village(self) -> np.ndarray:
        numbers = {row.code: at for at, row in enumerate(self.towns)}
        return np.array([numbers[row.parent_code] for row in self.villages], np.int32)

    @cached_property
    def is_community(self) -> np.ndarray:
        return np.array([unit_kind(row.name) == UnitKind.COMMUNITY for row in self.villages])

    @property
    def table(self) -> pa.Table:
        """The sheet that `org.actions.import_divisions` reads."""
        rows = (*self.regions, *self.villages)
        columns = {
            name: pa.array([getattr(row, name) for row in rows], pa.string())
            for name in ("code", "name", "level", "parent_code")
        }
        return pa.table({**columns, "line": pa.array([row.line for row in rows], pa.int64())})

    def county_name(self, at: int) -> str:
        """The county as bodies name it: 太原市小店区, but 清徐县; the name alone is not always unique."""
        county = self.counties[at]
        own = county.name.endswith("区") and not county.name.startswith("山西")
        return f"{self.names[county.parent_code]}{county.name}" if own else county.name


def read_divisions() -> list[Division]:
    """Every row of the packed file, in its order."""
    with (resources.files("chizi.demo") / "data" / FILE).open("rb") as packed:
        text = TextIOWrapper(gzip.GzipFile(fileobj=packed), encoding="utf-8", newline="")
        return [Division(line, **row) for line, row in enumerate(csv.DictReader(text), start=2)]


def survey(units: int) -> Ground:
    """The ground for a province of so many units, villages included.

    Half of a small province are villages and communities, taken from townships spread evenly over the counties
    (each county has at least one), so that every place has something to show. From 43,700 units on, all 21,850
    take part. Regions are always complete; placeholders are left out.
    """
    rows = read_divisions()
    regions = tuple(row for row in rows if row.level != "village")
    towns = [row for row in regions if row.level == "township"]
    villages = [row for row in rows if row.level == "village" and not is_placeholder(row.name)]
    wanted = min(len(villages), units // 2)
    if wanted < len(villages):
        kept = _chosen_towns(towns, villages, wanted)
        towns = [row for row in towns if row.code in kept]
        inside = [row for row in villages if row.parent_code in kept]
        villages = [inside[at] for at in np.linspace(0, len(inside) - 1, wanted).astype(int)]
    return Ground(regions, tuple(towns), tuple(villages))


def _chosen_towns(towns: Sequence[Division], villages: Sequence[Division], wanted: int) -> set[str]:
    inhabitants: dict[str, int] = {}
    for village in villages:
        inhabitants[village.parent_code] = inhabitants.get(village.parent_code, 0) + 1
    ranks: list[tuple[float, str]] = []
    seen: dict[str, int] = {}
    for town in towns:
        at = seen.get(town.parent_code, 0)
        seen[town.parent_code] = at + 1
        ranks.append((at * GOLDEN % 1.0, town.code))
    kept: set[str] = set()
    count = 0
    for rank, code in sorted(ranks):
        if rank > 0 and count >= wanted:
            break
        kept.add(code)
        count += inhabitants.get(code, 0)
    return kept


def openness(town: Division) -> float:
    """How many workplaces a township draws, by its form: street, town, rural township."""
    if town.name.endswith(CLOSED_PLACES):
        return 0.02
    if town.code.startswith(("140671", "140271")):
        return 0.15
    forms = (("街道", 3.0), ("镇", 1.4), ("乡", 0.6))
    return next((weight for form, weight in forms if town.name.endswith(form)), 0.8)
