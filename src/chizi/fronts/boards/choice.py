"""What a reader has chosen (where, when, which zero, which units, which run) and the addresses it leads to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from chizi.fronts.kit.vocabulary import ZEROS

DEFAULTS = {"zero": "three_zero", "slice": "all"}
DEPTHS = ("", "county")


@dataclass(frozen=True)
class Choice:
    """The reader's choice; every address on a board carries all of it, so that going down keeps the question.

    ``period`` empty: the newest year of the run; ``run`` empty: the newest run; ``depth`` "county" shows all
    counties of the province instead of its cities. ``figures_only``: the viewer's grants show figures but not
    single units, so that numbers open nothing.
    """

    region: str
    period: str = ""
    zero: str = "three_zero"
    slice: str = "all"
    run: str = ""
    depth: str = ""
    figures_only: bool = False

    @classmethod
    def read(cls, region: str, query: Mapping[str, Any]) -> "Choice":
        """From the address. What it does not know falls back to the default; the query answers the rest."""
        zero = str(query.get("zero", ""))
        run = str(query.get("run", ""))
        depth = str(query.get("depth", ""))
        return cls(
            region=region,
            period=str(query.get("period", ""))[:7],
            zero=zero if zero in ZEROS else "three_zero",
            slice=str(query.get("slice", ""))[:60] or "all",
            run=run if run.isdecimal() and len(run) < 19 else "",
            depth=depth if depth in DEPTHS else "",
        )

    @property
    def run_id(self) -> int | None:
        return int(self.run) if self.run else None

    def but(self, **changes: Any) -> "Choice":
        """The same with some of it changed."""
        return replace(self, **changes)

    def query(self, **more: str) -> str:
        """The query text with its question mark, defaults left out; empty when nothing is left."""
        wanted = {"period": self.period, "zero": self.zero, "slice": self.slice, "run": self.run}
        pairs = {name: value for name, value in wanted.items() if value and DEFAULTS.get(name) != value}
        pairs.update({name: value for name, value in more.items() if value})
        return f"?{urlencode(pairs, safe=':')}" if pairs else ""

    def board(self) -> str:
        """The board of the region."""
        return reverse("boards:board", args=[self.region]) + self.query(depth=self.depth)

    def units(self, status: str = "") -> str:
        """The units behind a number of the region; empty when the viewer may not see them."""
        if self.figures_only:
            return ""
        return reverse("boards:units", args=[self.region]) + self.query(status=status)

    def table(self, form: str) -> str:
        """The board's table as a file, "csv" or "xlsx"."""
        return reverse("boards:table", args=[self.region, form]) + self.query(depth=self.depth)

    def unit(self, code: str) -> str:
        """The story of one unit in the chosen period and run."""
        return reverse("boards:unit", args=[code]) + self._when()

    def events(self, code: str) -> str:
        """All events of one unit."""
        return reverse("boards:unit_events", args=[code]) + self._when()

    def why(self, code: str) -> str:
        """The full sum behind the statuses of one unit in the chosen period."""
        return reverse("boards:unit_why", args=[code]) + self._when()

    def appeals(self, code: str) -> str:
        """Where an objection to an event of a unit is handed in."""
        return reverse("boards:raise_appeal", args=[code]) + self._when()

    def appeal(self, code: str, number: int) -> str:
        """Where one objection is answered."""
        return reverse("boards:answer_appeal", args=[code, number]) + self._when()

    def _when(self) -> str:
        """The period and the run alone: a unit has no zero, slice or depth to choose."""
        return Choice("", period=self.period, run=self.run).query()
