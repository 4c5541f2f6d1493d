"""Taking in a whole plan from a sheet or a TOML file: all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chizi.core.imports import ImportReport, RejectedRow
from chizi.org.abilities import Actor, require
from chizi.org.models import Party
from chizi.org.rules import Ability
from chizi.plan.actions.campaigns import draft_campaign, journal_campaign, keep_tree, open_campaign
from chizi.plan.campaign_refusals import CodeTaken
from chizi.plan.models import Campaign
from chizi.plan.plan_rows import content_of, owners
from chizi.plan.rules.campaigns import TAKEN, CampaignState
from chizi.plan.rules.trees import Difference, Plan, Row, compare, day, judge


@dataclass(frozen=True)
class PlanReport(ImportReport):
    """What came of the file; ``differences`` are against the plan as it stands, for a dry run too."""

    campaign: str = ""
    differences: tuple[Difference, ...] = ()


@transaction.atomic
def import_plan(
    *,
    actor: Actor,
    now: datetime,
    rows: Sequence[Row],
    source: str,
    dry_run: bool = False,
    form_faults: Sequence[RejectedRow] = (),
) -> PlanReport:
    """Take in a campaign with its tree. A draft becomes what the file says; in an issued plan the file adds and
    changes, and what it does not name stays (withdrawing needs a reason, at the desk).

    ``source`` is the SHA-256 of the file, ``form_faults`` what was wrong with its form already.
    Raises NotAllowed, UnknownCampaign, CampaignClosed, CodeTaken.
    """
    plan, faults = judge(rows, owners(row.owner for row in rows)) if rows or not form_faults else ({}, [])
    faults = [*form_faults, *faults]
    bad = {fault.line for fault in faults}
    if faults:
        require(actor, Ability.MANAGE_PLAN, _anywhere(actor, rows, now), now=now)
        good = sum(row.line not in bad for row in rows)
        return PlanReport(len(rows), good, rejected=tuple(faults))
    head = plan["campaign"]
    issuer = Party.objects.select_related("region").get(code=head["issuer"])
    require(actor, Ability.MANAGE_PLAN, issuer, now=now)
    if head["code"] in TAKEN:
        raise CodeTaken(field="code", code=head["code"])
    stands = Campaign.objects.filter(code=head["code"]).exists()
    campaign = open_campaign(actor, head["code"], now=now) if stands else None
    if campaign is not None and campaign.issuer_id != issuer.id:
        raise CodeTaken(field="code", code=head["code"])
    before: Plan = content_of(campaign) if campaign is not None else {}
    changes = compare(before, plan)
    if campaign is not None and campaign.state == CampaignState.ISSUED:
        changes = tuple(one for one in changes if one.what != "removed")
    touched = {(one.part, one.code) for one in changes}
    counts = {"plans": len(plan["plans"]), "measures": len(plan["measures"])}
    unchanged = sum((part, code) not in touched for part, code in _parts(plan))
    report = PlanReport(
        total=len(rows),
        accepted=len(rows) - unchanged,
        unchanged=unchanged,
        notes=counts,
        campaign=head["code"],
        differences=changes,
        stored=not dry_run,
    )
    if not dry_run:
        _keep(campaign, plan, issuer, actor, now, source)
    return report


def _anywhere(actor: Actor, rows: Sequence[Row], now: datetime) -> Party | None:
    """The issuer that the faulty file names, as far as it does: its faults are told to nobody else."""
    named = [row.owner for row in rows if row.kind == "campaign"]
    codes = [code for code in owners(named).values() if code]
    return Party.objects.filter(code__in=codes).first()


def _parts(plan: Plan) -> list[tuple[str, str]]:
    parts = [("campaign", plan["campaign"]["code"])]
    parts += [("plan", one["code"]) for one in plan["plans"]]
    return parts + [("measure", one["code"]) for one in plan["measures"]]


def _keep(
    campaign: Campaign | None, plan: Plan, issuer: Party, actor: Actor, now: datetime, source: str
) -> None:
    head = plan["campaign"]
    if campaign is None:
        campaign = draft_campaign(
            actor=actor,
            now=now,
            code=head["code"],
            title=head["title"],
            basis=head["basis"],
            issuer=issuer,
            starts=_known(head["starts"]),
            ends=None if head["months"] else _known(head["ends"]),
            months=int(head["months"]) if head["months"] else None,
        )
    for name in ("kind", "title", "basis"):
        setattr(campaign, name, head[name])
    campaign.starts, campaign.ends = _known(head["starts"]), _known(head["ends"])
    campaign.months = int(head["months"]) if head["months"] else None
    campaign.check_on = day(head["check_on"])
    campaign.save()
    keep_tree(campaign, plan, exact=campaign.state == CampaignState.DRAFT)
    content = {"file": source, "plans": len(plan["plans"]), "measures": len(plan["measures"])}
    journal_campaign(campaign, actor, now, "plan.imported", content)


def _known(text: str) -> date:
    found = day(text)
    assert found is not None  # noqa: S101 - judged before
    return found
