"""Tables of evaluation, split by noun: what comes in, and what a run gives out."""

from chizi.evaluation.models.inputs import CriteriaVersion, Delivery, Snapshot
from chizi.evaluation.models.results import Coverage, Figure, Reason, Run, Status

__all__ = ["Coverage", "CriteriaVersion", "Delivery", "Figure", "Reason", "Run", "Snapshot", "Status"]
