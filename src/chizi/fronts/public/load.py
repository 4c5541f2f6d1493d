"""What the grass roots are asked for, as the page of a publication shows it (R-33)."""

from dataclasses import dataclass
from typing import Any

from chizi.fronts.kit.formats import as_of_text, count, day_text
from chizi.publish.queries import PublishedLoad


@dataclass(frozen=True)
class CityLine:
    """A city and, to be opened, its counties; ``own`` is what its own bodies are asked for, if anything."""

    name: str
    open: str
    counties: tuple[tuple[str, str], ...]
    own: str


def shown_load(load: PublishedLoad | None) -> dict[str, Any] | None:
    """Words and lines in the order of codes, without rank; None for a publication that holds no load."""
    if load is None:
        return None
    return {
        "open": load.open,
        "as_of": as_of_text(load.as_of),
        "caps": {name: count(cap) for name, cap in load.caps.items()},
        "source": load.source,
        "since": day_text(load.effective_from),
        "whole": count(load.open),
        "lines": [
            CityLine(
                city.name,
                count(city.open),
                tuple((county.name, count(county.open)) for county in city.counties),
                count(city.own) if city.own > 0 else "",
            )
            for city in load.cities
        ],
    }
