"""Where I stand, and what can be chosen: period, units, run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from chizi.evaluation.queries import Board
from chizi.evaluation.queries.runs import RunRef
from chizi.fronts.boards.choice import Choice
from chizi.fronts.kit.formats import as_of_text, period_text
from chizi.fronts.kit.vocabulary import KINDS, said, sector_word
from chizi.org.queries import RegionRef


@dataclass(frozen=True)
class Options:
    """A select: groups of (value, words, chosen). A group without a name stands by itself."""

    name: str
    label: str
    groups: Sequence[tuple[str, Sequence[tuple[str, str, bool]]]]


def trail(ancestors: Iterable[RegionRef], region: RegionRef, choice: Choice) -> list[tuple[str, str]]:
    """From the highest visible place down to this one; each keeps the rest of the choice."""
    line = [one for one in ancestors if one.code != region.code] + [region]
    return [(one.name, choice.but(region=one.code, depth="").board()) for one in line]


def controls(board: Board, choice: Choice) -> list[Options]:
    """The selects of a board, in the order of the sentence."""
    found = [period_options(board.periods, board.period), slice_options(board.slices, board.slice)]
    if len(board.runs) > 1:
        found.append(run_options(board.runs, board.run, choice.run))
    return found


def period_options(periods: Iterable[str], chosen: str) -> Options:
    """Years, newest first, each followed by its months."""
    keys = set(periods)
    years = sorted({key[:4] for key in keys}, reverse=True)
    groups = []
    for year in years:
        own = sorted(key for key in keys if key[:4] == year)
        groups.append((period_text(year), [(key, period_text(key), key == chosen) for key in own]))
    return Options("period", gettext("Period"), groups)


def slice_options(slices: Iterable[str], chosen: str) -> Options:
    """All units, then kinds, then sectors."""
    kinds = [(f"kind:{code}", said(KINDS, code)) for code in KINDS]
    known = set(slices)
    sectors = sorted(one for one in known if one.startswith("sector:"))
    groups = [("", [("all", gettext("all units"), chosen == "all")])]
    groups.append((gettext("Kinds"), [(code, word, code == chosen) for code, word in kinds if code in known]))
    named = [(code, sector_word(code.removeprefix("sector:")), code == chosen) for code in sectors]
    groups.append((gettext("Sectors"), named))
    return Options("slice", gettext("Units"), [group for group in groups if group[1]])


def run_options(runs: Iterable[RunRef], current: RunRef, asked: str) -> Options:
    """The newest run needs no number in the address; older ones do."""
    found = []
    for number, run in enumerate(runs):
        words = gettext("run %(run)s, as of %(instant)s") % {"run": run.id, "instant": as_of_text(run.as_of)}
        found.append(("" if number == 0 and not asked else str(run.id), words, run.id == current.id))
    return Options("run", gettext("Judgement"), [("", found)])
