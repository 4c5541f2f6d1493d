"""The figures of a publication as its page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext, ngettext

from chizi.fronts.kit.figures import Figure, SumLine
from chizi.fronts.kit.formats import as_of_text, count, percent, points
from chizi.fronts.kit.statuses import status_word
from chizi.fronts.kit.vocabulary import LEVELS, TALLIES, ZEROS, said
from chizi.fronts.public.words import question
from chizi.publish.queries import Card, Count, PeopleCount, PlaceFigure, Places
from chizi.publish.rules import Mark

STATUSES = ("achieved", "broken", "disputed", "pending")
TABLE_COUNTS = ("deaths", "criminal_cases", "public_order_cases", "petitions_in_time", "petitions_late")


@dataclass(frozen=True)
class Cell:
    """A number as text; ``note`` is read out and shown beside it."""

    text: str
    note: str = ""


@dataclass(frozen=True)
class Line:
    """A row of a table: its head, the address behind it, and its cells."""

    head: str
    cells: Sequence[Cell]
    href: str = ""
    total: bool = False


def headline(card: Card, place: PlaceFigure, zero: str, period: str) -> Figure:
    """The rate of one place with numerator, denominator, as-of, the change on the year before, and the sum."""
    counts = place.zeros[zero]
    as_of = gettext("As of %(instant)s · rule %(rule)s") % {
        "instant": as_of_text(card.as_of),
        "rule": card.criteria_id,
    }
    label = question(zero, place.name, period)
    if counts.rate is None:
        return Figure(label, "–", of=gettext("No units were in scope, so there is no rate."), as_of=as_of)
    of = gettext("%(achieved)s of %(whole)s units in scope") % {
        "achieved": count(counts.achieved),
        "whole": count(counts.in_scope),
    }
    return Figure(
        label=label,
        value=percent(counts.rate),
        unit="%",
        of=of,
        as_of=as_of,
        provisional=provisional(counts),
        change=_against(place, zero),
        why=_sum(place, counts),
    )


def provisional(counts: Count) -> str:
    """Why a rate may still change, and between which values; nothing for a final one."""
    open_units = counts.disputed + counts.pending
    if not open_units or not counts.in_scope:
        return ""
    highest = Fraction(counts.achieved + open_units, counts.in_scope)
    return ngettext(
        "%(number)s unit is not decided yet. When it is, the rate will lie between %(low)s %% and %(high)s %%.",
        "%(number)s units are not decided yet. When they are, the rate will lie between %(low)s %% and %(high)s %%.",
        open_units,
    ) % {"number": count(open_units), "low": percent(counts.rate), "high": percent(highest)}


def _against(place: PlaceFigure, zero: str) -> str:
    change = place.change(zero)
    if change is None:
        return gettext("No figure for the year before to compare with.")
    return gettext("%(points)s percentage points against the year before") % {"points": points(change)}


def _sum(place: PlaceFigure, counts: Count) -> list[SumLine]:
    lines = [SumLine(status_word(status), count(getattr(counts, status))) for status in STATUSES]
    lines.append(SumLine(gettext("in scope"), count(counts.in_scope), total=True))
    lines.append(SumLine(status_word("not_in_scope"), count(place.not_in_scope)))
    return lines


def by_zero(place: PlaceFigure) -> list[Line]:
    """One line for each zero: rate, change, units by status."""
    return [_line(said(ZEROS, zero), place, zero) for zero in ZEROS]


def by_place(found: Places, zero: str, hrefs: dict[str, str]) -> list[Line]:
    """One line for each place within, in code order and without rank (R-19), and one for the whole."""
    lines = [_line(place.name, place, zero, hrefs.get(place.code, "")) for place in found.within]
    return [*lines, _line(found.own.name, found.own, zero, total=True)]


def _line(head: str, place: PlaceFigure, zero: str, href: str = "", total: bool = False) -> Line:
    counts = place.zeros[zero]
    rate = Cell(
        percent(counts.rate) if counts.rate is not None else gettext("no units"),
        gettext("provisional") if counts.provisional else "",
    )
    rest = (
        count(getattr(counts, name)) for name in ("achieved", "in_scope", "broken", "disputed", "pending")
    )
    return Line(head, (rate, *map(Cell, rest), Cell(points(place.change(zero)))), href, total)


def level_word(found: Places) -> str:
    """What the places within are: cities, counties or townships."""
    return gettext(LEVELS[found.within[0].level]) if found.within else ""


def events(place: PlaceFigure) -> list[Line]:
    """Counts of events of one place: this period, the year before, the change."""
    lines = []
    for name in TALLIES:
        one = place.people.get(name)
        if one is None or (one.value is None and one.mark is Mark.SHOWN):
            continue
        before = count(one.before) if one.before is not None else "–"
        lines.append(Line(said(TALLIES, name), (people_cell(one), Cell(before), Cell(_relative(one)))))
    return lines


def events_by_place(found: Places) -> list[Line]:
    """The counts of events of each place within; nothing where none is given at this level."""
    lines = [
        Line(place.name, [people_cell(place.people.get(name)) for name in TABLE_COUNTS])
        for place in found.within
    ]
    given = any(cell.text != "–" for line in lines for cell in line.cells)
    return lines if given else []


def event_columns() -> list[str]:
    """Heads of the table of events by place."""
    return [said(TALLIES, name) for name in TABLE_COUNTS]


def people_cell(one: PeopleCount | None) -> Cell:
    """A count of events, or the mark that stands in its place."""
    if one is None or (one.value is None and one.mark is Mark.SHOWN):
        return Cell("–")
    if one.value is not None:
        return Cell(count(one.value))
    if one.mark is Mark.SMALL:
        return Cell("<5", gettext("withheld"))
    return Cell("…", gettext("withheld to protect another number"))


def _relative(one: PeopleCount) -> str:
    if one.value is None or one.before is None or one.before == 0:
        return "–"
    return f"{points(Fraction(one.value - one.before, one.before))} %"
