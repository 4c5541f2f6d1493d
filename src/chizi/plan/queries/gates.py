"""What stands at the gate of a phase."""

from dataclasses import dataclass

from django.db.models import Count, Q

from chizi.plan.models import Assignment, Measure, Objection, PlanNode
from chizi.plan.rules.tasks import LIVE


@dataclass(frozen=True)
class Gate:
    """Counts that the policy looks at before a phase may pass."""

    measures: int
    covered: int
    objections: int
    remedies: int


def gate_of(node: PlanNode) -> Gate:
    """The counts of a phase with all plans below it; four queries."""
    measures = Measure.objects.filter(node_id__in=sorted(below(node)), withdrawn_at__isnull=True)
    counted = measures.aggregate(measures=Count("id"), covered=Count("id", filter=Q(done__gt=0)))
    objections = Objection.objects.filter(
        answered_at__isnull=True, assignment__measure__in=measures.values("id")
    )
    remedies = Assignment.objects.filter(task__remedies__node=node, state__in=sorted(LIVE))
    return Gate(counted["measures"], counted["covered"], objections.count(), remedies.count())


def below(node: PlanNode) -> set[int]:
    """Ids of a plan and of all plans below it; one query."""
    nodes = PlanNode.objects.filter(campaign_id=node.campaign_id, withdrawn_at__isnull=True)
    found, parents = {node.id}, dict(nodes.values_list("id", "parent_id"))
    while more := {one for one, parent in parents.items() if parent in found} - found:
        found |= more
    return found
