"""The made-up part of the register: enterprises and institutions over real townships."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from chizi.demo import words
from chizi.demo.divisions import Ground, openness
from chizi.org.rules import UnitKind

KIND_NAMES = (UnitKind.ENTERPRISE.value, UnitKind.INSTITUTION.value)
CITY_SPREAD, TOWN_SPREAD = 0.25, 0.35
FORMS = ("街道", "镇", "乡")


@dataclass(frozen=True)
class Workplaces:
    """Enterprises and institutions, numbered in code order; ``town`` points into Ground.towns, ``sector`` into
    words.SECTORS; ``institution`` is true or false."""

    codes: pa.StringArray
    names: pa.StringArray
    town: np.ndarray
    sector: np.ndarray
    institution: np.ndarray

    def __len__(self) -> int:
        return len(self.town)


def found_workplaces(ground: Ground, count: int, seed: int) -> Workplaces:
    """Spread ``count`` workplaces over the townships: more where the streets are, at least one in each."""
    rng = np.random.default_rng([seed, 1])
    towns = np.sort(_places(ground, count, rng))
    institution = rng.random(count) < words.INSTITUTION_PART
    sector = _sectors(ground, towns, institution, rng)
    return Workplaces(
        codes=_codes(ground, towns),
        names=_names(ground, towns, sector, institution, rng),
        town=towns.astype(np.int32),
        sector=sector.astype(np.int8),
        institution=institution,
    )


def _places(ground: Ground, count: int, rng: np.random.Generator) -> np.ndarray:
    size = len(ground.towns)
    weights = np.array([openness(town) for town in ground.towns])
    of_city = np.exp(rng.normal(0, CITY_SPREAD, len(ground.cities)))
    weights *= of_city[ground.city_of_county[ground.county_of_town]]
    weights *= np.exp(rng.normal(0, TOWN_SPREAD, size))
    least = np.arange(min(count, size))
    more = rng.choice(size, max(0, count - size), p=weights / weights.sum())
    return np.concatenate([least, more])


def _sectors(
    ground: Ground, towns: np.ndarray, institution: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    form = np.array([_form(town.name) for town in ground.towns])[towns]
    drawn = rng.random(len(towns))
    steps = np.array([np.cumsum(words.ENTERPRISE_SHARES[name]) for name in FORMS])
    steps[:, -1] = 1.0
    enterprise = (drawn[:, None] >= steps[form]).sum(axis=1)
    public = np.searchsorted(np.cumsum(words.INSTITUTION_SHARES)[:-1], drawn, side="right")
    return np.where(institution, len(words.ENTERPRISES) + public, enterprise)


def _form(name: str) -> int:
    return next((at for at, form in enumerate(FORMS) if name.endswith(form)), 1)


def _codes(ground: Ground, towns: np.ndarray) -> pa.StringArray:
    """Nine digits of the township, a 9, and eight of a running number: 18 digits, as real codes have signs."""
    serials = pc.utf8_lpad(pa.array(np.arange(1, len(towns) + 1)).cast(pa.string()), 8, "0")
    prefixes = pa.array([town.code[:9] + "9" for town in ground.towns])
    return pc.binary_join_element_wise(prefixes.take(pa.array(towns)), serials, "")


def _names(
    ground: Ground,
    towns: np.ndarray,
    sector: np.ndarray,
    institution: np.ndarray,
    rng: np.random.Generator,
) -> pa.StringArray:
    counties = np.array([_short(ground, at) for at in range(len(ground.counties))])
    place = pa.array(counties[ground.county_of_town]).take(pa.array(towns))
    township = pa.array([town.name for town in ground.towns]).take(pa.array(towns))
    brands = pa.array([a + b for a in words.BRAND_FIRST for b in words.BRAND_LAST if a != b])
    brand = brands.take(pa.array(rng.integers(0, len(brands), len(towns))))
    endings: list[str] = []
    starts, sizes = [], []
    for choices in (*words.ENTERPRISES.values(), *words.INSTITUTIONS.values()):
        starts.append(len(endings))
        sizes.append(len(choices))
        endings += choices
    picked = np.array(starts)[sector] + (rng.random(len(towns)) * np.array(sizes)[sector]).astype(int)
    where = pc.if_else(pa.array(institution), township, place)
    return pc.binary_join_element_wise(where, brand, pa.array(endings).take(pa.array(picked)), "")


def _short(ground: Ground, at: int) -> str:
    """A county as firms name it: 小店, 清徐; of districts that only say what they are, the city."""
    county = ground.counties[at]
    name = county.name if len(county.name) > 2 and not county.name.startswith("山西") else ""
    short = name.rstrip("区县市") if name else county.name
    if county.name in {"城区", "郊区", "矿区"} or county.name.startswith("山西"):
        return ground.names[county.parent_code].removesuffix("市")
    return short if len(short) > 1 else county.name
