"""What a dry run says: what would change, and which rows go back."""

from django.utils.translation import gettext

from chizi.core.imports import ImportReport
from chizi.fronts.guidance.sheets import TITLES
from chizi.fronts.kit.formats import count
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row

SHOWN = 200


def summary(report: ImportReport) -> str:
    """The counts in a sentence."""
    numbers = {
        "total": count(report.total),
        "accepted": count(report.accepted),
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
    return (
        gettext(
            "%(total)s lines: %(accepted)s would be stored, %(unchanged)s change nothing. Nothing is stored yet."
        )
        % numbers
    )


def change_list(report: ImportReport) -> ListPage:
    """What each line would do."""
    shown = report.changes[:SHOWN]
    more = len(report.changes) - len(shown)
    return ListPage(
        title=gettext("What would change"),
        columns=[
            Column(gettext("Line")),
            Column(gettext("About")),
            Column(gettext("What")),
            Column(gettext("Before")),
            Column(gettext("Afterwards")),
        ],
        rows=[
            Row("", str(one.line), [one.subject, gettext(one.what), one.before or "–", one.after])
            for one in shown
        ],
        note=gettext("… and %(number)s more.") % {"number": count(more)} if more else "",
        blank=Blank(gettext("Nothing would change"), gettext("All lines say what is stored already.")),
        ident="changes",
    )


def fault_list(report: ImportReport) -> ListPage:
    """The first faults, each with its line, column and reason."""
    return ListPage(
        title=gettext("Rows that go back"),
        columns=[
            Column(gettext("Line")),
            Column(gettext("Column")),
            Column(gettext("Value")),
            Column(gettext("Reason")),
        ],
        rows=[
            Row(
                "",
                str(one.line),
                [gettext(TITLES.get(one.column, one.column)), one.value[:60] or "–", gettext(one.reason)],
            )
            for one in report.rejected[:SHOWN]
        ],
        ident="faults",
    )
