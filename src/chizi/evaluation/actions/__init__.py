"""Writes of evaluation: registering criteria, taking deliveries, judging the province, hearing objections."""

from chizi.evaluation.actions.appeals import answer_appeal, raise_appeal
from chizi.evaluation.actions.criteria import register_criteria
from chizi.evaluation.actions.deliveries import DeliveryReport, deliver_facts
from chizi.evaluation.actions.runs import run_evaluation

__all__ = [
    "DeliveryReport",
    "answer_appeal",
    "deliver_facts",
    "raise_appeal",
    "register_criteria",
    "run_evaluation",
]
