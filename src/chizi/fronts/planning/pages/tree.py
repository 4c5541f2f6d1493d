"""The plan map: boxes within boxes, counts by colour, measures in lines; and the phases along the time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from chizi.core.dataset import Column, Dataset
from chizi.fronts.kit.formats import day_text
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.planning.pages.campaigns import span_text
from chizi.fronts.planning.pages.lights import bar, colours_html, light_html, of_text
from chizi.fronts.planning.sheets import TITLES
from chizi.fronts.planning.words import GATES, NODE_KINDS
from chizi.plan.plan_rows import rows_of
from chizi.plan.queries import CampaignLine, PlanLine, PlanMap
from chizi.plan.rules.campaigns import NodeKind
from chizi.plan.rules.trees import COLUMNS, Plan

CALM = 12  # a tree with more measures opens its sub-plans only when asked


@dataclass
class Box:
    """One plan of the map with the boxes and measures below it."""

    line: PlanLine
    kind: str
    span: str
    of: str
    bar: SafeString
    colours: SafeString
    light: SafeString | str
    gate: str
    open: bool
    measures: list["Line"]
    boxes: list["Box"] = field(default_factory=list)

    @property
    def phases(self) -> list["Box"]:
        return [one for one in self.boxes if one.line.kind == NodeKind.PHASE]

    @property
    def others(self) -> list["Box"]:
        return [one for one in self.boxes if one.line.kind != NodeKind.PHASE]


@dataclass(frozen=True)
class Line:
    """One measure of the map."""

    href: str
    code: str
    title: str
    owner: str
    window: str
    light: SafeString | str
    done: str
    tasks_href: str


def boxes(found: PlanMap, *, everything: bool) -> list[Box]:
    """The overall plan (one box) with all that stands below it; ``everything`` opens all of it."""
    measures = sum(len(one.measures) for one in found.plans)
    calm = measures <= CALM or everything
    top: list[Box] = []
    above: list[Box] = []
    for line in found.plans:
        del above[line.depth :]
        held = line.kind in (NodeKind.OVERALL, NodeKind.PHASE)
        box = _box(line, open=held or calm)
        (above[-1].boxes if above else top).append(box)
        above.append(box)
    return top


def _box(line: PlanLine, *, open: bool) -> Box:
    words = gettext("Measures covered")
    of = of_text(line.covered, line.total)
    window = [day_text(one) for one in (line.starts, line.due) if one is not None]
    return Box(
        line=line,
        kind=said(NODE_KINDS, line.kind),
        span=span_text(line.starts, line.due) if line.starts and line.due else "".join(window),
        of=of if line.total else gettext("no measures"),
        bar=bar(line.covered, line.total, f"{words} {of}"),
        colours=colours_html(line.colours),
        light=light_html(line.light) if line.light else "",
        gate=said(GATES, line.gate) if line.gate else "",
        open=open,
        measures=[
            Line(
                href=reverse("planning:measure", args=[one.id]),
                code=one.code,
                title=one.title,
                owner=one.owner,
                window=f"{short(one.starts)} – {short(one.due)}",
                light=light_html(one.light),
                done=of_text(one.done, one.asked) if one.asked else gettext("nobody asked yet"),
                tasks_href=f"{reverse('planning:measure', args=[one.id])}#tasks-title" if one.asked else "",
            )
            for one in line.measures
        ],
    )


def short(day: date) -> str:
    """A day in the shortest form that cannot be misread."""
    return day.isoformat()


@dataclass(frozen=True)
class Stripe:
    """One line of the timeline: the time as a bar in percentages of the campaign's."""

    title: str
    href: str
    span: str
    drawn: SafeString
    note: SafeString | str


def timeline(found: PlanMap, today: date) -> list[Stripe]:
    """The campaign and its phases below each other, so that overlaps are seen; empty without phases."""
    phases = [one for one in found.plans if one.kind == NodeKind.PHASE and one.starts and one.due]
    campaign = found.campaign
    if not phases and campaign.check_on is None:
        return []
    months = list(_months(campaign.starts, campaign.ends))
    marks = [today, *([campaign.check_on] if campaign.check_on else [])]
    whole = _Scale(campaign, months, marks)
    stripes = [
        Stripe(
            gettext("The whole campaign"),
            "",
            span_text(campaign.starts, campaign.ends),
            whole.drawn(campaign.starts, campaign.ends, "whole"),
            _check(campaign),
        )
    ]
    for one in phases:
        if one.starts is None or one.due is None:
            continue
        stripes.append(
            Stripe(
                one.title,
                f"#plan-{one.code}",
                span_text(one.starts, one.due),
                whole.drawn(one.starts, one.due, "phase"),
                light_html(one.light),
            )
        )
    return stripes


def _check(campaign: CampaignLine) -> SafeString | str:
    if campaign.check_on is None:
        return ""
    words = gettext("Mid-term check on %(day)s") % {"day": day_text(campaign.check_on)}
    return format_html("{} {}", words, light_html(campaign.check))


def _months(starts: date, ends: date) -> Iterable[date]:
    """The first days of the months within a time; at most a hundred and twenty."""
    day = starts.replace(day=1)
    for _ in range(121):
        day = (day + timedelta(days=32)).replace(day=1)
        if day > ends:
            return
        yield day


class _Scale:
    """Days as percentages of a campaign's time."""

    def __init__(self, campaign: CampaignLine, months: Sequence[date], marks: Sequence[date]) -> None:
        self.starts, self.days = campaign.starts, (campaign.ends - campaign.starts).days + 1
        self.months, self.marks = months, [one for one in marks if campaign.starts <= one <= campaign.ends]
        self.check = campaign.check_on

    def at(self, day: date) -> float:
        return round(100 * (day - self.starts).days / self.days, 2)

    def drawn(self, starts: date, due: date, css: str) -> SafeString:
        """A bar from the first to the last day; thin lines for months, thick ones for today and the check."""
        left, right = max(0.0, self.at(starts)), min(100.0, self.at(due + timedelta(days=1)))
        lines = [
            f'<line class="tl-month" x1="{self.at(one)}%" x2="{self.at(one)}%" y1="0" y2="22"/>'
            for one in self.months
        ]
        for one in self.marks:
            kind = "check" if one == self.check else "today"
            lines.append(
                f'<line class="tl-{kind}" x1="{self.at(one)}%" x2="{self.at(one)}%" y1="0" y2="22"/>'
            )
        words = escape(span_text(starts, due))
        return mark_safe(  # noqa: S308 - numbers and class names are ours, the words are escaped
            f'<svg class="tl" role="img" aria-label="{words}"><rect class="tl-{css}" x="{left}%" y="5"'
            f' width="{max(right - left, 0.5):.2f}%" height="12"/>{"".join(lines)}</svg>'
        )


def tree_data(content: Plan) -> Dataset:
    """The plan as the rows that can be brought again."""
    columns = tuple(Column(name, "text", TITLES[name], meaning) for name, meaning in COLUMNS.items())
    rows = [tuple(getattr(row, name) for name in COLUMNS) for row in rows_of(content)]
    return Dataset(f"plan-{content['campaign']['code']}", columns, rows)


def colour_sums(found: PlanMap) -> Mapping[str, int]:
    """Counts by colour of the whole plan."""
    top = next((one for one in found.plans if one.depth == 0), None)
    return top.colours if top is not None else {}
