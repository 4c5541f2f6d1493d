"""Tables of evaluation, split by noun: what comes in, what a run gives out, and what is objected to it."""

from chizi.evaluation.models.appeals import Appeal
from chizi.evaluation.models.inputs import CriteriaVersion, Delivery, Snapshot
from chizi.evaluation.models.results import Coverage, Figure, Reason, Run, Status

__all__ = [
    "Appeal",
    "Coverage",
    "CriteriaVersion",
    "Delivery",
    "Figure",
    "Reason",
    "Run",
    "Snapshot",
    "Status",
]
