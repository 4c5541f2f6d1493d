"""What stands beside the rate: the months, the counts of events, and the deliveries that are missing."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from chizi.evaluation.queries import Board
from chizi.fronts.boards.choice import Choice
from chizi.fronts.boards.pages.headline import change_of
from chizi.fronts.kit.formats import MINUS, count, percent, period_text, points
from chizi.fronts.kit.vocabulary import SUBTYPES, TALLIES, ZEROS, said

BREAK = "break:"


@dataclass(frozen=True)
class Month:
    """One month of the trend with the same month of the year before."""

    name: str
    rate: str
    before: str
    change: str
    of: str
    href: str


def months(board: Board, choice: Choice) -> list[Month]:
    """The trend as a table."""
    earlier = {key[5:]: counts for key, counts in board.trend_before}
    found = []
    for key, counts in board.trend:
        before = earlier.get(key[5:])
        before_rate = before.rate if before else None
        found.append(
            Month(
                period_text(key),
                percent(counts.rate),
                percent(before_rate),
                points(change_of(counts.rate, before_rate)),
                f"{count(counts.achieved)} / {count(counts.in_scope)}",
                choice.but(period=key).board(),
            )
        )
    return found


def trend_data(board: Board, rows: list[Month]) -> dict[str, Any]:
    """The trend as the chart draws it: the same rounded numbers, nulls where there is no rate."""
    year = board.period[:4]
    return {
        "months": [key[5:].lstrip("0") for key, _counts in board.trend],
        "now": {"name": year, "rates": [_number(row.rate) for row in rows]},
        "before": {"name": str(int(year) - 1), "rates": [_number(row.before) for row in rows]},
        "hrefs": [row.href for row in rows],
    }


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


@dataclass(frozen=True)
class Tally:
    """A count of events with its change on the year before, (now - before) / before."""

    label: str
    number: str
    before: str
    change: str


@dataclass(frozen=True)
class TallyTable:
    """Counts that belong together."""

    ident: str
    title: str
    note: str
    lines: list[Tally]


def tallies(board: Board) -> list[TallyTable]:
    """The events that broke a zero, by kind; and the counts that stand beside the zeros. Empty ones are left out."""
    breaks = [(BREAK + subtype, said(SUBTYPES, subtype)) for subtype in SUBTYPES]
    counts = [(name, said(TALLIES, name)) for name in TALLIES]
    tables = [
        TallyTable(
            "breaks",
            gettext("What broke the zeros"),
            gettext("Each event counts once, whatever number of periods it breaks."),
            _lines(board, breaks),
        ),
        TallyTable(
            "counts",
            gettext("What lies beside the zeros"),
            gettext(
                "A petition settled in time breaks nothing; the number of petitions is no measure of anybody."
            ),
            _lines(board, counts),
        ),
    ]
    return [table for table in tables if table.lines]


def _lines(board: Board, names: list[tuple[str, str]]) -> list[Tally]:
    now = board.own.tallies
    before = board.own_before.tallies if board.own_before else None
    shown = [(name, word) for name, word in names if now.get(name) or (before or {}).get(name)]
    return [
        _tally(word, now.get(name, 0), None if before is None else before.get(name, 0))
        for name, word in shown
    ]


def _tally(label: str, number: int, before: int | None) -> Tally:
    return Tally(label, count(number), "–" if before is None else count(before), growth(number, before))


def growth(now: int, before: int | None) -> str:
    """(now - before) / before in per cent with its sign; a dash when there is nothing to compare with."""
    if not before:
        return "–"
    hundredths = (abs(now - before) * 20_000 + before) // (2 * before)
    sign = "±" if not hundredths else "+" if now > before else MINUS
    return f"{sign}{hundredths // 100}.{hundredths % 100:02d} %"


def gaps(board: Board) -> list[tuple[str, str]]:
    """For each zero the counties without a complete delivery: (words, names)."""
    by_zero: dict[str, list[str]] = {}
    for county, zero in board.coverage_gaps:
        by_zero.setdefault(zero, []).append(county.name)
    found = []
    for zero, names in by_zero.items():
        text = ngettext(
            "%(zero)s: %(number)s county without a complete delivery",
            "%(zero)s: %(number)s counties without a complete delivery",
            len(names),
        )
        found.append((text % {"zero": said(ZEROS, zero), "number": len(names)}, gettext(", ").join(names)))
    return found
