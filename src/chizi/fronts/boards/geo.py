"""Which places have a polygon; the polygons themselves go to the browser as a static file."""

import json
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static

FOLDER = Path(__file__).parent / "static" / "boards" / "geo"
FILES = {"city": "shanxi_cities.geojson", "county": "shanxi_counties.geojson"}
SHORT = 6


@lru_cache(maxsize=2)
def drawn(level: str) -> frozenset[str]:
    """Six-digit codes that the map of a level ("city", "county") can draw."""
    shapes = json.loads((FOLDER / FILES[level]).read_text("utf-8"))
    return frozenset(shape["properties"]["adcode"] for shape in shapes["features"])


def address(level: str) -> str:
    """Where the browser finds the polygons of a level."""
    return static(f"boards/geo/{FILES[level]}")


def short(code: str) -> str:
    """The six digits by which the polygons name a place."""
    return code[:SHORT]
