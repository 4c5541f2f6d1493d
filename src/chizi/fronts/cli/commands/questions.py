"""chizi import questions: a table, an Aiken or a GIFT file into the bank, all or nothing."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chizi.core.words import N_
from chizi.fronts.cli import options
from chizi.fronts.cli.answers import show
from chizi.fronts.cli.digests import sha256_of
from chizi.fronts.cli.house import open_house
from chizi.fronts.cli.parsing import Command
from chizi.fronts.cli.words import translate as _

if TYPE_CHECKING:
    from chizi.core.imports import ImportReport

HELP = N_("Questions from a table, an Aiken or a GIFT file.")
File = Annotated[
    str, typer.Argument(metavar="FILE", help=_(N_("CSV, Excel (.xlsx), or text for Aiken and GIFT")))
]
Form = Annotated[str, typer.Option("--form", metavar="FORM", help="table, aiken, gift")]
Objective = Annotated[
    str, typer.Option("--objective", metavar="CODE", help=_(N_("what the questions of a text ask for")))
]
Place = Annotated[
    str, typer.Option("--region", metavar="CODE", help=_(N_("12 digits, or the first 2, 4 or 6")))
]
FORMS = ("table", "aiken", "gift")
STORED = N_("Stored: %(accepted)s of %(total)s questions; %(unchanged)s change nothing.")
WOULD = N_("Would store: %(accepted)s of %(total)s questions; %(unchanged)s change nothing.")
REFUSED = N_("%(rejected)s of %(total)s questions have faults, so nothing is stored.")
AT_LINE = N_("Line %(line)s: %(reason)s")
SHOWN = 20


def mount(group: typer.Typer) -> None:
    """Put `chizi import questions` on the branch of imports."""
    group.command("questions", cls=Command, help=_(HELP))(questions)


def questions(
    file: File,
    form: Form = "table",
    objective: Objective = "",
    region: Place = "",
    dry_run: options.DryRun = False,
    as_user: options.AsUser = "",
    as_json: options.Json = False,
) -> None:
    kind = options.one_of(form, FORMS, "--form")
    if not region:
        raise options.absent("--region")
    code, path = options.region_code(region), options.existing(file)
    if kind == "aiken" and not objective:
        raise options.absent("--objective")
    open_house()
    from chizi.org.queries import acting_person
    from chizi.org.queries.places import visible_region
    from chizi.org.rules import Ability

    actor, now = acting_person(as_user), datetime.now(UTC)
    place = visible_region(actor, code, now=now, ability=Ability.MANAGE_LEARNING)
    usual = {"actor": actor, "now": now, "region": place, "source": sha256_of(path), "dry_run": dry_run}
    _say(_taken(kind, path, objective, usual), dry_run, as_json)


def _taken(kind: str, path: Path, objective: str, usual: dict[str, Any]) -> "ImportReport":
    from chizi.ground.exchange.prose import read_prose
    from chizi.ground.exchange.reading import read_table
    from chizi.learn.actions import import_question_text, import_questions
    from chizi.learn.rules.questions_sheet import COLUMNS, REQUIRED
    from chizi.learn.rules.questions_texts import read_aiken, read_gift

    if kind == "table":
        optional = tuple(one for one in COLUMNS if one not in REQUIRED)
        return import_questions(table=read_table(path, required=REQUIRED, optional=optional).table, **usual)
    read = (read_aiken if kind == "aiken" else read_gift)(read_prose(path, name=path.name), objective)
    return import_question_text(read=read, **usual)


def _say(report: "ImportReport", dry_run: bool, as_json: bool) -> None:
    """What came of the file; exit 1 when questions have faults."""
    counts = {
        "total": report.total,
        "accepted": report.accepted,
        "unchanged": report.unchanged,
        "rejected": report.rejected_lines,
    }
    faults = [
        {"line": one.line, "column": one.column, "reason": _(one.reason), "value": one.value}
        for one in report.rejected
    ]
    told = REFUSED if report.rejected else WOULD if dry_run else STORED
    lines = [_(AT_LINE, line=one["line"], reason=one["reason"]) for one in faults[:SHOWN]]
    data = {"kind": "questions", **counts, "stored": report.stored, "dry_run": dry_run, "faults": faults}
    show(data, _(told, **counts), *lines, as_json=as_json)
    if report.rejected:
        raise typer.Exit(1)
