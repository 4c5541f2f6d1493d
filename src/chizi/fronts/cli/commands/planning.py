"""chizi import plan: a campaign with its whole tree, from a sheet or TOML."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chizi.core.dataset import Column
from chizi.core.words import N_
from chizi.fronts.cli import options, sheets
from chizi.fronts.cli.answers import show
from chizi.fronts.cli.house import open_house
from chizi.fronts.cli.parsing import Command
from chizi.fronts.cli.returning import Returned, report_lines, return_rows
from chizi.fronts.cli.words import translate as _

if TYPE_CHECKING:
    from chizi.core.imports import RejectedRow
    from chizi.plan.actions import PlanReport
    from chizi.plan.rules.trees import Difference, Row

TITLES = {
    "kind": N_("Kind"),
    "code": N_("Code"),
    "parent_code": N_("Code of the plan above"),
    "title": N_("Title"),
    "text": N_("What is asked for"),
    "owner": N_("Answerable party"),
    "basis": N_("Basis"),
    "evidence_rule": N_("What shows it"),
    "starts": N_("First day"),
    "due": N_("Last day"),
    "months": N_("Months"),
    "cross_phase": N_("Cross-phase"),
}
File = Annotated[str, typer.Argument(metavar="FILE", help=_(N_("CSV, Excel (.xlsx) or TOML (.toml)")))]
Template = Annotated[
    bool, typer.Option("--template", help=_(N_("write a plan to fill in, as .csv, .xlsx or .toml, to FILE")))
]
HELP = N_("A campaign with its plans and measures.")
STANDS = N_("this file is there already; choose a new name")
PLAN_FILE = N_("choose a name that ends in .csv, .xlsx or .toml")
EMPTY_SHEET = N_("An empty sheet: %(files)s.")
ADDED = N_("%(part)s %(code)s “%(title)s” is new")
REMOVED = N_("%(part)s %(code)s “%(title)s” goes")
CHANGED = N_("%(part)s %(code)s “%(title)s”, %(field)s: “%(before)s” becomes “%(after)s”")
PARTS = {"campaign": N_("Campaign"), "plan": N_("Plan"), "measure": N_("Measure")}
MORE = N_("… and %(count)s more changes.")
SHOWN = 20
FIELDS = {"parent": "parent_code", "plan": "parent_code", "issuer": "owner", "ends": "due"}


def mount(group: typer.Typer) -> None:
    """Put `chizi import plan` on the branch of imports."""
    group.command("plan", cls=Command, help=_(HELP))(plan)


def plan(
    file: File,
    dry_run: options.DryRun = False,
    rejects: options.Rejects = "",
    template: Template = False,
    as_user: options.AsUser = "",
    as_json: options.Json = False,
) -> None:
    if template:
        _write_template(file, as_json)
        return
    path = options.existing(file)
    returned = Returned(path.with_name(f"{path.stem}.rejects.csv"), named=False)
    if rejects:
        returned = Returned(options.writable(rejects, "--rejects"), named=True)
    open_house()
    from chizi.org.queries import acting_person
    from chizi.plan.actions import import_plan

    rows, faults, table = _read(path)
    report = import_plan(
        actor=acting_person(as_user),
        now=datetime.now(UTC),
        rows=rows,
        source=_sha256_of(path),
        dry_run=dry_run,
        form_faults=faults,
    )
    if report.rejected and table is not None:
        return_rows(table, report.rejected, returned)
    data = _data(file, report, dry_run, returned)
    show(data, *report_lines(report, dry_run, returned), *_change_lines(report.differences), as_json=as_json)
    if report.rejected:
        raise typer.Exit(1)


def _read(path: Path) -> "tuple[list[Row], list[RejectedRow], Any]":
    """The rows of the file, faults of its form, and its table when it is a sheet."""
    from chizi.ground.exchange.reading import read_table
    from chizi.plan.plan_files import rows_of_table, rows_of_toml

    if path.suffix.lower() == ".toml":
        rows, faults = rows_of_toml(path.read_bytes())
        return rows, faults, None
    asked = plan_sheet()
    read = read_table(path, required=asked.required, optional=asked.optional, aliases=asked.aliases)
    return rows_of_table(read.table), [], read.table


def plan_sheet() -> sheets.Sheet:
    """The sheet of a plan, with its columns explained."""
    from chizi.plan.rules.trees import COLUMNS, REQUIRED

    columns = tuple(Column(name, "text", TITLES[name], meaning) for name, meaning in COLUMNS.items())
    return sheets.Sheet(columns, REQUIRED)


def _write_template(file: str, as_json: bool) -> None:
    path = options.writable(file, "FILE")
    if path.suffix.lower() not in (".csv", ".xlsx", ".toml"):
        raise options.wrong("FILE", PLAN_FILE)
    if path.exists():
        raise options.wrong("FILE", STANDS)
    if path.suffix.lower() == ".toml":
        from chizi.plan.plan_files import write_toml_template

        written = [str(write_toml_template(path))]
    else:
        from chizi.ground.exchange.writing import write_template

        asked = plan_sheet()
        made = write_template(path, asked.columns, required=asked.required, translate=_)
        written = [str(one) for one in made]
    data = {"kind": "plan", "template": written}
    show(data, _(EMPTY_SHEET, files=", ".join(written)), as_json=as_json)


def _data(file: str, report: "PlanReport", dry_run: bool, returned: Returned) -> dict[str, Any]:
    faults = [
        {"line": one.line, "column": one.column, "reason": _(one.reason), "value": one.value}
        for one in report.rejected
    ]
    return {
        "kind": "plan",
        "file": file,
        "campaign": report.campaign,
        "total": report.total,
        "accepted": report.accepted,
        "unchanged": report.unchanged,
        "rejected": report.rejected_lines,
        "stored": report.stored,
        "dry_run": dry_run,
        "rejects": str(returned.written) if returned.written else None,
        "faults": faults[:100],
        "counts": report.notes,
        "changes": [asdict(one) for one in report.differences[:500]],
    }


def _change_lines(changes: "tuple[Difference, ...]") -> list[str]:
    texts = {"added": ADDED, "removed": REMOVED, "changed": CHANGED}
    lines = []
    for one in changes[:SHOWN]:
        said = asdict(one) | {"part": _(PARTS[one.part])}
        said["field"] = _(TITLES.get(FIELDS.get(one.field, one.field), one.field)) if one.field else ""
        lines.append("  " + _(texts[one.what], **said))
    if len(changes) > SHOWN:
        lines.append("  " + _(MORE, count=len(changes) - SHOWN))
    return lines


def _sha256_of(path: Path) -> str:
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
