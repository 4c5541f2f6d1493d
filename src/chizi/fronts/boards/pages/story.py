"""One unit: its grid of statuses, and the events behind them with the row of the rule that spoke."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.forms import Form
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from chizi.evaluation.queries import UnitStory
from chizi.evaluation.queries.stories import ReasonLine, Stretch
from chizi.fronts.boards.choice import Choice
from chizi.fronts.boards.pages.appeals import NO_OBJECTIONS, Objections, Typed, objections
from chizi.fronts.kit.formats import count, day_text, instant_html, local, period_text
from chizi.fronts.kit.statuses import mark
from chizi.fronts.kit.vocabulary import KIND, SUBTYPES, ZEROS, said, sector_word, severity_word

Fact = tuple[str, SafeString | str]


@dataclass(frozen=True)
class GridYear:
    """A year of the grid: heads are (words, address, chosen), lines are (zero, marks in the order of the heads)."""

    year: str
    heads: list[tuple[str, str, bool]]
    lines: list[tuple[str, list[tuple[SafeString, bool]]]]


@dataclass(frozen=True)
class ReasonCard:
    """One event as it is told."""

    title: str
    rule: str
    certain: bool
    facts: list[Fact]
    ident: str
    rule_id: str
    delivery: int
    delivery_href: str
    objections: Objections

    @property
    def forms(self) -> list[Form]:
        """The forms that stand on the card."""
        found = [self.objections.form, *(one.form for one in self.objections.told)]
        return [form for form in found if form is not None]


def grid(story: UnitStory, choice: Choice) -> list[GridYear]:
    """Years, newest first; in each the year itself and its months."""
    years: dict[str, list[str]] = {}
    for key in sorted(story.grid):
        years.setdefault(key[:4], []).append(key)
    return [_grid_year(year, years[year], story, choice) for year in sorted(years, reverse=True)]


def _grid_year(year: str, keys: list[str], story: UnitStory, choice: Choice) -> GridYear:
    heads = []
    for key in keys:
        short = key[5:].lstrip("0") or gettext("Year")
        heads.append((short, choice.but(period=key).unit(story.code), key == story.period))
    lines = []
    for zero in ZEROS:
        marks = [(mark(story.grid[key].get(zero, "")), key == story.period) for key in keys]
        lines.append((said(ZEROS, zero), marks))
    return GridYear(period_text(year), heads, lines)


def facts(story: UnitStory) -> list[Fact]:
    """What the register says of the unit today."""
    found: list[Fact] = [(gettext("Code"), story.code), (gettext("Kind"), said(KIND, story.kind))]
    if story.sector:
        found.append((gettext("Sector"), sector_word(story.sector)))
    found.append(
        (gettext("Open since"), instant_html(story.opened_on) if story.opened_on else gettext("not known"))
    )
    if story.closed_on:
        found.append((gettext("Closed on"), instant_html(story.closed_on)))
    if story.successor_code:
        found.append((gettext("Taken over by"), story.successor_code))
    return found


def stretch_rows(rows: Iterable[Stretch]) -> list[tuple[str, str, str, str]]:
    """(from, until, place, name and kind) of each stretch of the register; the first day after is not shown."""
    found = []
    for row in rows:
        start = day_text(row.valid_from) if row.valid_from else gettext("always so far")
        end = (
            gettext("before %(day)s") % {"day": day_text(row.valid_to)}
            if row.valid_to
            else gettext("until today")
        )
        what = " · ".join(part for part in (row.name, said(KIND, row.kind), sector_word(row.sector)) if part)
        found.append((start, end, row.place, what))
    return found


def split(
    story: UnitStory, choice: Choice, typed: Typed | None = None
) -> tuple[list[ReasonCard], list[ReasonCard]]:
    """The events that break the chosen period, and those that break another; ``typed`` puts a form back."""
    here: list[ReasonCard] = []
    elsewhere: list[ReasonCard] = []
    for reason in story.reasons:
        raised = objections(story, reason.zero, reason.event_id, choice, typed)
        told = card(reason, story.run.as_of, raised)
        (here if story.period in reason.periods else elsewhere).append(told)
    return here, elsewhere


def card(reason: ReasonLine, as_of: datetime, raised: Objections = NO_OBJECTIONS) -> ReasonCard:
    """An event told in the order in which people ask: what, when, how bad, since when known."""
    return ReasonCard(
        title=f"{said(SUBTYPES, reason.subtype)} · {said(ZEROS, reason.zero)}",
        rule=reason.rule_text,
        certain=reason.certain,
        facts=[*_dates(reason, as_of), *_weight(reason), _broken(reason)],
        ident=reason.event_id,
        rule_id=reason.rule_id,
        delivery=reason.delivery_id,
        delivery_href=_delivery(reason.delivery_id),
        objections=raised,
    )


def _dates(reason: ReasonLine, as_of: datetime) -> list[Fact]:
    found: list[Fact] = [(gettext("Happened"), instant_html(reason.occurred_at))]
    if reason.due_at:
        found.append((gettext("Due"), instant_html(reason.due_at)))
        settled = reason.resolved_at if reason.resolved_at and reason.resolved_at < as_of else None
        if settled:
            words = format_html("{} ({})", instant_html(settled), _late(reason.due_at, settled))
        else:
            words = format_html("{}", gettext("not by the as-of of this run"))
        found.append((gettext("Settled"), words))
    found.append((gettext("Known to the lead department"), instant_html(reason.reported_at)))
    if reason.concealment_found_at:
        found.append((gettext("Concealment established"), instant_html(reason.concealment_found_at)))
    return found


def _late(due: datetime, settled: datetime) -> str:
    days = (local(settled).date() - local(due).date()).days
    if days < 1:
        return gettext("late, on the same day")
    return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": count(days)}


def _weight(reason: ReasonLine) -> list[Fact]:
    found: list[Fact] = []
    if reason.deaths is not None or reason.injuries is not None:
        harm = gettext("%(deaths)s dead, %(injuries)s injured")
        found.append(
            (gettext("Harm"), harm % {"deaths": reason.deaths or 0, "injuries": reason.injuries or 0})
        )
    if reason.severity is not None:
        found.append((gettext("Severity"), severity_word(reason.severity)))
    return found


def _broken(reason: ReasonLine) -> Fact:
    label = gettext("Breaks") if reason.certain else gettext("Would break")
    return label, gettext(", ").join(period_text(key) for key in reason.periods)


def _delivery(number: int) -> str:
    """The page of the delivery the event came by, where the desk has one."""
    try:
        return reverse("desk:delivery", args=[number])
    except NoReverseMatch:
        return ""
