"""Which numbers in a tree of places must be left out so that no small one can be worked out.

A place's number is the sum of those below it, so a number that is left out can come back by subtraction. Here
every withheld number is given the exact range of values that all published numbers together still allow; as
long as some range has shrunk to a single value, one more number is left out. Sums over a tree bind each place
only to its parent and its children, so two passes give exact ranges.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

LARGEST_SMALL = 4
"""A number of people from 1 to 4 could point at somebody (the plan's trust page: count < 5, suppress)."""

UNBOUNDED = 1 << 60
CITY_LEVEL = 2
Range = tuple[int, int]


class Mark(StrEnum):
    """What stands in place of a number: nothing, "<5" (it is 0 to 4), or "cover" (it may be any number)."""

    SHOWN = ""
    SMALL = "<5"
    COVER = "cover"


@dataclass(frozen=True)
class Tree:
    """Places by code: the code of the parent ("" at the top) and the level (1 province to 4 township)."""

    parents: Mapping[str, str]
    levels: Mapping[str, int]
    children: dict[str, tuple[str, ...]] = field(init=False)
    downwards: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        below: dict[str, list[str]] = {}
        for code in sorted(self.parents):
            below.setdefault(self.parents[code], []).append(code)
        object.__setattr__(self, "children", {code: tuple(codes) for code, codes in below.items()})
        object.__setattr__(self, "downwards", tuple(self._walk("")))

    def _walk(self, start: str) -> Iterator[str]:
        waiting = list(self.children.get(start, ()))
        while waiting:
            code = waiting.pop(0)
            yield code
            waiting.extend(self.children.get(code, ()))

    def down_to(self, level: int) -> "Tree":
        """The tree without the levels below ``level``."""
        kept = {code: parent for code, parent in self.parents.items() if self.levels[code] <= level}
        return Tree(kept, self.levels)


@dataclass(frozen=True)
class Table:
    """One measure in one period. ``floors`` are lower bounds that other published tables give away (a place
    with three units broken by cases had at least three cases)."""

    tree: Tree
    values: Mapping[str, int]
    floors: Mapping[str, int] = field(default_factory=dict)

    def value(self, code: str) -> int:
        """The true number; places without a row have none."""
        return self.values.get(code, 0)

    def hidden_as(self, code: str) -> Mark:
        """How a number is withheld: "<5" would say too much where it is nearly given away from below."""
        value = self.value(code)
        tight = min(self.floors.get(code, 0), value) > LARGEST_SMALL // 2
        return Mark.COVER if value > LARGEST_SMALL or tight else Mark.SMALL

    def domain(self, code: str, mark: Mark) -> Range:
        """What a reader knows of one number from its own cell."""
        value = self.value(code)
        lowest = min(self.floors.get(code, 0), value)
        if mark is Mark.SHOWN:
            return value, value
        return (lowest, LARGEST_SMALL) if mark is Mark.SMALL else (lowest, UNBOUNDED)

    def rest(self, code: str) -> int:
        """What a place has beside its children; taken as known to the reader, to be on the safe side."""
        return self.value(code) - sum(self.value(child) for child in self.tree.children[code])


def ranges(table: Table, marks: Mapping[str, Mark]) -> dict[str, Range]:
    """The smallest and largest value that each number can have, given everything that is published."""
    tree = table.tree
    upward: dict[str, Range] = {}
    for code in reversed(tree.downwards):
        low, high = table.domain(code, marks.get(code, Mark.SHOWN))
        if code in tree.children:
            below = _sum(table.rest(code), [upward[child] for child in tree.children[code]])
            low, high = max(low, below[0]), min(high, below[1])
        upward[code] = (low, high)
    found: dict[str, Range] = {}
    for code in tree.downwards:
        found.setdefault(code, upward[code])
        children = tree.children.get(code, ())
        if children:
            rest = table.rest(code)
            lows, highs = _sum(0, [upward[child] for child in children])
            low, high = found[code]
            for child in children:
                least, most = upward[child]
                found[child] = (
                    max(least, low - rest - (highs - most)),
                    min(most, high - rest - (lows - least)),
                )
    return found


def _sum(start: int, parts: list[Range]) -> Range:
    return start + sum(low for low, _ in parts), start + sum(high for _, high in parts)


def withhold(table: Table) -> dict[str, Mark]:
    """The marks of all withheld numbers: those from 1 to 4 below city level, and as many others as it takes
    so that none has only one possible value. Numbers of a city or the province go last."""
    tree = table.tree
    marks = {
        code: table.hidden_as(code)
        for code in tree.downwards
        if tree.levels[code] > CITY_LEVEL and 1 <= table.value(code) <= LARGEST_SMALL
    }
    while bare := _bare(table, marks):
        touched: set[str] = set()
        for code in bare:
            family = tree.parents[code]
            if family not in touched:
                touched.add(family)
                _relax(table, marks, code)
    return marks


def _bare(table: Table, marks: Mapping[str, Mark]) -> list[str]:
    """Withheld numbers with one possible value, those first (and then alone) whose children all stand open."""
    found = ranges(table, marks)
    bare = sorted(code for code in marks if found[code][0] == found[code][1])
    return [code for code in bare if _open_below(table, marks, code)] or bare


def _open_below(table: Table, marks: Mapping[str, Mark], code: str) -> bool:
    children = table.tree.children.get(code, ())
    return bool(children) and not any(child in marks for child in children)


def _relax(table: Table, marks: dict[str, Mark], code: str) -> None:
    """Withhold one number more, or say less about one, among those that give ``code`` away: those below it
    when they are all shown, else its siblings, its own cell, its parent, and so on outwards."""
    tree = table.tree
    parent = tree.parents[code]
    family = [other for other in tree.children[parent] if other != code]
    below = list(tree.children.get(code, ()))
    rings = [family, [code], [parent] if parent else [], below, list(tree.downwards)]
    if _open_below(table, marks, code):
        rings.insert(0, below)
    for ring in rings:
        if _hide_one(table, marks, ring) or _say_less(marks, ring):
            return


def _hide_one(table: Table, marks: dict[str, Mark], codes: list[str]) -> bool:
    """Withhold the smallest shown number that is not 0, or else a 0."""
    shown = [code for code in codes if code not in marks]
    if not shown:
        return False
    chosen = min(shown, key=lambda code: (table.value(code) == 0, table.value(code), code))
    marks[chosen] = table.hidden_as(chosen)
    return True


def _say_less(marks: dict[str, Mark], codes: list[str]) -> bool:
    """Turn the first "<5" into "cover"."""
    for code in codes:
        if marks.get(code) is Mark.SMALL:
            marks[code] = Mark.COVER
            return True
    return False
