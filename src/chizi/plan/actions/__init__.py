"""Writes of plan, split by noun."""

from chizi.plan.actions.assigning import (
    assign_beyond_cap,
    assign_task,
    cascade_task,
    grant_exemption,
    hand_over,
)
from chizi.plan.actions.bodies import (
    add_member,
    change_body,
    close_body,
    end_member,
    found_body,
    found_branch,
)
from chizi.plan.actions.body_imports import import_bodies, import_members
from chizi.plan.actions.campaigns import (
    close_campaign,
    draft_campaign,
    issue_plan,
    put_measure,
    put_plan,
    withdraw_measure,
    withdraw_plan,
)
from chizi.plan.actions.deployments import deploy_body, end_deployment
from chizi.plan.actions.gates import Remedy, review_phase
from chizi.plan.actions.meetings import (
    add_decision,
    record_instruction,
    record_meeting,
    task_decision,
    task_instruction,
)
from chizi.plan.actions.objections import answer_objection, raise_objection
from chizi.plan.actions.plan_import import PlanReport, import_plan
from chizi.plan.actions.regulations import (
    add_regulation,
    add_wording,
    put_in_force,
    repeal_regulation,
    replace_regulation,
)
from chizi.plan.actions.results import accept_result, return_result, submit_result, withdraw_result
from chizi.plan.actions.tasks import (
    approve_task,
    choose_task,
    create_task,
    decline_task,
    withdraw_task,
)
from chizi.plan.actions.trainings import record_training

__all__ = [
    "PlanReport",
    "Remedy",
    "accept_result",
    "add_decision",
    "add_member",
    "add_regulation",
    "add_wording",
    "answer_objection",
    "approve_task",
    "assign_beyond_cap",
    "assign_task",
    "cascade_task",
    "change_body",
    "choose_task",
    "close_body",
    "close_campaign",
    "create_task",
    "decline_task",
    "deploy_body",
    "draft_campaign",
    "end_deployment",
    "end_member",
    "found_body",
    "found_branch",
    "grant_exemption",
    "hand_over",
    "import_bodies",
    "import_members",
    "import_plan",
    "issue_plan",
    "put_in_force",
    "put_measure",
    "put_plan",
    "raise_objection",
    "record_instruction",
    "record_meeting",
    "record_training",
    "repeal_regulation",
    "replace_regulation",
    "return_result",
    "review_phase",
    "submit_result",
    "task_decision",
    "task_instruction",
    "withdraw_measure",
    "withdraw_plan",
    "withdraw_result",
    "withdraw_task",
]
