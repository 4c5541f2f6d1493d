"""Today: what waits to be decided; and how the three zeros stand: the newest run, what is missing, what came in."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from chizi.fronts.desk.pages.deliveries import delivery_rows, list_columns
from chizi.fronts.desk.pages.publications import title_of
from chizi.fronts.desk.words import FAMILIES
from chizi.fronts.kit.figures import Figure, SumLine
from chizi.fronts.kit.formats import as_of_text, count, percent, period_text, points
from chizi.fronts.kit.lists import Blank, ListPage
from chizi.fronts.kit.statuses import status_word
from chizi.fronts.kit.vocabulary import ZEROS, said
from chizi.overview.queries import Decisions, Headline, Standing
from chizi.overview.rules import MissingGroup, spans

NAMED = 12
IN_SCOPE = ("achieved", "broken", "disputed", "pending")


@dataclass(frozen=True)
class Gap:
    """Missing deliveries in words: which zero, which months, which counties."""

    zero: str
    months: str
    counties: str
    more: str


@dataclass(frozen=True)
class Waiting:
    """A publication that waits: its title and address, and what for."""

    title: str
    href: str
    text: str


def headline_figures(home: Standing) -> list[Figure]:
    """One figure for each family of units."""
    return [_figure(home, one) for one in home.headlines]


def _figure(home: Standing, one: Headline) -> Figure:
    counts = one.counts
    label = f"{said(FAMILIES, one.family)} · {period_text(one.period)}"
    as_of = _as_of(home)
    if counts.rate is None:
        return Figure(label, "–", of=gettext("no units in scope"), as_of=as_of)
    lines = [SumLine(status_word(status), count(getattr(counts, status))) for status in IN_SCOPE]
    lines.append(SumLine(gettext("in scope"), count(counts.in_scope), total=True))
    ratio = f"{count(counts.achieved)} / {count(counts.in_scope)} = {percent(counts.rate)} %"
    lines.append(SumLine(gettext("rate"), ratio))
    of = {"achieved": count(counts.achieved), "whole": count(counts.in_scope)}
    region = home.region.code if home.region else ""
    return Figure(
        label=label,
        value=percent(counts.rate),
        unit="%",
        of=gettext("%(achieved)s of %(whole)s units in scope") % of,
        href=reverse("boards:board", args=[region]),
        as_of=as_of,
        provisional=_provisional(one),
        change=_change(one),
        why=lines,
        rule=gettext("All three zeros together, judged by rule %(rule)s on the lead departments' deliveries.")
        % {"rule": home.run.criteria_id if home.run else ""},
    )


def _as_of(home: Standing) -> str:
    if home.run is None:
        return ""
    said_of = {"instant": as_of_text(home.run.as_of), "run": home.run.id, "rule": home.run.criteria_id}
    return gettext("As of %(instant)s · run %(run)s · rule %(rule)s") % said_of


def _provisional(one: Headline) -> str:
    if not one.counts.provisional:
        return ""
    numbers = {"disputed": count(one.counts.disputed), "pending": count(one.counts.pending)}
    return (
        gettext(
            "Provisional: %(disputed)s units are disputed and %(pending)s are pending; the rate may change."
        )
        % numbers
    )


def _change(one: Headline) -> str:
    before = one.before.rate if one.before else None
    if before is None or one.counts.rate is None:
        return gettext("No figure for the year before to compare with.")
    moved = {"change": points(one.counts.rate - before), "before": percent(before)}
    return gettext("%(change)s points on the year before (%(before)s %%)") % moved


def gaps(home: Standing) -> list[Gap]:
    """Missing deliveries, the widest first."""
    return [_gap(group, home.counties) for group in home.missing]


def _gap(group: MissingGroup, counties: int) -> Gap:
    months = gettext(", ").join(_span(first, last) for first, last in spans(group.months))
    number = len(group.counties)
    if number == counties and number > 1:
        return Gap(said(ZEROS, group.zero), months, gettext("all counties"), "")
    names = gettext(", ").join(one.name for one in group.counties[:NAMED])
    rest = number - NAMED
    more = ngettext("and %(number)s more county", "and %(number)s more counties", rest) if rest > 0 else ""
    return Gap(said(ZEROS, group.zero), months, names, more % {"number": count(rest)} if more else "")


def _span(first: str, last: str) -> str:
    if first == last:
        return period_text(first)
    return gettext("%(first)s to %(last)s") % {"first": period_text(first), "last": period_text(last)}


def waiting(home: Decisions) -> list[Waiting]:
    """Publications that wait for the viewer, then those of his that wait for others."""
    mine = gettext("Waits for your approval: read it, then approve or decline it.")
    theirs = gettext("You proposed it; another person approves it.")
    return [
        Waiting(title_of(one.titles), reverse("desk:publication", args=[one.id]), text)
        for cards, text in ((home.to_approve, mine), (home.proposed, theirs))
        for one in cards
    ]


def objections(home: Decisions) -> list[Waiting]:
    """Objections that the viewer's department is to answer, each on the page of its unit."""
    return [
        Waiting(
            gettext("Objection to event %(event)s") % {"event": one.event_id},
            reverse("boards:unit", args=[one.unit_code]),
            f"{said(ZEROS, one.zero)} · {one.raised_by}: {Truncator(one.reason).chars(80)}",
        )
        for one in home.objections
    ]


def last_deliveries(home: Standing) -> ListPage:
    """The newest few deliveries."""
    return ListPage(
        title=gettext("Last deliveries"),
        columns=list_columns(),
        rows=delivery_rows(home.deliveries),
        sentence=[gettext("Last deliveries")],
        blank=Blank(
            gettext("No delivery yet"),
            gettext("The three lead departments hand in events by month. What they hand in stands here."),
        ),
        ident="last",
    )
