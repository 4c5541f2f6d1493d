"""What is left out of a publication, and the exact account of it.

Counts of people (deaths, cases, petitions) appear only as tallies. From city level up they are complete. Below
it each place shows five totals for whole years, all units together; every finer split (month, kind, sector,
subtype) would be one more equation by which a withheld number could be worked out. Of those totals, numbers
from 1 to 4 are withheld, and others with them as `withholding` finds necessary.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chizi.core.dataset import Column, Dataset
from chizi.core.words import N_
from chizi.publish.refusals import PointsAtSomeone, UnknownPlace, UnmarkedPeople
from chizi.publish.rules.withholding import CITY_LEVEL, Mark, Table, Tree, withhold

TEXT_COLUMNS = frozenset(
    {"period", "region_code", "region_name", "parent_code", "slice", "measure", "zero", "status", "withheld"}
)
"""The only columns of text: places, periods and words of our own. A name of anything else could be a person."""

POINTERS = re.compile(r"(_|\b)(id|code|no|number|phone|address|latitude|longitude)\Z")
PEOPLE = re.compile(r"death|injur|casualt|case|petition|victim|suspect|person|people|resident|visitor")
UNIT_STATUSES = re.compile(r"(petition|accident|case|three_zero)_(achieved|broken|disputed|pending)\Z")
TALLY_COLUMNS = ("period", "region_code", "slice", "measure", "n")
OPEN_BELOW_CITY = ("deaths", "criminal_cases", "public_order_cases", "petitions_in_time", "petitions_late")
FAMILY = {
    "deaths": {
        "deaths",
        "fatal_accidents",
        *(f"break:{kind}" for kind in ("work_safety", "fire", "traffic", "other_safety")),
    },
    "criminal_cases": {"criminal_cases", "break:criminal"},
    "public_order_cases": {"public_order_cases", "break:public_order"},
    "petitions_in_time": {"petitions_in_time"},
    "petitions_late": {
        "petitions_late",
        *(f"break:{kind}" for kind in ("settlement_appeal", "complaint", "visit")),
    },
}
"""Counts that say much the same: where one must go at city level, so must the others."""

ZERO_OF = {"criminal_cases": "case", "public_order_cases": "case", "petitions_late": "petition"}
ALL = "all"
WITHHELD = Column(
    "withheld",
    "text",
    N_("Withheld"),
    N_(
        "empty: the number is shown; <5: it is 0 to 4; cover: left out because a <5 could be worked out from it"
    ),
)


@dataclass(frozen=True)
class Removal:
    """One kind of omission in one table: how many cells or rows, and the reason as an English msgid."""

    rule: str
    table: str
    count: int
    why: str


@dataclass(frozen=True)
class Redacted:
    """The tables as they may be published, and the account of what was left out."""

    tables: tuple[Dataset, ...]
    removals: tuple[Removal, ...]


SMALL_WHY = N_(
    "Counts of deaths, cases and petitions from 1 to 4 below city level are shown as <5, so that nobody can be"
    " recognised in them."
)
COVER_WHY = N_("These counts are left out because a count shown as <5 could be worked out from them.")
FINER_WHY = N_(
    "Below city level, counts of deaths, cases and petitions are given for whole years and all units together;"
    " finer counts would nearly all be below 5."
)
CHAIN_WHY = N_(
    "Finer counts of cities are left out where a city's total itself had to be withheld because it has a single"
    " county."
)


def redact(tables: Sequence[Dataset], tree: Tree) -> Redacted:
    """Check every column and withhold small counts of people.

    ``tree`` holds every region that a table may name. Raises PointsAtSomeone, UnmarkedPeople or UnknownPlace.
    """
    for table in tables:
        _check_columns(table)
        _check_places(table, tree)
    floors = _floors(tables)
    done: list[Dataset] = []
    removals: list[Removal] = []
    for table in tables:
        if is_tally(table):
            kept, removed = _redact_tallies(table, tree, floors)
            done.append(kept)
            removals += removed
        else:
            done.append(table)
    return Redacted(tuple(done), tuple(removal for removal in removals if removal.count))


def is_tally(table: Dataset) -> bool:
    """Whether the table counts events in one row per measure."""
    return set(TALLY_COLUMNS) <= {column.name for column in table.columns}


def _check_columns(table: Dataset) -> None:
    for column in table.columns:
        known = column.name in TEXT_COLUMNS
        if not known and (column.kind == "text" or POINTERS.search(column.name)):
            raise PointsAtSomeone(table=table.name, column=column.name)
        if not known and not UNIT_STATUSES.match(column.name) and PEOPLE.search(column.name):
            raise UnmarkedPeople(table=table.name, column=column.name)


def _check_places(table: Dataset, tree: Tree) -> None:
    names = [column.name for column in table.columns]
    if "region_code" in names:
        at = names.index("region_code")
        for code in {row[at] for row in table.rows}:
            if code not in tree.levels:
                raise UnknownPlace(table=table.name, code=str(code)[:40])


def _picker(table: Dataset, names: Iterable[str]) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    at = [[column.name for column in table.columns].index(name) for name in names]
    return lambda row: tuple(row[place] for place in at)


Cells = dict[tuple[str, str], dict[str, int]]
"""{(year, measure): {region code: number}}"""


def _floors(tables: Sequence[Dataset]) -> Cells:
    """Lower bounds of counts of events that the published numbers of broken units give away: in a year at
    least as many events as units broken in it, and as many as units broken month by month."""
    found: Cells = {}
    for table in tables:
        names = {column.name for column in table.columns}
        wanted = {f"{zero}_broken" for zero in ZERO_OF.values()}
        if not {"period", "region_code", "slice", *wanted} <= names:
            continue
        monthly: dict[tuple[str, str], dict[str, int]] = {}
        pick = _picker(table, ("period", "region_code", "slice", "case_broken", "petition_broken"))
        for period, code, slice_name, cases, petitions in map(pick, table.rows):
            if slice_name == ALL:
                target = found if len(period) == 4 else monthly
                for zero, count in (("case", cases), ("petition", petitions)):
                    counts = target.setdefault((period[:4], zero), {})
                    counts[code] = counts.get(code, 0) + (count or 0)
        for key, counts in monthly.items():
            years = found.setdefault(key, {})
            for code, count in counts.items():
                years[code] = max(years.get(code, 0), count)
    return found


def _redact_tallies(table: Dataset, tree: Tree, floors: Cells) -> tuple[Dataset, list[Removal]]:
    pick = _picker(table, TALLY_COLUMNS)
    totals: Cells = {}
    upper: list[tuple[Any, ...]] = []
    finer = 0
    for period, code, slice_name, measure, count in map(pick, table.rows):
        total = slice_name == ALL and len(period) == 4 and measure in OPEN_BELOW_CITY
        if total:
            totals.setdefault((period, measure), {})[code] = count
        elif tree.levels[code] > CITY_LEVEL:
            finer += 1
        else:
            upper.append((period, code, slice_name, measure, count, Mark.SHOWN.value))
    rows: list[tuple[Any, ...]] = []
    tallied = {Mark.SMALL: 0, Mark.COVER: 0}
    broken_chains: set[tuple[str, str]] = set()
    deepest = max((tree.levels[code] for values in totals.values() for code in values), default=CITY_LEVEL)
    places = tree.down_to(deepest)
    for (period, measure), values in totals.items():
        marks = withhold(Table(places, values, floors.get((period, ZERO_OF.get(measure, "")), {})))
        for mark in marks.values():
            tallied[mark] += 1
        if any(tree.levels[code] <= CITY_LEVEL for code in marks):
            broken_chains |= {(period, other) for other in FAMILY[measure]}
        for code in values.keys() | marks.keys():
            mark = marks.get(code, Mark.SHOWN)
            shown = values.get(code, 0) if mark is Mark.SHOWN else None
            rows.append((period, code, ALL, measure, shown, mark.value))
    kept = [row for row in upper if (row[0][:4], row[3]) not in broken_chains]
    rows = sorted([*rows, *kept], key=lambda row: (row[0], tree.levels[row[1]], *row[1:4]))
    removals = [
        Removal("small-count", table.name, tallied[Mark.SMALL], SMALL_WHY),
        Removal("cover", table.name, tallied[Mark.COVER], COVER_WHY),
        Removal("finer-below-city", table.name, finer, FINER_WHY),
        Removal("finer-of-city", table.name, len(upper) - len(kept), CHAIN_WHY),
    ]
    by_name = {column.name: column for column in table.columns}
    columns = (*(by_name[name] for name in TALLY_COLUMNS), WITHHELD)
    return replace(table, columns=columns, rows=rows), removals
