"""What an import would change, as a table."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from chizi.core.words import N_
from chizi.fronts.cli.answers import note
from chizi.fronts.cli.sheets import TITLES
from chizi.fronts.cli.words import translate as _

if TYPE_CHECKING:
    from chizi.core.imports import Change

SHOWN = 50
NEW = N_("new entry")
COLUMNS = (N_("Line"), N_("User name"), N_("What changes"), N_("Before the change"), N_("After the change"))
MORE_CHANGES = N_("… and %(count)s more changes; --json tells all of them.")


def show_changes(changes: "Sequence[Change]") -> None:
    """The first fifty changes on standard output, and how many more there are."""
    from rich.console import Console
    from rich.table import Table

    table = Table(*(_(title) for title in COLUMNS), box=None, pad_edge=False)
    for one in changes[:SHOWN]:
        what = _(NEW) if one.what == "new" else _(TITLES.get(one.what, one.what))
        # Cells are what somebody typed: no markup is read in them.
        table.add_row(*map(_plain, (str(one.line), one.subject, what, one.before, one.after)))
    Console(file=sys.stdout, highlight=False, markup=False).print(table)
    if len(changes) > SHOWN:
        note(_(MORE_CHANGES, count=len(changes) - SHOWN))


def _plain(cell: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in cell)
