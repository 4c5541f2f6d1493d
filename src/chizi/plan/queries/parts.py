"""One campaign, one plan of a tree, one phase at its gate: what pages about a part need."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from chizi.org.abilities import Actor, local_day, may
from chizi.org.rules import Ability
from chizi.plan.campaign_policy import campaign_policy
from chizi.plan.campaign_refusals import NotAPhase, UnknownPlanPart
from chizi.plan.models import Campaign, Measure, PhaseReview, PlanNode
from chizi.plan.queries.assignments import tasks_of_origin
from chizi.plan.queries.campaigns import CampaignLine, campaign_line
from chizi.plan.queries.figures import TaskLine
from chizi.plan.queries.gates import Gate, below, gate_of
from chizi.plan.reaching import campaign_for
from chizi.plan.rules.campaigns import CampaignState, GateOutcome, NodeKind
from chizi.plan.rules.milestones import Light, gate_faults, light

MOST_UNCOVERED = 50


def campaign_page(viewer: Actor, code: str, *, now: datetime) -> CampaignLine:
    """One campaign with its figures. Raises UnknownCampaign."""
    return campaign_line(viewer, campaign_for(viewer, code, now=now), now)


@dataclass(frozen=True)
class PartPage:
    """One plan of a tree as it stands; with ``code`` empty a new one. ``parents``, ``measures`` and ``plans``
    are (code, title): where it may hang, and what stands directly below it."""

    campaign_code: str
    campaign: str
    edition: int
    open: bool
    may_manage: bool
    parents: tuple[tuple[str, str], ...]
    code: str = ""
    kind: str = ""
    title: str = ""
    parent: str = ""
    cross_phase: bool = False
    starts: date | None = None
    due: date | None = None
    version: int = 0
    measures: tuple[tuple[str, str], ...] = ()
    plans: tuple[tuple[str, str], ...] = ()


def part_page(viewer: Actor, code: str, part: str, *, now: datetime) -> PartPage:
    """One plan of a campaign, or with ``part`` empty what a new one needs.

    Raises UnknownCampaign, UnknownPlanPart.
    """
    campaign = campaign_for(viewer, code, now=now)
    nodes = list(PlanNode.objects.filter(campaign=campaign, withdrawn_at__isnull=True))
    nodes.sort(key=lambda one: (one.place_in_order, one.id))
    head: dict[str, Any] = {
        "campaign_code": campaign.code,
        "campaign": campaign.title,
        "edition": campaign.edition,
        "open": campaign.state != CampaignState.CLOSED,
        "may_manage": may(viewer, Ability.MANAGE_PLAN, campaign, now=now),
        "parents": tuple((one.code, one.title) for one in nodes if one.code != part),
    }
    if not part:
        return PartPage(**head)
    node = next((one for one in nodes if one.code == part), None)
    if node is None:
        raise UnknownPlanPart(code=part[:40].replace("\0", ""))
    measures = Measure.objects.filter(node=node, withdrawn_at__isnull=True).order_by("place_in_order", "id")
    return PartPage(
        **head,
        code=node.code,
        kind=node.kind,
        title=node.title,
        parent=next((one.code for one in nodes if one.id == node.parent_id), ""),
        cross_phase=node.cross_phase,
        starts=node.starts,
        due=node.due,
        version=node.version,
        measures=tuple(measures.values_list("code", "title")),
        plans=tuple((one.code, one.title) for one in nodes if one.parent_id == node.id),
    )


@dataclass(frozen=True)
class Reviewed:
    """One review of a phase, with the remedial tasks it asked for."""

    outcome: str
    note: str
    by: str
    at: datetime
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True)
class PhasePage:
    """A phase at its gate. ``faults`` say in (msgid, params) why it cannot pass yet; ``uncovered`` are its
    measures (id, code, title) without an accepted result, the first fifty."""

    campaign_code: str
    campaign: str
    code: str
    title: str
    light: Light | None
    gate: Gate
    faults: tuple[tuple[str, Mapping[str, Any]], ...]
    source: str
    uncovered: tuple[tuple[int, str, str], ...]
    reviews: tuple[Reviewed, ...]
    may_review: bool


def phase_page(viewer: Actor, code: str, phase: str, *, now: datetime) -> PhasePage:
    """What the review of a phase looks at, and its reviews so far, newest first.

    Raises UnknownCampaign, UnknownPlanPart, NotAPhase.
    """
    campaign = campaign_for(viewer, code, now=now)
    known = phase.isprintable() and len(phase) <= 40
    nodes = PlanNode.objects.filter(campaign=campaign, code=phase, withdrawn_at__isnull=True)
    node = nodes.first() if known else None
    if node is None:
        raise UnknownPlanPart(code=phase[:40].replace("\0", ""))
    if node.kind != NodeKind.PHASE:
        raise NotAPhase(title=node.title)
    gate, policy = gate_of(node), campaign_policy()
    rows = Measure.objects.filter(node_id__in=sorted(below(node)), withdrawn_at__isnull=True, done=0)
    reviews = _reviews(node)
    passed = any(one.outcome == GateOutcome.PASSED for one in reviews)
    return PhasePage(
        campaign_code=campaign.code,
        campaign=campaign.title,
        code=node.code,
        title=node.title,
        light=light(policy, "phase", node.due, passed, local_day(now)) if node.due else None,
        gate=gate,
        faults=gate_faults(
            policy,
            measures=gate.measures,
            covered=gate.covered,
            objections=gate.objections,
            remedies=gate.remedies,
        ),
        source=policy.gate_source,
        uncovered=tuple(
            rows.order_by("place_in_order", "id").values_list("id", "code", "title")[:MOST_UNCOVERED]
        ),
        reviews=reviews,
        may_review=_may_review(viewer, campaign, now) and not passed,
    )


def _may_review(viewer: Actor, campaign: Campaign, now: datetime) -> bool:
    return campaign.state == CampaignState.ISSUED and may(viewer, Ability.MANAGE_PLAN, campaign, now=now)


def _reviews(node: PlanNode) -> tuple[Reviewed, ...]:
    rows = list(PhaseReview.objects.filter(node=node).order_by("-id"))
    tasks = tasks_of_origin([f"review:{one.id}" for one in rows])
    return tuple(
        Reviewed(one.outcome, one.note, one.reviewed_by, one.reviewed_at, tasks[f"review:{one.id}"])
        for one in rows
    )
