"""Campaigns: drafted, their trees edited, issued in editions, closed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from chizi.ground.search.actions import index_texts, remove_text
from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, require
from chizi.org.models import Party
from chizi.org.rules import Ability
from chizi.plan.actions.tasks import withdraw_rows
from chizi.plan.campaign_refusals import (
    BadCode,
    BadMonths,
    BadTree,
    CampaignClosed,
    CodeTaken,
    NothingChanged,
    NothingToIssue,
    PhasesOpen,
    StalePage,
    StillHeld,
    UnknownPlanPart,
    WindowBackwards,
    WithdrawnAlready,
)
from chizi.plan.models import Assignment, Campaign, Measure, PhaseReview, PlanNode, PlanVersion, Task
from chizi.plan.plan_rows import content_of, keep_only, owners, rows_of, store
from chizi.plan.reaching import managed_campaign, same_version, text_of
from chizi.plan.rules.campaigns import (
    MOST_MONTHS,
    TAKEN,
    CampaignKind,
    CampaignState,
    GateOutcome,
    NodeKind,
    is_code,
    special_span,
)
from chizi.plan.rules.tasks import LIVE, REASON_LENGTH, TITLE_LENGTH, TaskState
from chizi.plan.rules.trees import MEASURE, Plan, Row, judge
from chizi.plan.tallies import retallied


@transaction.atomic
def draft_campaign(
    *,
    actor: Actor,
    now: datetime,
    code: str,
    title: str,
    basis: str,
    issuer: Party,
    starts: date,
    ends: date | None = None,
    months: int | None = None,
) -> Campaign:
    """Begin a campaign: special with ``months`` (its last day and mid-term check are computed by
    `rules.campaigns.special_span`), general with ``ends``.

    Raises NotAllowed, BadCode, CodeTaken, BadMonths, WindowBackwards, BadText.
    """
    require(actor, Ability.MANAGE_PLAN, issuer, now=now)
    if not is_code(code):
        raise BadCode(field="code", code=code[:40])
    if code in TAKEN or Campaign.objects.filter(code=code).exists():
        raise CodeTaken(field="code", code=code)
    check_on = None
    if months is not None:
        if not 1 <= months <= MOST_MONTHS or ends is not None:
            raise BadMonths(field="months")
        check_on, ends = special_span(starts, months)
    if ends is None or ends < starts:
        raise WindowBackwards(field="ends", opens=starts, due=ends or "-")
    campaign = Campaign(
        code=code,
        kind=(CampaignKind.SPECIAL if months is not None else CampaignKind.GENERAL).value,
        title=text_of(title, TITLE_LENGTH, "title"),
        basis=text_of(basis, REASON_LENGTH, "basis"),
        issuer=issuer,
        starts=starts,
        ends=ends,
        months=months,
        check_on=check_on,
        created_by=actor.ref,
        created_at=now,
    )
    campaign.stand_at(issuer.region)
    campaign.save()
    journal_campaign(campaign, actor, now, "campaign.drafted", {"title": campaign.title, "months": months})
    return campaign


def journal_campaign(
    campaign: Campaign, actor: Actor, now: datetime, kind: str, content: Mapping[str, object]
) -> None:
    """One entry in the chain of the campaign."""
    unit = campaign.region.code
    record_entry(actor=actor.ref, now=now, kind=kind, object=campaign.ref, unit=unit, content=dict(content))


def open_campaign(actor: Actor, code: str, *, now: datetime) -> Campaign:
    """The campaign, locked, while its tree may change. Raises UnknownCampaign, NotAllowed, CampaignClosed."""
    campaign = managed_campaign(actor, code, now=now)
    if campaign.state == CampaignState.CLOSED:
        raise CampaignClosed
    return campaign


@transaction.atomic
def put_plan(
    *,
    actor: Actor,
    now: datetime,
    campaign: str,
    code: str,
    version: int,
    kind: str,
    title: str,
    parent: str = "",
    cross_phase: bool = False,
    starts: date | None = None,
    due: date | None = None,
    reason: str = "",
) -> PlanNode:
    """Add a plan to a tree (``version`` 0), change it or move it elsewhere (the version that the page showed).

    A change after the first edition needs a reason. Raises UnknownCampaign, NotAllowed, CampaignClosed,
    StalePage, BadTree (with the first fault of the whole tree), BadText.
    """
    whole = open_campaign(actor, campaign, now=now)
    row = Row(
        line=0,
        kind=kind,
        code=code,
        parent_code=parent,
        title=title,
        starts=starts.isoformat() if starts else "",
        due=due.isoformat() if due else "",
        cross_phase="yes" if cross_phase else "",
    )
    stands = PlanNode.objects.filter(campaign=whole, code=code, withdrawn_at__isnull=True).first()
    _put(whole, row, stands, version, reason, actor, now)
    return PlanNode.objects.get(campaign=whole, code=code)


@transaction.atomic
def put_measure(
    *,
    actor: Actor,
    now: datetime,
    campaign: str,
    code: str,
    version: int,
    plan: str,
    title: str,
    owner: str,
    basis: str,
    evidence_rule: str,
    due: date,
    starts: date | None = None,
    text: str = "",
    reason: str = "",
) -> Measure:
    """Add a measure (``version`` 0), change it or move it to another plan. ``owner`` is a party's code or name.

    Raises what `put_plan` raises.
    """
    whole = open_campaign(actor, campaign, now=now)
    row = Row(
        line=0,
        kind=MEASURE,
        code=code,
        parent_code=plan,
        title=title,
        text=text,
        owner=owner,
        basis=basis,
        evidence_rule=evidence_rule,
        starts=starts.isoformat() if starts else "",
        due=due.isoformat(),
    )
    stands = Measure.objects.filter(campaign=whole, code=code, withdrawn_at__isnull=True).first()
    _put(whole, row, stands, version, reason, actor, now)
    return Measure.objects.get(campaign=whole, code=code)


def _put(
    campaign: Campaign,
    row: Row,
    stands: PlanNode | Measure | None,
    version: int,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    if (stands.version if stands is not None else 0) != version:
        raise StalePage
    if stands is not None and campaign.edition:
        reason = text_of(reason, REASON_LENGTH, "reason")
    rows = rows_of(content_of(campaign))
    at = next((place for place, one in enumerate(rows) if one.code == row.code), None)
    if at is None:
        rows.append(row)
    elif (rows[at].kind == MEASURE) != (row.kind == MEASURE):
        raise CodeTaken(field="code", code=row.code)
    else:
        rows[at] = replace(row, line=rows[at].line)
    keep_tree(campaign, judged(rows))
    content = {"code": row.code, "title": row.title, "reason": reason}
    what = "measure" if row.kind == MEASURE else "plan"
    journal_campaign(campaign, actor, now, f"{what}.{'changed' if stands else 'added'}", content)


def judged(rows: list[Row]) -> Plan:
    """The plan in rows that came from the desk. Raises BadTree, with the field of the first fault."""
    plan, faults = judge(rows, owners(row.owner for row in rows))
    if faults:
        first = faults[0]
        raise BadTree(field=first.column, fault=gettext(first.reason), code=first.value)
    return plan


def keep_tree(campaign: Campaign, plan: Plan, *, exact: bool = False) -> None:
    """Store a judged tree with its counts and its place in the search.

    ``exact``, for drafts: what the plan does not name goes; nobody has been asked for anything yet.
    """
    with retallied(campaign.pk):
        store(campaign, plan)
        if exact:
            keep_only(campaign, plan)
    campaign.version += 1
    campaign.save(update_fields=["version"])
    measures = Measure.objects.filter(campaign=campaign, withdrawn_at__isnull=True)
    index_texts(collection="plan", texts={one.ref: f"{one.title}\n{one.text}" for one in measures})


@transaction.atomic
def withdraw_plan(
    *, actor: Actor, now: datetime, campaign: str, code: str, version: int, reason: str
) -> PlanNode:
    """Take a plan out of its tree; it must be empty.

    Raises UnknownCampaign, NotAllowed, CampaignClosed, UnknownPlanPart, StalePage, StillHeld, BadText.
    """
    whole = open_campaign(actor, campaign, now=now)
    node = PlanNode.objects.filter(campaign=whole, code=code).first()
    if node is None:
        raise UnknownPlanPart(code=code[:40])
    _check_withdrawal(node, version)
    below = PlanNode.objects.filter(parent=node, withdrawn_at__isnull=True)
    if below.exists() or node.measures.filter(withdrawn_at__isnull=True).exists():
        raise StillHeld(title=node.title)
    _withdraw(node, reason, now)
    content = {"code": code, "reason": node.reason}
    journal_campaign(whole, actor, now, "plan.withdrawn", content)
    return node


@transaction.atomic
def withdraw_measure(
    *, actor: Actor, now: datetime, campaign: str, code: str, version: int, reason: str
) -> Measure:
    """Take a measure out of its plan, with its tasks and whatever of them is not settled.

    Raises UnknownCampaign, NotAllowed, CampaignClosed, UnknownPlanPart, StalePage, BadText.
    """
    whole = open_campaign(actor, campaign, now=now)
    measure = Measure.objects.filter(campaign=whole, code=code).first()
    if measure is None:
        raise UnknownPlanPart(code=code[:40])
    _check_withdrawal(measure, version)
    why = text_of(reason, REASON_LENGTH, "reason")
    rows = Assignment.objects.filter(measure=measure, state__in=sorted(LIVE)).order_by("id")
    gone = withdraw_rows(list(rows.select_for_update()), why, now)
    Task.objects.filter(measure=measure).update(state=TaskState.WITHDRAWN.value, reason=why)
    with retallied(whole.pk):
        _withdraw(measure, why, now)
    remove_text(collection="plan", key=measure.ref)
    content = {"code": code, "reason": why, "assignments": gone}
    journal_campaign(whole, actor, now, "measure.withdrawn", content)
    return Measure.objects.get(pk=measure.pk)


def _check_withdrawal(row: PlanNode | Measure, version: int) -> None:
    if row.withdrawn_at is not None:
        raise WithdrawnAlready
    same_version(row, version)


def _withdraw(row: PlanNode | Measure, reason: str, now: datetime) -> None:
    row.reason = text_of(reason, REASON_LENGTH, "reason")
    row.withdrawn_at = now
    row.version += 1
    row.save(update_fields=["reason", "withdrawn_at", "version"])


@transaction.atomic
def issue_plan(*, actor: Actor, now: datetime, campaign: str, version: int, note: str = "") -> PlanVersion:
    """Freeze the plan as its next edition; from the first one on it binds those below.

    Raises UnknownCampaign, NotAllowed, CampaignClosed, StalePage, BadTree, NothingToIssue, NothingChanged.
    """
    whole = open_campaign(actor, campaign, now=now)
    same_version(whole, version)
    content = content_of(whole)
    if not content["measures"]:
        raise NothingToIssue
    judged(rows_of(content))
    last = PlanVersion.objects.filter(campaign=whole).order_by("-number").first()
    if last is not None and last.content == content:
        raise NothingChanged(number=last.number)
    edition = PlanVersion.objects.create(
        campaign=whole,
        number=whole.edition + 1,
        content=content,
        note=text_of(note, REASON_LENGTH, "note") if note.strip() else "",
        issued_by=actor.ref,
        issued_at=now,
    )
    whole.edition, whole.state = edition.number, CampaignState.ISSUED.value
    whole.issued_at = whole.issued_at or now
    whole.version += 1
    whole.save(update_fields=["edition", "state", "issued_at", "version"])
    journal_campaign(whole, actor, now, "plan.issued", {"edition": edition.number, "note": edition.note})
    return edition


@transaction.atomic
def close_campaign(*, actor: Actor, now: datetime, campaign: str, version: int, note: str) -> Campaign:
    """End a campaign: nothing in it changes any more. Every phase must have passed its review (S2-21).

    Raises UnknownCampaign, NotAllowed, CampaignClosed, StalePage, PhasesOpen, BadText.
    """
    whole = open_campaign(actor, campaign, now=now)
    same_version(whole, version)
    phases = PlanNode.objects.filter(campaign=whole, kind=NodeKind.PHASE.value, withdrawn_at__isnull=True)
    passed = PhaseReview.objects.filter(node__in=phases, outcome=GateOutcome.PASSED.value)
    missing = phases.exclude(id__in=passed.values("node_id")).count()
    if missing:
        raise PhasesOpen(count=missing)
    said = text_of(note, REASON_LENGTH, "note")
    whole.state, whole.closed_at = CampaignState.CLOSED.value, now
    whole.version += 1
    whole.save(update_fields=["state", "closed_at", "version"])
    journal_campaign(whole, actor, now, "campaign.closed", {"note": said})
    return whole
