"""The outcome of checking a delivered table: good rows, and every reason for every bad row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import ibis
from ibis import _
from ibis.backends.duckdb import Backend
from ibis.expr.types import StringValue, Table

from chizi.yardstick.cells import Reader
from chizi.yardstick.engine import Workbench
from chizi.yardstick.refusals import N_, MissingColumns
from chizi.yardstick.schemas import Column

REASONS: Mapping[str, str] = {
    "missing": N_("must not be empty"),
    "code_became_number": N_(
        "the spreadsheet turned the code into a number; format the column as text and deliver again"
    ),
    "not_a_date": N_("is not a date or a time; write 2020-12-31 or 2020-12-31 10:00:00"),
    "no_such_date": N_("there is no such day or time"),
    "not_a_day": N_("must be a day without a time of day"),
    "not_yes_or_no": N_("must be true, false or empty"),
    "not_a_whole_number": N_("must be a whole number"),
    "number_range": N_("must be 0 or more"),
    "severity_range": N_("must be 1, 2, 3 or 4"),
    "unknown_zero": N_("must be petition, accident or case"),
    "unknown_subtype": N_("is not a known kind of event"),
    "unknown_status": N_("must be open, resolved, withdrawn or unfounded"),
    "unknown_kind": N_("must be village, community, enterprise or institution"),
    "other_zero": N_("this delivery is for another zero"),
    "subtype_of_other_zero": N_("does not belong to this zero"),
    "reported_before_occurred": N_("lies before the event happened"),
    "severity_required": N_("a case must say how grave it is"),
    "due_required": N_("a petition must say by when it is due"),
    "resolved_at_required": N_("a settled event must say when it was settled"),
    "resolved_at_unexpected": N_("only a settled event has this time"),
    "accidents_only": N_("only an accident has dead or injured"),
    "unit_unknown": N_("is not in the register of units"),
    "unit_not_open": N_("the unit was not open on that day"),
    "unit_elsewhere": N_("the unit lies outside the region of this delivery"),
    "two_contents": N_("the same event stands in this file with two different contents"),
    "unknown_region": N_("is not a known region"),
    "region_above_county": N_("must be a county or a township"),
    "validity_reversed": N_("valid_from must be before valid_to"),
    "opening_reversed": N_("opened_on must be before closed_on"),
    "rows_overlap": N_("the rows of this unit overlap in time"),
    "rows_gap": N_("the rows of this unit leave a gap in time"),
    "opening_differs": N_("the rows of this unit disagree on when it opened or closed"),
    "never_open": N_("the rows of this unit cover no day on which it was open"),
}
"""Why a cell or a row is rejected: code -> English sentence, to stand behind the name of the column."""


@dataclass(frozen=True)
class Checked:
    """A checked table.

    ``accepted`` has the canonical, typed columns in the order of the file; ``rejected`` one row for each
    (line, column, code, value), sorted; ``ignored`` counts repetitions of good rows. Of ``total`` rows each is
    accepted, ignored, or named in ``rejected``.
    """

    con: Backend
    accepted: Table
    rejected: Table
    total: int
    ignored: int
    names: tuple[str, ...]

    def drop(self) -> None:
        """Free the tables."""
        for name in self.names:
            self.con.drop_table(name, force=True)


def completed(raw: Table, columns: Mapping[str, Column]) -> Table:
    """``line`` and all columns asked for; optional ones that were not delivered are empty. Else MissingColumns."""
    missing = [name for name, column in columns.items() if column.required and name not in raw.columns]
    if missing:
        raise MissingColumns(columns=", ".join(missing))
    absent = {name: ibis.null("string") for name in columns if name not in raw.columns}
    return raw.mutate(**absent).select("line", *columns)


def read(bench: Workbench, raw: Table, readers: Mapping[str, Reader], columns: Mapping[str, Column]) -> Table:
    """``line``, the value of every column under its name, and as ``given_...`` what there was to read."""
    texts = bench.lay(raw.select("line", **{name: readers[name].text(raw[name]) for name in columns}))
    values = {name: readers[name].value(texts[name]).cast(column.type) for name, column in columns.items()}
    return bench.lay(texts.select("line", **values, **{f"given_{name}": texts[name] for name in columns}))


def cell_faults(
    rows: Table, readers: Mapping[str, Reader], columns: Mapping[str, Column]
) -> list[tuple[str, StringValue]]:
    """The faults of single cells: what cannot be read, and what is empty and must not be."""
    faults = []
    for name, column in columns.items():
        given = rows[f"given_{name}"]
        unread = (given.notnull() & rows[name].isnull()).ifelse(readers[name].reason(given), None)
        faults.append((name, given.isnull().ifelse("missing", unread) if column.required else unread))
    return faults


def gathered(faults: Iterable[tuple[str, StringValue]]) -> StringValue:
    """All faults of a row in one text, "column:code;column:code"; null when there are none."""
    named = [(fault.notnull(), ibis.literal(f"{column}:") + fault) for column, fault in faults]
    return ibis.literal(";").join([given.ifelse(text, None) for given, text in named]).nullif("")


def outcome(
    bench: Workbench, raw: Table, judged: Table, columns: Mapping[str, Column], total: int
) -> Checked:
    """Split judged rows: ``line``, the columns, ``faults`` (see gathered) and ``again`` (a repetition)."""
    good = judged.filter(_.faults.isnull(), ~_.again)
    accepted = bench.keep(good.order_by("line").select(*columns))
    told = judged.filter(_.faults.notnull()).select("line", fault=_.faults.split(";")).unnest("fault")
    named = told.select("line", column=_.fault.split(":")[0], code=_.fault.split(":")[1]).distinct()
    cells = raw.select("line", **{f"raw_{name}": raw[name].cast("string") for name in columns})
    beside = named.join(cells, "line")
    value = beside.column.cases(*((name, beside[f"raw_{name}"]) for name in columns), else_=None)
    rejected = bench.keep(
        beside.select("line", "column", "code", value=value).order_by("line", "column", "code")
    )
    ignored = judged.filter(_.faults.isnull(), _.again).count().execute()
    return Checked(bench.con, accepted, rejected, total, int(ignored), bench.kept)
