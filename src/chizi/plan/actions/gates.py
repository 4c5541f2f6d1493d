"""The review at the gate of a phase: passed, or remedial work first (S2-21)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from chizi.org.abilities import Actor
from chizi.org.models import Party
from chizi.plan.actions.assigning import assign_task
from chizi.plan.actions.campaigns import journal_campaign, open_campaign
from chizi.plan.actions.tasks import create_task
from chizi.plan.campaign_policy import campaign_policy
from chizi.plan.campaign_refusals import (
    GateClosed,
    NobodyAsked,
    NotAPhase,
    NotIssued,
    UnknownChoice,
    UnknownPlanPart,
)
from chizi.plan.models import Campaign, PhaseReview, PlanNode, Task
from chizi.plan.queries.gates import gate_of
from chizi.plan.reaching import text_of
from chizi.plan.rules.campaigns import CampaignState, GateOutcome, NodeKind
from chizi.plan.rules.milestones import gate_faults
from chizi.plan.rules.tasks import REASON_LENGTH


@dataclass(frozen=True)
class Remedy:
    """The remedial work (补课) that a review asks for."""

    title: str
    text: str
    due: date
    parties: Sequence[Party]


@transaction.atomic
def review_phase(
    *,
    actor: Actor,
    now: datetime,
    campaign: str,
    phase: str,
    outcome: str,
    note: str,
    remedy: Remedy | None = None,
) -> PhaseReview:
    """Let a phase pass, or ask for remedial work, which becomes a task. What must be so before it passes is
    the policy's. The gate stops nobody from working on later phases: phases overlap by design (S1-17).

    Raises UnknownCampaign, NotAllowed, CampaignClosed, UnknownPlanPart, NotAPhase, NotIssued, UnknownChoice, BadText,
    GateClosed, NobodyAsked and what `create_task` and `assign_task` raise.
    """
    whole = open_campaign(actor, campaign, now=now)
    if whole.state != CampaignState.ISSUED:
        raise NotIssued
    node = PlanNode.objects.filter(campaign=whole, code=phase, withdrawn_at__isnull=True).first()
    if node is None:
        raise UnknownPlanPart(code=phase[:40])
    if node.kind != NodeKind.PHASE:
        raise NotAPhase(title=node.title)
    if outcome not in set(GateOutcome):
        raise UnknownChoice(field="outcome")
    said = text_of(note, REASON_LENGTH, "note")
    if outcome == GateOutcome.PASSED:
        _check_gate(node)
    elif remedy is None or not remedy.parties:
        raise NobodyAsked(field="parties")
    review = PhaseReview.objects.create(
        node=node, outcome=outcome, note=said, reviewed_by=actor.ref, reviewed_at=now
    )
    journal_campaign(whole, actor, now, "phase.reviewed", {"phase": phase, "outcome": outcome, "note": said})
    if outcome == GateOutcome.REMEDIAL and remedy is not None:
        _ask(whole, review, remedy, actor, now)
    return review


def _check_gate(node: PlanNode) -> None:
    gate = gate_of(node)
    faults = gate_faults(
        campaign_policy(),
        measures=gate.measures,
        covered=gate.covered,
        objections=gate.objections,
        remedies=gate.remedies,
    )
    if faults:
        raise GateClosed(why=" ".join(gettext(text) % params for text, params in faults))


def _ask(whole: Campaign, review: PhaseReview, remedy: Remedy, actor: Actor, now: datetime) -> None:
    task = create_task(
        actor=actor,
        now=now,
        title=remedy.title,
        text=remedy.text,
        basis=review.note,
        due=remedy.due,
        issuer=whole.issuer,
        origin=f"review:{review.id}",
    )
    Task.objects.filter(id=task.id).update(remedies=review)
    assign_task(actor=actor, now=now, task_id=task.id, parties=remedy.parties)
