"""What came of reading a file: every import of every room answers with this."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class RejectedRow:
    """One fault on one line. ``reason`` is an English msgid, ``value`` what stood in the cell."""

    line: int
    column: str
    reason: str
    value: str = ""


@dataclass(frozen=True)
class Change:
    """What one line does to one subject: ``what`` is "new" or a column; ``before`` and ``after`` its cell."""

    line: int
    subject: str
    what: str
    before: str
    after: str


@dataclass(frozen=True)
class ImportReport:
    """Counts of rows: read, accepted (new or changed), unchanged, left out on purpose; and every fault.

    With any rejected row nothing is stored (``stored`` is False), as with a dry run. ``changes`` is filled where
    an import says what it does, or would do, line by line.
    """

    total: int
    accepted: int
    unchanged: int = 0
    left_out: int = 0
    rejected: tuple[RejectedRow, ...] = ()
    stored: bool = False
    notes: dict[str, int] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()

    @property
    def rejected_lines(self) -> int:
        """How many lines have at least one fault."""
        return len({row.line for row in self.rejected})
