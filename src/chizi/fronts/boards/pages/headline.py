"""The figure of a region with its sum, and the four zeros side by side."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext

from chizi.evaluation.queries import Board, RunRef, ZeroCount
from chizi.fronts.boards.choice import Choice
from chizi.fronts.kit.figures import Figure, SumLine
from chizi.fronts.kit.formats import as_of_text, count, percent, period_text, points
from chizi.fronts.kit.statuses import status_word
from chizi.fronts.kit.vocabulary import ZEROS, said, slice_word

IN_SCOPE = ("achieved", "broken", "disputed", "pending")


@dataclass(frozen=True)
class Tile:
    """One of the four zeros: its rate and the address that chooses it."""

    label: str
    value: str
    of: str
    href: str
    current: bool
    provisional: bool


def change_of(now: Fraction | None, before: Fraction | None) -> Fraction | None:
    """The change of a rate in points; None when a side is missing."""
    return None if now is None or before is None else now - before


def tiles(board: Board, choice: Choice) -> list[Tile]:
    """The four zeros; each carries the numbers of the same region, period and slice."""
    found = []
    for zero in ZEROS:
        counts = board.by_zero.get(zero)
        if counts is None:
            continue
        of = f"{count(counts.achieved)} / {count(counts.in_scope)}"
        href = choice.but(zero=zero).board()
        current = zero == board.zero
        tile = Tile(said(ZEROS, zero), percent(counts.rate), of, href, current, counts.provisional)
        found.append(tile)
    return found


def headline(board: Board, choice: Choice) -> Figure:
    """The chosen zero's rate: numerator, denominator, as-of, change on the year before, and the sum."""
    counts = board.own.counts
    label = f"{board.region.name} · {said(ZEROS, board.zero)}"
    if counts.rate is None:
        return Figure(label, "–", of=gettext("no units in scope"), as_of=as_of(board.run))
    of = gettext("%(achieved)s of %(whole)s units in scope") % {
        "achieved": count(counts.achieved),
        "whole": count(counts.in_scope),
    }
    return Figure(
        label=label,
        value=percent(counts.rate),
        unit="%",
        of=of,
        href=choice.units("achieved"),
        as_of=as_of(board.run),
        provisional=_provisional(counts),
        change=_change(board),
        why=_sum(counts, choice),
        rule=gettext(
            "Rate = achieved / in scope. A unit counts where it stood on the last day of the period. "
            "Judged on the lead departments' deliveries alone, by rule %(rule)s."
        )
        % {"rule": board.run.criteria_id},
    )


def as_of(run: RunRef) -> str:
    """Until when was counted, by which run and rule."""
    return gettext("As of %(instant)s · run %(run)s · rule %(rule)s") % {
        "instant": as_of_text(run.as_of),
        "run": run.id,
        "rule": run.criteria_id,
    }


def _provisional(counts: ZeroCount) -> str:
    if not counts.provisional:
        return ""
    return gettext(
        "Provisional: %(disputed)s units are disputed and %(pending)s are pending; the rate may change."
    ) % {
        "disputed": count(counts.disputed),
        "pending": count(counts.pending),
    }


def _change(board: Board) -> str:
    before = board.own_before.counts.rate if board.own_before else None
    change = change_of(board.own.counts.rate, before)
    if change is None:
        return gettext("No figure for the year before to compare with.")
    return gettext("%(change)s points on the year before (%(before)s %%)") % {
        "change": points(change),
        "before": percent(before),
    }


def _sum(counts: ZeroCount, choice: Choice) -> list[SumLine]:
    lines = [
        SumLine(status_word(status), count(getattr(counts, status)), choice.units(status))
        for status in IN_SCOPE
    ]
    lines.append(SumLine(gettext("in scope"), count(counts.in_scope), total=True))
    ratio = f"{count(counts.achieved)} / {count(counts.in_scope)} = {percent(counts.rate)} %"
    lines.append(SumLine(gettext("rate"), ratio))
    lines.append(
        SumLine(status_word("not_in_scope"), count(counts.not_in_scope), choice.units("not_in_scope"))
    )
    return lines


def sentence(board: Board) -> list[str]:
    """The choice in words, printed with every table and export."""
    return [board.region.name, period_text(board.period), said(ZEROS, board.zero), slice_word(board.slice)]
