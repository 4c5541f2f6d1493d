"""Writes of evaluation: registering criteria, taking deliveries, judging the province."""

from chizi.evaluation.actions.criteria import register_criteria
from chizi.evaluation.actions.deliveries import DeliveryReport, deliver_facts
from chizi.evaluation.actions.runs import run_evaluation

__all__ = ["DeliveryReport", "deliver_facts", "register_criteria", "run_evaluation"]
