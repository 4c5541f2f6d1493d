"""What a dry run says: what would change, and which questions go back."""

from django.utils.translation import gettext

from chizi.core.imports import ImportReport
from chizi.fronts.kit.formats import count
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row
from chizi.fronts.study.sheets import title_of

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
        said = gettext(
            "%(rejected)s of %(total)s questions have faults, so nothing is stored. Mend them in your file."
        )
    else:
        said = gettext(
            "%(total)s questions: %(accepted)s would be stored, %(unchanged)s change nothing. Nothing is stored yet."
        )
    return said % numbers


def change_list(report: ImportReport) -> ListPage:
    """What each line would do."""
    more = len(report.changes) - SHOWN
    return ListPage(
        title=gettext("What would change"),
        columns=[
            Column(gettext("Line")),
            Column(gettext("Objective")),
            Column(gettext("What")),
            Column(gettext("Question")),
        ],
        rows=[
            Row("", str(one.line), [one.subject, gettext(one.what), one.after])
            for one in report.changes[:SHOWN]
        ],
        note=gettext("… and %(number)s more.") % {"number": count(more)} if more > 0 else "",
        blank=Blank(gettext("Nothing would change"), gettext("All of it is in the bank already.")),
        ident="changes",
    )


def fault_list(report: ImportReport) -> ListPage:
    """The first faults, each with its line, column and reason."""
    return ListPage(
        title=gettext("Questions that go back"),
        columns=[
            Column(gettext("Line")),
            Column(gettext("Column")),
            Column(gettext("Value")),
            Column(gettext("Reason")),
        ],
        rows=[
            Row("", str(one.line), [title_of(one.column), one.value[:60] or "–", gettext(one.reason)])
            for one in report.rejected[:SHOWN]
        ],
        ident="faults",
    )
