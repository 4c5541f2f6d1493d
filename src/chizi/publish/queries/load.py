"""What the grass roots are asked for (R-33), out of a published file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from chizi.org.rules import DIGITS, Level
from chizi.publish.queries.figures import read_part
from chizi.publish.queries.versions import FilePart, PublishedView

TABLE = "grass_roots_load"
CAPPED = ("city", "county", "town", "person")


@dataclass(frozen=True)
class CountyLoad:
    """Open items of a county, with everything within it."""

    code: str
    name: str
    open: int


@dataclass(frozen=True)
class CityLoad:
    """Open items of a city with everything within it; ``counties`` in the order of codes."""

    code: str
    name: str
    open: int
    counties: tuple[CountyLoad, ...]

    @property
    def own(self) -> int:
        """What the bodies at city level are asked for."""
        return self.open - sum(county.open for county in self.counties)


@dataclass(frozen=True)
class PublishedLoad:
    """The load at one moment. ``caps``: how many open items one party of a level, or one person, may have."""

    cities: tuple[CityLoad, ...]
    as_of: datetime
    caps: Mapping[str, int]
    source: str
    effective_from: date

    @property
    def open(self) -> int:
        """Open items of all cities."""
        return sum(city.open for city in self.cities)


def published_load(view: PublishedView) -> PublishedLoad | None:
    """The load in the file; None in a publication that was made without it, or is withdrawn."""
    part = view.parts.get(f"{TABLE}.parquet")
    stated = next((one for one in view.stated.get("tables", ()) if one["name"] == TABLE), None)
    if part is None or stated is None:
        return None
    notes = stated["notes"]
    return PublishedLoad(
        _cities(part),
        datetime.fromisoformat(notes["as_of"]),
        {name: int(notes[f"cap_{name}"]) for name in CAPPED},
        notes["caps_source"],
        date.fromisoformat(notes["caps_from"]),
    )


@lru_cache(maxsize=16)
def _cities(part: FilePart) -> tuple[CityLoad, ...]:
    """Cities with their counties. A county that no city of the file holds stands for itself."""
    rows = sorted(read_part(part).to_pylist(), key=lambda row: str(row["region_code"]))
    digits = DIGITS[Level.CITY]
    counties: dict[str, list[CountyLoad]] = {}
    heads = {row["region_code"][:digits] for row in rows if row["level"] == "city"}
    for row in rows:
        if row["level"] == "county" and row["region_code"][:digits] in heads:
            found = CountyLoad(row["region_code"], row["region_name"], row["open_items"])
            counties.setdefault(found.code[:digits], []).append(found)
    return tuple(
        CityLoad(
            row["region_code"],
            row["region_name"],
            row["open_items"],
            tuple(counties.get(row["region_code"][:digits], ())) if row["level"] == "city" else (),
        )
        for row in rows
        if row["level"] == "city" or row["region_code"][:digits] not in heads
    )
