"""Reads of overview, split by the question they answer."""

from chizi.overview.queries.handover import OpenWork, open_work
from chizi.overview.queries.home import (
    Decisions,
    Headline,
    Standing,
    decisions,
    deliverable_regions,
    missing_groups,
    own_zeros,
    standing,
)
from chizi.overview.queries.my_day import MyDay, Sort, Waiting, my_day
from chizi.overview.queries.searching import Found, find

__all__ = [
    "Decisions",
    "Found",
    "Headline",
    "MyDay",
    "OpenWork",
    "Sort",
    "Standing",
    "Waiting",
    "decisions",
    "deliverable_regions",
    "find",
    "missing_groups",
    "my_day",
    "open_work",
    "own_zeros",
    "standing",
]
