"""The engine under the yardstick: an embedded DuckDB spoken to through Ibis, and a workbench for its steps."""

from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from typing import Any, Self

import ibis
import pyarrow as pa
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

Progress = Callable[[str, int, int], None]
"""Called with the step about to begin, the steps done and the steps in all. Raising in it stops the work."""

_numbers = count(1)


def open_engine(*, memory: str = "1500MB", threads: int = 2, spill: Path) -> Backend:
    """An in-memory engine that may use ``memory`` and ``threads`` and spills what is over into the folder ``spill``.

    It never fetches extensions: everything the yardstick needs is in the DuckDB wheel.
    """
    spill.mkdir(parents=True, exist_ok=True)
    return ibis.duckdb.connect(
        ":memory:",
        memory_limit=memory,
        threads=threads,
        temp_directory=str(spill),
        autoinstall_known_extensions=False,
        autoload_known_extensions=False,
        allow_community_extensions=False,
    )


class Workbench:
    """Materialises one step after another, so that no later step computes an earlier one again.

    As a context manager it drops what was not kept for the caller, also when a step fails or is stopped.
    """

    def __init__(self, con: Backend, steps: int = 0, progress: Progress | None = None) -> None:
        self.con = con
        self._left = steps
        self._total = steps
        self._progress = progress
        self._views: list[str] = []
        self._scratch: list[str] = []
        self._kept: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for name in reversed(self._views):
            self.con.drop_view(name, force=True)
        self.drop(*self._scratch, *(self._kept if kind else ()))

    def step(self, name: str) -> None:
        """Say that a step begins."""
        if self._progress is not None:
            self._progress(name, self._total - self._left, self._total)
        self._left -= 1

    def make(self, expression: Table) -> Table:
        """Compute a table for the steps to come; its row order means nothing."""
        return self._create(expression, self._scratch, ordered=False)

    def lay(self, expression: Table) -> Table:
        """Name an expression without computing it: what is built on it stays small, and is computed once per row."""
        name = f"chizi_yardstick_{next(_numbers)}"
        self._views.append(name)
        return self.con.create_view(name, expression)

    def keep(self, expression: Table) -> Table:
        """Compute a table for the caller, in the order that the expression asks for."""
        return self._create(expression, self._kept, ordered=True)

    def load(self, columns: Mapping[str, tuple[str, list[Any]]]) -> Table:
        """A small table from Python: column name -> (Ibis type, values)."""
        schema = ibis.schema({name: kind for name, (kind, _) in columns.items()}).to_pyarrow()
        data = pa.table({name: values for name, (_, values) in columns.items()}, schema=schema)
        return self._create(ibis.memtable(data), self._scratch, ordered=True)

    def drop(self, *names: str) -> None:
        """Forget computed tables."""
        for name in names:
            self.con.drop_table(name, force=True)
        self._scratch = [name for name in self._scratch if name not in names]
        self._kept = [name for name in self._kept if name not in names]

    @property
    def kept(self) -> tuple[str, ...]:
        """The names of the tables that belong to the caller."""
        return tuple(self._kept)

    def _create(self, expression: Table, owner: list[str], *, ordered: bool) -> Table:
        name = f"chizi_yardstick_{next(_numbers)}"
        owner.append(name)
        self.con.raw_sql(f"SET preserve_insertion_order = {str(ordered).lower()}")
        try:
            return self.con.create_table(name, expression)
        finally:
            self.con.raw_sql("SET preserve_insertion_order = true")
