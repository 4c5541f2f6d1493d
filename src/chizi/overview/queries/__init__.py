"""Reads of overview, split by the question they answer."""

from chizi.overview.queries.handover import OpenWork, open_work
from chizi.overview.queries.home import (
    Headline,
    Home,
    deliverable_regions,
    desk_home,
    missing_groups,
    own_zeros,
)
from chizi.overview.queries.my_day import MyDay, Sort, Waiting, my_day
from chizi.overview.queries.naming import names_of_people
from chizi.overview.queries.searching import Found, find

__all__ = [
    "Found",
    "Headline",
    "Home",
    "MyDay",
    "OpenWork",
    "Sort",
    "Waiting",
    "deliverable_regions",
    "desk_home",
    "find",
    "missing_groups",
    "my_day",
    "names_of_people",
    "open_work",
    "own_zeros",
]
