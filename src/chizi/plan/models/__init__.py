"""Tables of plan, split by noun."""

from chizi.plan.models.bodies import Attendance, Body, Branch, Deployment, Member, Training
from chizi.plan.models.meetings import Decision, Instruction, Meeting
from chizi.plan.models.regulations import Regulation, Replacement, Wording

__all__ = [
    "Attendance",
    "Body",
    "Branch",
    "Decision",
    "Deployment",
    "Instruction",
    "Meeting",
    "Member",
    "Regulation",
    "Replacement",
    "Training",
    "Wording",
]
