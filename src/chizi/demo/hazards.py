"""Who is judged, and who is likelier than others to break a zero.

Places differ (some cities, counties and townships do better for years), and so do units within them: a few see most
of the trouble. The differences are drawn once per seed and hold for both years.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from chizi.demo import rules, words
from chizi.demo.divisions import Ground
from chizi.demo.enterprises import Workplaces
from chizi.demo.stories import Register

CITY_SPREAD, COUNTY_SPREAD, TOWN_SPREAD = 0.22, 0.42, 0.2
FRAILTY = 1.6
"""Shape of the gamma distribution by which units of one place differ; the smaller, the more uneven."""
ALWAYS, NEVER = np.iinfo(np.int64).min, np.iinfo(np.int64).max


@dataclass(frozen=True)
class Subjects:
    """All judged units, villages first: what the generator needs to know of each.

    ``family`` is rules.PLACES or rules.WORKPLACES; ``opened`` and ``closed`` are local seconds since 1970 (first
    one open, first one no longer open); ``missing`` marks the zone without its police data (rules.SMALL);
    ``hazard`` has a row for each zero (petition, accident, case), ``activity`` says who sees many events of any
    kind. Both are 1 on average within a family.
    """

    codes: pa.Array
    family: np.ndarray
    city: np.ndarray
    county: np.ndarray
    missing: np.ndarray
    opened: np.ndarray
    closed: np.ndarray
    hazard: np.ndarray
    activity: np.ndarray

    def __len__(self) -> int:
        return len(self.family)

    def open_at(self, units: np.ndarray, moments: np.ndarray) -> np.ndarray:
        """Whether each of these units was open at its moment."""
        open_then: np.ndarray = (self.opened[units] <= moments) & (moments < self.closed[units])
        return open_then

    def open_in(self, year: int) -> np.ndarray:
        """Whether each unit was open on some day of the year."""
        begin, end = seconds(f"{year}-01-01"), seconds(f"{year + 1}-01-01")
        return (self.opened < end) & (self.closed > begin)


def seconds(moment: str) -> int:
    """Local wall-clock seconds since 1970 of an ISO date or date and time."""
    return int(np.datetime64(moment, "s").astype(np.int64))


def list_subjects(ground: Ground, workplaces: Workplaces, register: Register, seed: int) -> Subjects:
    """Everyone who is judged, with the chances of this seed."""
    rng = np.random.default_rng([seed, 3])
    town = np.concatenate([ground.town_of_village, workplaces.town])
    family = np.repeat([rules.PLACES, rules.WORKPLACES], [len(ground.villages), len(workplaces)])
    county = ground.county_of_town[town]
    city = ground.city_of_county[county]
    sector = np.concatenate([np.full(len(ground.villages), -1), workplaces.sector])
    level = _levels(rng, ground, family, town, county, city)
    level *= rng.gamma(FRAILTY, 1 / FRAILTY, len(family))
    risk = np.array([*words.ACCIDENT_RISK.values(), 1.0])[sector]  # the last for villages, whose sector is -1
    zone = [at for at, place in enumerate(ground.counties) if place.code == rules.MISSING_COUNTY]
    unbounded = np.full(len(ground.villages), np.datetime64("NaT", "D"))
    return Subjects(
        codes=pa.concat_arrays([pa.array([row.code for row in ground.villages]), _flat(workplaces.codes)]),
        family=family,
        city=city,
        county=county,
        missing=np.isin(county, zone) & (len(family) >= rules.SMALL),
        opened=_moments(np.concatenate([unbounded, register.opened]), ALWAYS),
        closed=_moments(np.concatenate([unbounded, register.closed]), NEVER),
        hazard=np.array([_evened(weights, family) for weights in (level, level * risk, level)]),
        activity=_evened(np.sqrt(level) * rng.gamma(2.0, 0.5, len(family)), family),
    )


def _levels(
    rng: np.random.Generator,
    ground: Ground,
    family: np.ndarray,
    town: np.ndarray,
    county: np.ndarray,
    city: np.ndarray,
) -> np.ndarray:
    """How exposed each place is: its city's, its county's (apart for each family) and its township's part."""
    of_city = np.exp(rng.normal(0, CITY_SPREAD, len(ground.cities)))
    of_county = np.exp(rng.normal(0, COUNTY_SPREAD, (2, len(ground.counties))))
    of_town = np.exp(rng.normal(0, TOWN_SPREAD, len(ground.towns)))
    levels: np.ndarray = of_city[city] * of_county[family, county] * of_town[town]
    return levels


def _evened(weights: np.ndarray, family: np.ndarray) -> np.ndarray:
    """Scaled to 1 on average within each family."""
    means = np.bincount(family, weights) / np.bincount(family)
    evened: np.ndarray = weights / means[family]
    return evened


def _moments(days: np.ndarray, unbounded: int) -> np.ndarray:
    found = days.astype("datetime64[s]").astype(np.int64)
    found[np.isnat(days)] = unbounded
    return found


def _flat(codes: pa.Array) -> pa.Array:
    return codes.combine_chunks() if isinstance(codes, pa.ChunkedArray) else codes
