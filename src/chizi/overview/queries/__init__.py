"""Reads of overview, split by the question they answer."""

from chizi.overview.queries.home import (
    Headline,
    Home,
    deliverable_regions,
    desk_home,
    missing_groups,
    own_zeros,
)
from chizi.overview.queries.naming import names_of_people
from chizi.overview.queries.searching import Found, find

__all__ = [
    "Found",
    "Headline",
    "Home",
    "deliverable_regions",
    "desk_home",
    "find",
    "missing_groups",
    "names_of_people",
    "own_zeros",
]
