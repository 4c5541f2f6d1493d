"""Rows that go back to whoever delivered them, and the sentences about an import."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chizi.core.imports import ImportReport, RejectedRow
from chizi.core.words import N_
from chizi.fronts.cli.answers import note
from chizi.fronts.cli.words import translate as _

if TYPE_CHECKING:
    from chizi.ground.exchange.writing import Reject

SHOWN = 5
STORED = N_(
    "Stored: %(accepted)s rows new or changed, %(unchanged)s unchanged, %(left_out)s left out on purpose."
)
CHECKED = N_("Checked, nothing stored: %(accepted)s of %(total)s rows are good.")
REFUSED = N_("%(rejected)s of %(total)s rows have faults, so nothing was stored.")
KEPT = N_("%(rejected)s of %(total)s rows have faults and were returned.")
LIE_IN = N_("They lie in %(file)s, each with its reason.")
FAULT = N_("line %(line)s, %(column)s: %(reason)s (%(value)s)")
MORE = N_("… and %(count)s more faults.")
UNWRITTEN = N_(
    "The rejected rows could not be written to %(file)s (%(why)s). Choose another place with --rejects."
)


@dataclass
class Returned:
    """Where rejected rows are to go; ``written`` once they are there."""

    path: Path
    named: bool
    written: Path | None = None


def return_rows(table: Any, rejected: Iterable[RejectedRow], returned: Returned) -> None:
    """Write the rejected rows of an Arrow table (with its column ``line``) and their reasons.

    A place beside the input that cannot be written to is said and no more: the refusal itself stands.
    """
    from chizi.ground.exchange.writing import write_rejects

    columns = [name for name in table.column_names if name != "line"]
    try:
        write_rejects(returned.path, columns, _rejects(table, columns, list(rejected)), translate=_)
    except OSError as fault:
        if returned.named:
            raise
        note(_(UNWRITTEN, file=returned.path, why=fault.strerror or ""))
        return
    returned.written = returned.path


def _rejects(table: Any, columns: list[str], rejected: list[RejectedRow]) -> "Iterator[Reject]":
    import pyarrow as pa
    import pyarrow.compute as pc

    from chizi.ground.exchange.writing import Reject

    lines = pa.array(sorted({row.line for row in rejected}), pa.int64())
    found = table.filter(pc.is_in(table["line"], value_set=lines))
    cells = zip(*(found[name].to_pylist() for name in columns), strict=True)
    values = dict(zip(found["line"].to_pylist(), cells, strict=True))
    for row in rejected:
        yield Reject(row.line, values.get(row.line, ("",) * len(columns)), row.column, _(row.reason))


def report_lines(report: ImportReport, dry_run: bool, returned: Returned) -> list[str]:
    """What a person is told about an import."""
    counts = {
        "total": report.total,
        "accepted": report.accepted,
        "unchanged": report.unchanged,
        "left_out": report.left_out,
        "rejected": report.rejected_lines,
    }
    lines = []
    if report.stored:
        lines.append(_(STORED, **counts))
    elif dry_run and not report.rejected:
        lines.append(_(CHECKED, **counts))
    if report.rejected:
        lines.append(_(KEPT if report.stored else REFUSED, **counts))
        for row in report.rejected[:SHOWN]:
            said = {
                "line": row.line,
                "column": row.column or "-",
                "reason": _(row.reason),
                "value": row.value,
            }
            lines.append("  " + _(FAULT, **said))
        if len(report.rejected) > SHOWN:
            lines.append("  " + _(MORE, count=len(report.rejected) - SHOWN))
        if returned.written:
            lines.append(_(LIE_IN, file=returned.written))
    return lines
