"""Progress bars on standard error, where a person sits at a terminal; silence everywhere else."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from chizi.core.words import N_
from chizi.fronts.cli.words import translate

Tell = Callable[[str, int, int], None]

STEPS = {
    "read": N_("Reading the file"),
    "check": N_("Checking every row"),
    "compare": N_("Comparing with earlier deliveries"),
    "store": N_("Storing"),
    "load figures": N_("Keeping the figures"),
    "load statuses": N_("Keeping the statuses"),
    "load reasons": N_("Keeping the reasons"),
    "load coverage": N_("Keeping the coverage"),
}


def _silent(step: str, done: int, total: int) -> None:
    """Nobody watches."""


@contextmanager
def telling() -> Iterator[Tell]:
    """A function that takes (step, done, total) and draws a bar; ``total`` 0 means: nobody knows how much."""
    if not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def tell(step: str, done: int, total: int) -> None:
            words = translate(STEPS[step]) if step in STEPS else translate(step)
            progress.update(task, description=words, completed=done, total=total or None)

        yield tell
