"""chizi import: divisions, agencies, units and people from sheets; facts from the lead departments."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chizi.core.words import N_
from chizi.fronts.cli import options, sheets
from chizi.fronts.cli.answers import show
from chizi.fronts.cli.changes import show_changes
from chizi.fronts.cli.commands import laws, planning, questions, ruling
from chizi.fronts.cli.digests import sha256_of
from chizi.fronts.cli.house import open_house
from chizi.fronts.cli.parsing import Command, Group
from chizi.fronts.cli.progress import telling
from chizi.fronts.cli.returning import Returned, report_lines, return_rows
from chizi.fronts.cli.words import translate as _

if TYPE_CHECKING:
    from chizi.core.imports import ImportReport

BODIES = ("petitions_office", "emergency_management", "police")
ZEROS = ("petition", "accident", "case")

File = Annotated[str, typer.Argument(metavar="FILE", help=_(N_("CSV, Excel (.xlsx) or Parquet")))]
Template = Annotated[
    bool, typer.Option("--template", help=_(N_("write an empty sheet with its columns explained to FILE")))
]
EMPTY_SHEET = N_("An empty sheet: %(files)s.")
STANDS = N_("this file is there already; choose a new name")
TABLE_FILE = N_("choose a name that ends in .csv or .xlsx")
CHOOSE = N_("say --complete or --partial: only a complete delivery shows that nothing else happened")
TWICE = N_("This very delivery is stored already (number %(number)s). Nothing was changed.")
TAKEN = N_("Stored as delivery number %(number)s.")
PARTIAL_NOW = N_("Rows were returned, so the delivery counts as partial: it covers no month.")


def mount(app: typer.Typer) -> None:
    """Put `chizi import` on the tree."""
    group = typer.Typer(
        cls=Group, no_args_is_help=True, help=_(N_("Take in divisions, units, people and facts."))
    )
    group.command("divisions", cls=Command, help=_(N_("Regions; village rows become units.")))(divisions)
    group.command("agencies", cls=Command, help=_(N_("Public bodies.")))(agencies)
    group.command("units", cls=Command, help=_(N_("The register of judged units.")))(units)
    group.command("people", cls=Command, help=_(N_("People, and on the first day their roles.")))(people)
    group.command("grants", cls=Command, help=_(N_("Roles, by the security administrator.")))(grants)
    group.command("facts", cls=Command, help=_(N_("Events of one zero, from the department that owns it.")))(
        facts
    )
    ruling.mount(group)
    planning.mount(group)
    laws.mount(group)
    questions.mount(group)
    app.add_typer(group, name="import")


def divisions(
    file: File,
    dry_run: options.DryRun = False,
    rejects: options.Rejects = "",
    template: Template = False,
    as_user: options.AsUser = "",
    as_json: options.Json = False,
) -> None:
    _register("divisions", _Wish(file, dry_run, rejects, template, as_user, as_json))


def agencies(
    file: File,
    dry_run: options.DryRun = False,
    rejects: options.Rejects = "",
    template: Template = False,
    as_user: options.AsUser = "",
    as_json: options.Json = False,
) -> None:
    _register("agencies", _Wish(file, dry_run, rejects, template, as_user, as_json))


def units(
    file: File,
    dry_run: options.DryRun = False,
    rejects: options.Rejects = "",
    template: Template = False,
    as_user: options.AsUser = "",
    as_json: options.Json = False,
) -> None:
    _register("units", _Wish(file, dry_run, rejects, template, as_user, as_json))


def people(
    file: File,
    dry_run: options.DryRun = False,
    rejects: options.Rejects = "",
    template: Template = False,
    as_user: options.AsUser = "",
    as_json: options.Json = False,
) -> None:
    _register("people", _Wish(file, dry_run, rejects, template, as_user, as_json))


def grants(
    file: File,
    dry_run: options.DryRun = False,
    rejects: options.Rejects = "",
    template: Template = False,
    as_user: options.AsUser = "",
    as_json: options.Json = False,
) -> None:
    _register("grants", _Wish(file, dry_run, rejects, template, as_user, as_json))


@dataclass(frozen=True)
class _Wish:
    """What was typed for one import."""

    file: str
    dry_run: bool
    rejects: str
    template: bool
    as_user: str
    as_json: bool


def _register(kind: str, wish: _Wish) -> None:
    """Read a sheet and hand it to org; exit 1 when rows have faults."""
    if wish.template:
        _write_template(kind, wish)
        return
    path = options.existing(wish.file)
    returned = _returned(path, wish.rejects)
    open_house()
    from chizi.ground.exchange.reading import read_table
    from chizi.org import actions as org
    from chizi.org.queries import acting_person

    importers: dict[str, Callable[..., ImportReport]] = {
        "divisions": org.import_divisions,
        "agencies": org.import_agencies,
        "units": org.import_units,
        "people": org.import_people,
        "grants": org.import_grants,
    }
    actor = acting_person(wish.as_user)
    asked = sheets.sheet(kind)
    with telling() as tell:
        tell("read", 0, 0)
        read = read_table(path, required=asked.required, optional=asked.optional, aliases=asked.aliases)
        tell("check", 0, 0)
        report = importers[kind](
            actor=actor, now=datetime.now(UTC), table=read.table, source=sha256_of(path), dry_run=wish.dry_run
        )
    if report.rejected:
        return_rows(read.table, report.rejected, returned)
    notes = [_(note.text, **note.params) for note in read.notes]
    _finish(wish, {"kind": kind}, report, returned, notes)


def _returned(path: Path, rejects: str) -> Returned:
    """Where rejected rows go: the file named, or one beside the input."""
    if not rejects:
        return Returned(path.with_name(f"{path.stem}.rejects.csv"), named=False)
    target = options.writable(rejects, "--rejects")
    if target.suffix.lower() not in (".csv", ".xlsx"):
        raise options.wrong("--rejects", TABLE_FILE)
    if target.exists() and target.samefile(path):
        raise options.wrong("--rejects", options.SAME_FILE)
    return Returned(target, named=True)


def _write_template(kind: str, wish: _Wish) -> None:
    path = options.writable(wish.file, "FILE")
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise options.wrong("FILE", TABLE_FILE)
    if path.exists():
        raise options.wrong("FILE", STANDS)
    written = [str(one) for one in sheets.write_empty(kind, path)]
    show({"kind": kind, "template": written}, _(EMPTY_SHEET, files=", ".join(written)), as_json=wish.as_json)


def _finish(
    wish: _Wish,
    data: dict[str, Any],
    report: "ImportReport",
    returned: Returned,
    notes: list[str],
    *before: str,
) -> None:
    """Say what came of the file; exit 1 when rows were turned down and nothing was stored."""
    faults = [
        {"line": r.line, "column": r.column, "reason": _(r.reason), "value": r.value} for r in report.rejected
    ]
    data |= {
        "file": wish.file,
        "total": report.total,
        "accepted": report.accepted,
        "unchanged": report.unchanged,
        "left_out": report.left_out,
        "rejected": report.rejected_lines,
        "stored": report.stored,
        "dry_run": wish.dry_run,
        "rejects": str(returned.written) if returned.written else None,
        "faults": faults[:100],
        "counts": report.notes,
        "notes": notes,
    }
    if wish.dry_run and report.changes:
        data["changes"] = [asdict(one) for one in report.changes]
        if not wish.as_json:
            show_changes(report.changes)
    show(data, *before, *report_lines(report, wish.dry_run, returned), *notes, as_json=wish.as_json)
    if report.rejected and not report.stored:
        raise typer.Exit(1)


def facts(
    file: File,
    body: Annotated[str, typer.Option("--body", metavar="BODY", help=", ".join(BODIES))] = "",
    zero: Annotated[str, typer.Option("--zero", metavar="ZERO", help=", ".join(ZEROS))] = "",
    region: Annotated[
        str, typer.Option("--region", metavar="CODE", help=_(N_("12 digits, or the first 2, 4 or 6")))
    ] = "",
    months: Annotated[
        str, typer.Option("--months", metavar="A..B", help=_(N_("such as 2020-01..2020-12")))
    ] = "",
    complete: Annotated[
        bool | None,
        typer.Option("--complete/--partial", help=_(N_("whether these are all the events of those months"))),
    ] = None,
    received_at: Annotated[
        str, typer.Option("--received-at", metavar="T", help=_(N_("when it was handed in; default: now")))
    ] = "",
    keep_good: Annotated[
        bool,
        typer.Option(
            "--keep-good", help=_(N_("store good rows though others have faults: counts as partial"))
        ),
    ] = False,
    dry_run: options.DryRun = False,
    rejects: options.Rejects = "",
    template: Template = False,
    as_user: options.AsUser = "",
    as_json: options.Json = False,
) -> None:
    wish = _Wish(file, dry_run, rejects, template, as_user, as_json)
    if template:
        _write_template("facts", wish)
        return
    terms = _terms(body, zero, region, months, complete)
    received = options.moment(received_at, "--received-at")
    path = options.existing(file)
    returned = _returned(path, rejects)
    open_house()
    _deliver(wish, path, terms, received, keep_good, returned)


def _terms(body: str, zero: str, region: str, months: str, complete: bool | None) -> dict[str, Any]:
    for option, value in (("--body", body), ("--zero", zero), ("--region", region), ("--months", months)):
        if not value:
            raise options.absent(option)
    if complete is None:
        raise options.wrong("--complete / --partial", CHOOSE)
    first, last = options.months(months)
    return {
        "body": options.one_of(body, BODIES, "--body"),
        "zero": options.one_of(zero, ZEROS, "--zero"),
        "region_code": options.region_code(region),
        "first_month": first,
        "last_month": last,
        "complete": complete,
    }


def _deliver(
    wish: _Wish,
    path: Path,
    terms: dict[str, Any],
    received: options.Moment | None,
    keep_good: bool,
    returned: Returned,
) -> None:
    from chizi.evaluation.actions import deliver_facts
    from chizi.fronts.cli.house import zone
    from chizi.ground.exchange.reading import read_table
    from chizi.org.queries import acting_person

    with telling() as tell:
        answer = deliver_facts(
            actor=acting_person(wish.as_user),
            now=datetime.now(UTC),
            path=path,
            **terms,
            received_at=received.instant(zone()) if received else None,
            keep_good=keep_good,
            dry_run=wish.dry_run,
            progress=tell,
        )
    if answer.report.rejected:
        asked = sheets.sheet("facts")
        read = read_table(path, required=asked.required, optional=asked.optional)
        return_rows(read.table, answer.report.rejected, returned)
    number = answer.delivery.id if answer.delivery else None
    said = []
    if answer.repeated:
        said.append(_(TWICE, number=number))
    elif number is not None:
        said.append(_(TAKEN, number=number))
    if number is not None and answer.report.rejected:
        said.append(_(PARTIAL_NOW))
    data = {
        "kind": "facts",
        "delivery": number,
        "repeated": answer.repeated,
        "complete": answer.delivery.complete if answer.delivery else None,
        "sha256": answer.delivery.file_hash if answer.delivery else sha256_of(path),
    }
    _finish(wish, data, answer.report, returned, [], *said)
