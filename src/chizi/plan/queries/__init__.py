"""Reads of plan, split by noun."""

from chizi.plan.queries.bodies import BodyLine, BodyPage, Coverage, bodies, body_page, branch_coverage
from chizi.plan.queries.deployments import (
    Board,
    DeploymentLine,
    board,
    body_deployments,
    conflicted_deployments,
    deployments_of,
    grant_sheet,
    guidance_group_at,
    is_deployed,
    person_deployments,
)
from chizi.plan.queries.meetings import instruction_page, instructions, meeting_page, meetings
from chizi.plan.queries.regulations import (
    compare_versions,
    library,
    library_counts,
    regulation_page,
    search_library,
)

__all__ = [
    "Board",
    "BodyLine",
    "BodyPage",
    "Coverage",
    "DeploymentLine",
    "board",
    "bodies",
    "body_deployments",
    "body_page",
    "branch_coverage",
    "compare_versions",
    "conflicted_deployments",
    "deployments_of",
    "grant_sheet",
    "guidance_group_at",
    "instruction_page",
    "instructions",
    "is_deployed",
    "library",
    "library_counts",
    "meeting_page",
    "meetings",
    "person_deployments",
    "regulation_page",
    "search_library",
]
