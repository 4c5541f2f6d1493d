"""Rows that go back to whoever delivered them, and the sentences about an import."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chizi.core.imports import ImportReport, RejectedRow
from chizi.core.words import N_
from chizi.fronts.cli.answers import note
from chizi.fronts.cli.words import translate as _

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


def return_rows(table: Any, rejected: Iterable[RejectedRow], place: Returned) -> None:
    """Write the rejected rows of an Arrow table (with its column ``line``) and their reasons.

    A place beside the input that cannot be written to is said and no more: the refusal itself stands.
    """
    from chizi.ground.exchange.rejects import returned, write_rejects

    columns = [name for name in table.column_names if name != "line"]
    try:
        write_rejects(place.path, columns, returned(table, rejected, _), translate=_)
    except OSError as fault:
        if place.named:
            raise
        note(_(UNWRITTEN, file=place.path, why=fault.strerror or ""))
        return
    place.written = place.path


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
