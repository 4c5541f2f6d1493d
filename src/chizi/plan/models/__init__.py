"""Tables of plan, split by noun."""

from chizi.plan.models.bodies import Attendance, Body, Branch, Deployment, Member, Training
from chizi.plan.models.campaigns import Campaign, Measure, PhaseReview, PlanNode, PlanVersion
from chizi.plan.models.meetings import Decision, Instruction, Meeting
from chizi.plan.models.regulations import Regulation, Replacement, Wording
from chizi.plan.models.tasks import Assignment, Exemption, Objection, Result, Task

__all__ = [
    "Assignment",
    "Attendance",
    "Body",
    "Branch",
    "Campaign",
    "Decision",
    "Deployment",
    "Exemption",
    "Instruction",
    "Measure",
    "Meeting",
    "Member",
    "Objection",
    "PhaseReview",
    "PlanNode",
    "PlanVersion",
    "Regulation",
    "Replacement",
    "Result",
    "Task",
    "Training",
    "Wording",
]
