"""What a sheet would do, line by line, before anything is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from chizi.core.imports import Change, ImportReport, RejectedRow
from chizi.fronts.kit.formats import count
from chizi.fronts.kit.lists import Column, ListPage, Row
from chizi.fronts.kit.vocabulary import ROLES, said
from chizi.fronts.office.sheets import TITLES

SHOWN = 100
NEW = "new"


@dataclass(frozen=True)
class Sum:
    """How many lines the sheet has, and what becomes of them."""

    lines: str
    new: int
    changed: int
    unchanged: int
    faulty: int

    @property
    def nothing(self) -> bool:
        """Whether storing the sheet would change nothing at all."""
        return not (self.new or self.changed or self.faulty)


def summed(report: ImportReport) -> Sum:
    """The numbers of lines of a dry run."""
    new = len({one.line for one in report.changes if one.what == NEW})
    changed = len(
        {one.line for one in report.changes} - {one.line for one in report.changes if one.what == NEW}
    )
    if not report.changes and not report.rejected:
        changed = report.accepted
    words = ngettext("%(number)s line", "%(number)s lines", report.total) % {"number": count(report.total)}
    return Sum(words, new, changed, report.unchanged, report.rejected_lines)


def change_list(changes: Sequence[Change]) -> ListPage:
    """What would become new and what would read otherwise, before and after, in the order of the lines."""
    rows = [
        Row("", one.subject, [count(one.line), _what(one), _in_words(one.before), _in_words(one.after)])
        for one in changes
    ]
    return ListPage(
        title=gettext("What would change"),
        columns=[
            Column(gettext("Who or what")),
            Column(gettext("Line"), number=True),
            Column(gettext("What")),
            Column(gettext("Before")),
            Column(gettext("After")),
        ],
        rows=rows[:SHOWN],
        note=_more(len(rows)),
        ident="changes",
    )


def _what(one: Change) -> str:
    return gettext("new") if one.what == NEW else _title(one.what)


def _in_words(cell: str) -> str:
    """A cell with the names of roles in place of their codes; places and bodies keep the codes of the sheet."""
    return " ".join(said(ROLES, word) for word in cell.split(" ")) if cell else "–"


def _title(column: str) -> str:
    return gettext(TITLES[column]) if column in TITLES else column or "–"


def _where(one: RejectedRow) -> str:
    words = {"line": count(one.line), "column": _title(one.column)}
    return gettext("line %(line)s, %(column)s") % words


def fault_list(rejected: Iterable[RejectedRow]) -> ListPage:
    """What is wrong, line by line."""
    rows = [Row("", _where(one), [one.value or "–", gettext(one.reason)]) for one in rejected]
    return ListPage(
        title=gettext("What is wrong"),
        columns=[
            Column(gettext("Line and column")),
            Column(gettext("Stood there")),
            Column(gettext("Reason")),
        ],
        rows=rows[:SHOWN],
        note=_more(len(rows)),
        ident="faults",
    )


def _more(number: int) -> str:
    if number <= SHOWN:
        return ""
    words = {"shown": count(SHOWN), "number": count(number)}
    return gettext("The first %(shown)s of %(number)s are shown.") % words


def made(report: ImportReport) -> list[str]:
    """User names of those who became new, for whom slips can be printed."""
    return list(dict.fromkeys(one.subject for one in report.changes if one.what == NEW))
