"""What a plan file would do, and which of its lines go back."""

from collections.abc import Sequence
from hashlib import sha256

from django.utils.translation import gettext

from chizi.core.imports import RejectedRow
from chizi.fronts.kit.formats import count
from chizi.fronts.kit.lists import Column, ListPage, Row
from chizi.fronts.planning.sheets import TITLES
from chizi.plan.actions import PlanReport

SHOWN = 200


def summary(report: PlanReport) -> str:
    """The counts in a sentence."""
    numbers = {
        "total": count(report.total),
        "changed": count(report.accepted),
        "unchanged": count(report.unchanged),
        "rejected": count(report.rejected_lines),
    }
    if report.rejected:
        return (
            gettext(
                "%(rejected)s of %(total)s lines have faults, so nothing can be stored. Mend them in your file."
            )
            % numbers
        )
    if not report.differences:
        return gettext("The file says what the plan says already; there is nothing to store.")
    return (
        gettext(
            "%(total)s lines: %(changed)s are new or different, %(unchanged)s change nothing. Nothing is stored yet."
        )
        % numbers
    )


def fingerprint(report: PlanReport) -> str:
    """What the reader was shown, as one text: storing is refused if the file would by now do something else."""
    told = sha256(f"{report.total} {report.campaign}".encode())
    for one in report.differences:
        told.update(repr((one.part, one.code, one.what, one.field, one.before, one.after)).encode())
    return told.hexdigest()


def fault_list(found: Sequence[RejectedRow]) -> ListPage:
    """The first faults, each with its line, column and reason."""
    more = len(found) - SHOWN
    return ListPage(
        title=gettext("Lines that go back"),
        columns=[
            Column(gettext("Line and column")),
            Column(gettext("Stood there")),
            Column(gettext("Reason")),
        ],
        rows=[Row("", _where(one), [one.value[:60] or "–", gettext(one.reason)]) for one in found[:SHOWN]],
        note=gettext("… and %(number)s more.") % {"number": count(more)} if more > 0 else "",
        ident="faults",
    )


def _where(one: RejectedRow) -> str:
    column = gettext(TITLES[one.column]) if one.column in TITLES else one.column or "–"
    return gettext("line %(line)s, %(column)s") % {"line": count(one.line), "column": column}
