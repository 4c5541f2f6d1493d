"""Campaigns, their trees with counts and colours, coverage by place, and editions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from chizi.core.cursors import number_cursor
from chizi.org.abilities import Actor, local_day, may, narrow, scope_of
from chizi.org.models import Party, Region
from chizi.org.queries import RegionRef, region_ref
from chizi.org.queries.places import ancestors, children, home_region, visible_region
from chizi.org.rules import Ability
from chizi.plan.campaign_policy import campaign_policy
from chizi.plan.campaign_refusals import UnknownEdition
from chizi.plan.models import Assignment, Campaign, Measure, PhaseReview, PlanNode, PlanVersion
from chizi.plan.plan_rows import content_of
from chizi.plan.queries.figures import Figures, figures_at
from chizi.plan.reaching import campaign_for, visible_campaigns
from chizi.plan.rules.campaigns import CampaignState, NodeKind
from chizi.plan.rules.milestones import Colour, Light, light
from chizi.plan.rules.tasks import AssignmentState
from chizi.plan.rules.trees import Difference, Plan, compare
from chizi.plan.tallies import OWED_ROWS

MOST_PARTIES = 200


@dataclass(frozen=True)
class CampaignLine:
    """One campaign with its figures; ``check`` is None for a general one."""

    id: int
    code: str
    title: str
    kind: str
    state: str
    basis: str
    issuer: str
    starts: date
    ends: date
    check_on: date | None
    months: int | None
    edition: int
    version: int
    figures: Figures
    light: Light
    check: Light | None
    may_manage: bool


@dataclass(frozen=True)
class CampaignList:
    """Campaigns, newest first; ``after`` is the next cursor."""

    campaigns: tuple[CampaignLine, ...]
    after: str


def campaigns(viewer: Actor, *, now: datetime, after: str = "", limit: int = 50) -> CampaignList:
    """Campaigns that bind what the viewer may see; two queries."""
    rows = visible_campaigns(viewer, now=now).select_related("issuer").order_by("-id")
    if (number := number_cursor(after)) is not None:
        rows = rows.filter(id__lt=number)
    found = list(rows[: limit + 1])
    lines = _campaign_lines(viewer, found[:limit], now)
    return CampaignList(lines, str(found[limit - 1].id) if len(found) > limit else "")


def _campaign_lines(viewer: Actor, rows: Iterable[Campaign], now: datetime) -> tuple[CampaignLine, ...]:
    rows = list(rows)
    place = _home_place(viewer, now)
    figures = figures_at((row.id, place) for row in rows)
    return tuple(_campaign_line(viewer, row, figures[(row.id, place)], now) for row in rows)


def campaign_line(viewer: Actor, row: Campaign, now: datetime) -> CampaignLine:
    """One campaign that the viewer may see, with its figures."""
    (line,) = _campaign_lines(viewer, [row], now)
    return line


def _home_place(viewer: Actor, now: datetime) -> str:
    """The place whose figures a viewer sees of a whole campaign: everything, or his highest region."""
    if scope_of(viewer, Ability.SEE_PLAN, now=now).everything:
        return "0"
    home = home_region(viewer, now=now, ability=Ability.SEE_PLAN)
    return f"r{home.id}" if home is not None else "r0"


def _campaign_line(viewer: Actor, row: Campaign, figures: Figures, now: datetime) -> CampaignLine:
    today, closed = local_day(now), row.state == CampaignState.CLOSED
    policy = campaign_policy()
    return CampaignLine(
        id=row.id,
        code=row.code,
        title=row.title,
        kind=row.kind,
        state=row.state,
        basis=row.basis,
        issuer=row.issuer.name,
        starts=row.starts,
        ends=row.ends,
        check_on=row.check_on,
        months=row.months,
        edition=row.edition,
        version=row.version,
        figures=figures,
        light=light(policy, "campaign", row.ends, closed, today),
        check=light(policy, "check", row.check_on, closed or row.check_on < today, today)
        if row.check_on
        else None,
        may_manage=may(viewer, Ability.MANAGE_PLAN, row, now=now),
    )


@dataclass(frozen=True)
class MeasureLine:
    """One measure of a tree; ``asked`` and ``done`` count assignments within the viewer's scope."""

    id: int
    code: str
    title: str
    owner: str
    starts: date
    due: date
    version: int
    asked: int
    done: int
    light: Light


@dataclass(frozen=True)
class PlanLine:
    """One plan of a tree at its depth, with the sums of everything below it. ``gate`` is a phase's last review."""

    id: int
    code: str
    kind: str
    title: str
    cross_phase: bool
    depth: int
    starts: date | None
    due: date | None
    version: int
    measures: tuple[MeasureLine, ...]
    total: int
    covered: int
    colours: Mapping[str, int]
    gate: str
    light: Light | None


@dataclass(frozen=True)
class PlanMap:
    """A campaign's tree in the order in which it is read: each plan before those below it."""

    campaign: CampaignLine
    plans: tuple[PlanLine, ...]


def plan_map(viewer: Actor, code: str, *, now: datetime) -> PlanMap:
    """The tree of a campaign with counts and colours; at most eight queries. Raises UnknownCampaign."""
    campaign = campaign_for(viewer, code, now=now)
    nodes = list(PlanNode.objects.filter(campaign=campaign, withdrawn_at__isnull=True))
    measures = Measure.objects.filter(campaign=campaign, withdrawn_at__isnull=True).select_related("owner")
    counts = _own_counts(viewer, campaign, now)
    by_node: dict[int, list[MeasureLine]] = {}
    for one in measures.order_by("place_in_order", "id"):
        by_node.setdefault(one.node_id, []).append(_measure_line(one, counts, local_day(now)))
    gates = dict(
        PhaseReview.objects.filter(node__campaign=campaign).order_by("id").values_list("node_id", "outcome")
    )
    line = campaign_line(viewer, campaign, now)
    return PlanMap(line, tuple(_walked(nodes, by_node, gates, local_day(now))))


def _own_counts(viewer: Actor, campaign: Campaign, now: datetime) -> dict[int, tuple[int, int]] | None:
    """(asked, done) by measure within the viewer's scope; None for one who sees everything: the rows have it."""
    scope = scope_of(viewer, Ability.SEE_PLAN, now=now)
    if scope.everything:
        return None
    rows = narrow(Assignment.objects.filter(OWED_ROWS, campaign_id=campaign.id), scope)
    done = Count("id", filter=Q(state=AssignmentState.ACCEPTED.value))
    counted = rows.order_by().values_list("measure_id").annotate(asked=Count("id"), done=done)
    return {measure: (asked, finished) for measure, asked, finished in counted}


def _measure_line(one: Measure, counts: Mapping[int, tuple[int, int]] | None, today: date) -> MeasureLine:
    asked, done = (one.asked, one.done) if counts is None else counts.get(one.id, (0, 0))
    return MeasureLine(
        id=one.id,
        code=one.code,
        title=one.title,
        owner=one.owner.name,
        starts=one.starts,
        due=one.due,
        version=one.version,
        asked=asked,
        done=done,
        light=light(campaign_policy(), "measure", one.due, done > 0 and done == asked, today),
    )


def _walked(
    nodes: list[PlanNode], by_node: Mapping[int, list[MeasureLine]], gates: Mapping[int, str], today: date
) -> Iterable[PlanLine]:
    below: dict[int | None, list[PlanNode]] = {}
    for node in sorted(nodes, key=lambda one: (one.place_in_order, one.id)):
        below.setdefault(node.parent_id, []).append(node)
    stack = [(node, 0) for node in reversed(below.get(None, []))]
    while stack:
        node, depth = stack.pop()
        yield _plan_line(node, depth, _all_below(node, below, by_node), by_node, gates, today)
        stack += [(one, depth + 1) for one in reversed(below.get(node.id, []))]


def _all_below(
    node: PlanNode, below: Mapping[int | None, list[PlanNode]], by_node: Mapping[int, list[MeasureLine]]
) -> list[MeasureLine]:
    found, stack = [], [node]
    while stack:
        at = stack.pop()
        found += by_node.get(at.id, [])
        stack += below.get(at.id, [])
    return found


def _plan_line(
    node: PlanNode,
    depth: int,
    whole: list[MeasureLine],
    by_node: Mapping[int, list[MeasureLine]],
    gates: Mapping[int, str],
    today: date,
) -> PlanLine:
    colours = {colour.value: sum(one.light.colour == colour for one in whole) for colour in Colour}
    gate = gates.get(node.id, "")
    ends = node.kind == NodeKind.PHASE and node.due is not None
    return PlanLine(
        id=node.id,
        code=node.code,
        kind=node.kind,
        title=node.title,
        cross_phase=node.cross_phase,
        depth=depth,
        starts=node.starts,
        due=node.due,
        version=node.version,
        measures=tuple(by_node.get(node.id, [])),
        total=len(whole),
        covered=sum(one.done > 0 for one in whole),
        colours=colours,
        gate=gate,
        light=light(campaign_policy(), "phase", node.due, gate == "passed", today)
        if ends and node.due
        else None,
    )


@dataclass(frozen=True)
class CoverageRow:
    """The figures of one place or party. ``code`` is a region's, or a party's."""

    code: str
    name: str
    figures: Figures


@dataclass(frozen=True)
class CoverageBoard:
    """Coverage of a campaign by the places directly below one, in the order of their codes, never ranked.

    ``above`` are the places from the highest that the viewer may see down to the region itself.
    """

    campaign: CampaignLine
    region: RegionRef
    above: tuple[RegionRef, ...]
    whole: Figures
    places: tuple[CoverageRow, ...]
    parties: tuple[CoverageRow, ...]


def coverage_board(viewer: Actor, code: str, *, now: datetime, region: str = "") -> CoverageBoard:
    """Coverage and completion below ``region`` (default: the highest the viewer may see), with the parties that
    stand in the region itself. From counters; at most nine queries. Raises UnknownCampaign, UnknownRegion."""
    campaign = campaign_for(viewer, code, now=now)
    at = _board_region(viewer, region, now)
    below = children(at)
    parties = list(Party.objects.filter(region=at, closed_on__isnull=True).order_by("code")[:MOST_PARTIES])
    own = "0" if at.level == 1 else f"r{at.id}"
    wanted = [(campaign.id, place) for place in _places(own, below, parties)]
    found = figures_at(wanted)
    line = _campaign_line(viewer, campaign, found[(campaign.id, own)], now)
    places = [CoverageRow(one.code, one.name, found[(campaign.id, f"r{one.id}")]) for one in below]
    standing = [CoverageRow(one.code, one.name, found[(campaign.id, f"p{one.id}")]) for one in parties]
    busy = tuple(one for one in standing if one.figures.measures)
    above = ancestors(at, scope_of(viewer, Ability.SEE_PLAN, now=now))
    return CoverageBoard(line, region_ref(at), above, line.figures, tuple(places), busy)


def _places(own: str, below: Iterable[Region], parties: Iterable[Party]) -> list[str]:
    return [own, *(f"r{one.id}" for one in below), *(f"p{one.id}" for one in parties)]


def _board_region(viewer: Actor, code: str, now: datetime) -> Region:
    if not code:
        home = home_region(viewer, now=now, ability=Ability.SEE_PLAN)
        code = home.code if home is not None else ""
    return visible_region(viewer, code, now=now, ability=Ability.SEE_PLAN)


@dataclass(frozen=True)
class EditionLine:
    """One issued edition of a plan."""

    number: int
    note: str
    issued_by: str
    issued_at: datetime


def editions(viewer: Actor, code: str, *, now: datetime) -> tuple[EditionLine, ...]:
    """The editions of a plan, newest first. Raises UnknownCampaign."""
    campaign = campaign_for(viewer, code, now=now)
    rows = PlanVersion.objects.filter(campaign=campaign).order_by("-number")
    return tuple(EditionLine(*one) for one in rows.values_list("number", "note", "issued_by", "issued_at"))


def compare_editions(
    viewer: Actor, code: str, before: int, after: int, *, now: datetime
) -> tuple[Difference, ...]:
    """What changed between two editions, field by field; 0 stands for the plan as it is now.

    Raises UnknownCampaign, UnknownEdition.
    """
    campaign = campaign_for(viewer, code, now=now)
    return compare(_content(campaign, before), _content(campaign, after))


def edition(viewer: Actor, code: str, number: int, *, now: datetime) -> Plan:
    """The content of an edition; 0: the plan as it is now. Raises UnknownCampaign, UnknownEdition."""
    return _content(campaign_for(viewer, code, now=now), number)


def _content(campaign: Campaign, number: int) -> Plan:
    if number == 0:
        return content_of(campaign)
    known = 0 < number < 2**31
    found = PlanVersion.objects.filter(campaign=campaign, number=number).first() if known else None
    if found is None:
        raise UnknownEdition(number=number)
    content: Plan = found.content
    return content
