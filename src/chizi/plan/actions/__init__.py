"""Writes of plan, split by noun."""

from chizi.plan.actions.assigning import (
    assign_beyond_cap,
    assign_task,
    cascade_task,
    grant_exemption,
    hand_over,
)
from chizi.plan.actions.objections import answer_objection, raise_objection
from chizi.plan.actions.results import accept_result, return_result, submit_result, withdraw_result
from chizi.plan.actions.tasks import (
    approve_task,
    choose_task,
    create_task,
    decline_task,
    withdraw_task,
)

__all__ = [
    "accept_result",
    "answer_objection",
    "approve_task",
    "assign_beyond_cap",
    "assign_task",
    "cascade_task",
    "choose_task",
    "create_task",
    "decline_task",
    "grant_exemption",
    "hand_over",
    "raise_objection",
    "return_result",
    "submit_result",
    "withdraw_result",
    "withdraw_task",
]
