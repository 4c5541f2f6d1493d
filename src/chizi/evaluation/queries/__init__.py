"""Reads of evaluation, split by what is asked: boards of places, lists and stories of units, runs and
deliveries, explanations, and what may be published."""

from chizi.evaluation.queries.appeals import AppealLine, appeals
from chizi.evaluation.queries.boards import Board, RegionFigure, ZeroCount, board
from chizi.evaluation.queries.explaining import explain_unit, unit_events
from chizi.evaluation.queries.inputs import (
    DeliveryPage,
    deliveries,
    delivery,
    missing_deliveries,
    rejects_file,
)
from chizi.evaluation.queries.publishing import publication_datasets
from chizi.evaluation.queries.runs import RunRef, run_counts, run_for, run_page, runs, write_breaks
from chizi.evaluation.queries.stories import UnitStory, unit_story
from chizi.evaluation.queries.units import UnitPage, UnitRow, units

__all__ = [
    "AppealLine",
    "Board",
    "DeliveryPage",
    "RegionFigure",
    "RunRef",
    "UnitPage",
    "UnitRow",
    "UnitStory",
    "ZeroCount",
    "appeals",
    "board",
    "deliveries",
    "delivery",
    "explain_unit",
    "missing_deliveries",
    "publication_datasets",
    "rejects_file",
    "run_counts",
    "run_for",
    "run_page",
    "runs",
    "unit_events",
    "unit_story",
    "units",
    "write_breaks",
]
