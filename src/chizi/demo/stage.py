"""What the scenes of the demo share: the clock, the people, who acts for whom, and dice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyarrow as pa

from chizi.demo.clock import Clock
from chizi.org.models import Party, Person, Region
from chizi.org.queries import party_by_code
from chizi.org.rules import full_code


@dataclass
class Stage:
    """``hands`` maps the code of a body to the user name of who acts for it; ``whole`` is false for small demos,
    which show one of each kind and not the numbers."""

    clock: Clock
    people: Mapping[str, Person]
    hands: Mapping[str, str]
    seed: int
    whole: bool
    _parties: dict[str, Party] = field(default_factory=dict)

    @cached_property
    def office(self) -> Person:
        return self.people["office"]

    @cached_property
    def province(self) -> Region:
        return self.region("14")

    @property
    def source(self) -> str:
        return f"demo:{self.seed}"

    def dice(self, scene: int) -> np.random.Generator:
        """Dice of a scene's own: a change in one scene changes no other."""
        return np.random.default_rng([self.seed, scene])

    def region(self, code: str) -> Region:
        """A region by its short code."""
        return Region.objects.get(code=full_code(code))

    def party(self, code: str) -> Party:
        """A party by its code; a body's own code will do."""
        whole = code if ":" in code else f"agency:{code}"
        if whole not in self._parties:
            self._parties[whole] = party_by_code(whole)
        return self._parties[whole]

    def hand(self, code: str) -> Person:
        """Who acts for a body."""
        return self.people[self.hands[code.removeprefix("agency:")]]


def sheet(columns: Iterable[str], rows: list[Mapping[str, str]]) -> pa.Table:
    """Lines by column as the table that imports read; a column that a line does not name is empty."""
    table = {name: pa.array([row.get(name, "") for row in rows], pa.string()) for name in columns}
    return pa.table({**table, "line": pa.array(range(2, len(rows) + 2), pa.int64())})
