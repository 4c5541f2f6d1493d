"""Reads of publish, split by what is asked: versions of publications, the figures, the load and
the rule in their files."""

from chizi.publish.queries.figures import Choices, Count, PeopleCount, PlaceFigure, Places, choices, places
from chizi.publish.queries.load import CityLoad, CountyLoad, PublishedLoad, published_load
from chizi.publish.queries.results import PublishedTable, published_results
from chizi.publish.queries.rules import criteria_rows, criteria_text
from chizi.publish.queries.versions import (
    Card,
    FilePart,
    PublishedView,
    VersionRef,
    draft_stated,
    latest_published,
    publication,
    publications,
    published_file,
    published_periods,
    published_view,
)

__all__ = [
    "Card",
    "Choices",
    "CityLoad",
    "Count",
    "CountyLoad",
    "FilePart",
    "PeopleCount",
    "PlaceFigure",
    "Places",
    "PublishedLoad",
    "PublishedTable",
    "PublishedView",
    "VersionRef",
    "choices",
    "criteria_rows",
    "criteria_text",
    "draft_stated",
    "latest_published",
    "places",
    "publication",
    "publications",
    "published_file",
    "published_load",
    "published_periods",
    "published_results",
    "published_view",
]
