"""What is left out of a publication, and the exact account of it.

Counts of people (deaths, cases, petitions) are complete for the province and its cities. Below city level each
place shows five totals for whole years, all units together; every finer split (month, kind, sector) would be
one more equation by which a withheld number could be worked out. Of those totals, numbers from 1 to 4 are
withheld, and others with them as `withholding` finds necessary. Numbers of units are never withheld: a unit is
a village or a workplace, and neither its code nor its name is published.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from chizi.core.dataset import Column, Dataset
from chizi.core.words import N_
from chizi.publish.refusals import PointsAtSomeone, UnknownPlace, UnmarkedPeople
from chizi.publish.rules.withholding import CITY_LEVEL, Mark, Table, Tree, withhold

TEXT_COLUMNS = frozenset(
    {
        "period",
        "region_code",
        "region_name",
        "party",
        "source",
        "question",
        "method",
        "level",
        "slice",
        "zero",
        "status",
        "body",
        "first_month",
        "last_month",
    }
    | {"sha256", "withheld"}
)
"""The only columns of text: places, periods, lead departments, words of our own. Any other could name a person."""

POINTERS = re.compile(r"(_|\b)(id|code|no|number|phone|address|latitude|longitude)\Z")
PEOPLE = re.compile(
    r"death|injur|casualt|fatal|case|petition|victim|suspect|person|people|resident|visitor|event|rows"
)
UNIT_STATUSES = re.compile(r"(petition|accident|case|three_zero)_(achieved|broken|disputed|pending)\Z")
FIGURE_KEYS = ("period", "region_code", "slice")
TOTALS = ("deaths", "criminal_cases", "public_order_cases", "petitions_in_time", "petitions_late")
"""What is given below city level. Fatal accidents are not: where deaths are withheld they would give them away."""

COUNTED = (*TOTALS, "fatal_accidents", "rows")
FAMILY = {"deaths": ("deaths", "fatal_accidents")}
"""Counts that say much the same: where one must go at city level, so must the other."""

ZERO_OF = {"criminal_cases": "case", "public_order_cases": "case", "petitions_late": "petition"}
ALL = "all"
WITHHELD = Column(
    "withheld",
    "text",
    N_("Withheld"),
    N_(
        "names each withheld count: <5 means 0 to 4; cover means any number, left out because a <5 could be worked"
        " out from it; an empty count that is not named is not given at this level of detail"
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
    "Below city level, counts of deaths, cases and petitions are given for whole years and all units together, and"
    " fatal accidents not at all: a withheld count could be worked out from finer ones."
)
CHAIN_WHY = N_(
    "Finer counts of cities are left out where a city's total itself had to be withheld because it has a single"
    " county."
)


def redact(tables: Sequence[Dataset], tree: Tree) -> Redacted:
    """Check every column and withhold small counts of people.

    ``tree`` holds every region that a table may name. Raises PointsAtSomeone, UnmarkedPeople or UnknownPlace.
    """
    done: list[Dataset] = []
    removals: list[Removal] = []
    for table in tables:
        names = [column.name for column in table.columns]
        _check_columns(table)
        if "region_code" in names:
            _check_places(table, tree)
        if not set(COUNTED) & set(names):
            done.append(table)
            continue
        work = _Work(table, tree)
        done.append(work.redacted())
        removals += work.removals()
    return Redacted(tuple(done), tuple(removals))


def _check_columns(table: Dataset) -> None:
    names = {column.name for column in table.columns}
    for column in table.columns:
        if column.name in TEXT_COLUMNS:
            continue
        if column.kind == "text" or POINTERS.search(column.name):
            raise PointsAtSomeone(table=table.name, column=column.name)
        counts_people = PEOPLE.search(column.name) and not UNIT_STATUSES.match(column.name)
        if counts_people and (column.name not in COUNTED or "region_code" not in names):
            raise UnmarkedPeople(table=table.name, column=column.name)


def _check_places(table: Dataset, tree: Tree) -> None:
    at = [column.name for column in table.columns].index("region_code")
    for code in {row[at] for row in table.rows}:
        if code not in tree.levels:
            raise UnknownPlace(table=table.name, code=str(code)[:40])


Cells = dict[tuple[str, str], dict[str, int]]
"""{(year, measure or zero): {region code: number}}"""


class _Work:
    """One table with counts of people on its way into a publication."""

    def __init__(self, table: Dataset, tree: Tree) -> None:
        self.table = table
        self.tree = tree
        self.at = {column.name: place for place, column in enumerate(table.columns)}
        self.people = [name for name in COUNTED if name in self.at]
        self.by_total = set(FIGURE_KEYS) <= self.at.keys()
        self.tally = {Mark.SMALL.value: 0, Mark.COVER.value: 0, "finer": 0, "chain": 0}
        self.marks = self._all_marks() if self.by_total else {}
        self.chained = self._chained()

    def redacted(self) -> Dataset:
        """The table with empty cells where a count is withheld, and a column that names them."""
        columns = (*self.table.columns, WITHHELD) if self.by_total else self.table.columns
        return replace(self.table, columns=columns, rows=[self._row(row) for row in self.table.rows])

    def removals(self) -> list[Removal]:
        """The account."""
        reasons = {"<5": SMALL_WHY, "cover": COVER_WHY, "finer": FINER_WHY, "chain": CHAIN_WHY}
        return [
            Removal(rule, self.table.name, self.tally[rule], why)
            for rule, why in reasons.items()
            if self.tally[rule]
        ]

    def _total(self, row: tuple[Any, ...]) -> bool:
        """Whether the row is a whole year of all units of a place."""
        return self.by_total and row[self.at["slice"]] == ALL and len(row[self.at["period"]]) == 4

    def _row(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        code = row[self.at["region_code"]]
        low, total = self.tree.levels[code] > CITY_LEVEL, self._total(row)
        year = row[self.at["period"]][:4] if self.by_total else ""
        cells, named = list(row), []
        for name in self.people:
            mark = self.marks.get((year, name), {}).get(code) if total else None
            if mark:
                named.append(f"{name}:{mark.value}")
                self._blank(cells, name, mark.value)
            elif low and not (total and name in TOTALS):
                self._blank(cells, name, "finer")
            elif (year, name) in self.chained and not (total and name in TOTALS):
                self._blank(cells, name, "chain")
        return (*cells, " ".join(named)) if self.by_total else tuple(cells)

    def _blank(self, cells: list[Any], name: str, reason: str) -> None:
        if cells[self.at[name]] is not None:
            cells[self.at[name]] = None
            self.tally[reason] += 1

    def _all_marks(self) -> dict[tuple[str, str], dict[str, Mark]]:
        totals: Cells = {}
        for row in self.table.rows:
            if self._total(row):
                for name in self.people:
                    if name in TOTALS:
                        place = totals.setdefault((row[self.at["period"]], name), {})
                        place[row[self.at["region_code"]]] = row[self.at[name]] or 0
        levels = self.tree.levels
        deepest = max((levels[code] for values in totals.values() for code in values), default=CITY_LEVEL)
        places, floors = self.tree.down_to(deepest), self._floors()
        found = {}
        for (year, name), values in totals.items():
            known = floors.get((year, ZERO_OF.get(name, "")), {})
            found[year, name] = withhold(Table(places, values, known))
        return found

    def _floors(self) -> Cells:
        """Lower bounds of counts of events that the numbers of broken units give away: in a year there were
        at least as many as units broken in it, and as many as units broken month by month."""
        years: Cells = {}
        months: Cells = {}
        zeros = [zero for zero in ("case", "petition") if f"{zero}_broken" in self.at]
        for row in self.table.rows:
            if row[self.at["slice"]] != ALL:
                continue
            period, code = row[self.at["period"]], row[self.at["region_code"]]
            for zero in zeros:
                counts = (years if len(period) == 4 else months).setdefault((period[:4], zero), {})
                counts[code] = counts.get(code, 0) + (row[self.at[f"{zero}_broken"]] or 0)
        for key, counts in months.items():
            known = years.setdefault(key, {})
            known |= {code: max(known.get(code, 0), count) for code, count in counts.items()}
        return years

    def _chained(self) -> set[tuple[str, str]]:
        """(year, measure) whose finer counts of cities must go because a city's own total did."""
        return {
            (year, other)
            for (year, name), marks in self.marks.items()
            if any(self.tree.levels[code] <= CITY_LEVEL for code in marks)
            for other in FAMILY.get(name, (name,))
        }
