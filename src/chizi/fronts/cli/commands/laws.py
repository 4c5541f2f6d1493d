"""chizi import laws: a folder of laws, one file each, all or nothing."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chizi.core.words import N_
from chizi.fronts.cli import options
from chizi.fronts.cli.answers import show
from chizi.fronts.cli.house import open_house
from chizi.fronts.cli.parsing import Command
from chizi.fronts.cli.words import translate as _

if TYPE_CHECKING:
    from chizi.learn.actions import LawFile, LawReport

HELP = N_("Laws from a folder, with their articles.")
Folder = Annotated[
    str, typer.Argument(metavar="FOLDER", help=_(N_("a folder of .md, .txt or .docx files, a law each")))
]
Owner = Annotated[
    str,
    typer.Option("--for", metavar="PARTY", help=_(N_("the party that keeps them, such as agency:14-plc"))),
]
NOT_A_FOLDER = N_("there is no such folder")
BETWEEN = "、"  # numbers of articles are Chinese in every language
ENDINGS = (".md", ".txt", ".docx")
FATES = {
    "new": N_("new, %(articles)s articles"),
    "newer": N_("a newer text, %(articles)s articles"),
    "same": N_("unchanged"),
    "no-title": N_("refused: no title in its first lines"),
    "no-articles": N_("refused: no articles (第一条 …) in it"),
    "too-long": N_("refused: too long for a law"),
    "no-text": N_("refused: cannot be read as text"),
    "twice": N_("refused: another file has the same title"),
}
MISSING = N_("numbers that are left out: %(articles)s")
DOUBLE = N_("numbers that stand twice: %(articles)s")
STORED = N_("Stored: %(new)s new laws, %(newer)s newer texts; %(same)s unchanged.")
WOULD = N_("Would store: %(new)s new laws, %(newer)s newer texts; %(same)s unchanged.")
REFUSED = N_("%(rejected)s of %(total)s files have faults, so nothing is stored.")
DRAFTS = N_("They are drafts: somebody else publishes them in the library.")


def mount(group: typer.Typer) -> None:
    """Put `chizi import laws` on the branch of imports."""
    group.command("laws", cls=Command, help=_(HELP))(laws)


def laws(
    folder: Folder,
    owner: Owner = "",
    dry_run: options.DryRun = False,
    as_user: options.AsUser = "",
    as_json: options.Json = False,
) -> None:
    path = Path(folder)
    if not path.is_dir():
        raise options.wrong("FOLDER", NOT_A_FOLDER)
    if not owner:
        raise options.absent("--for")
    open_house()
    from chizi.learn.actions import import_laws
    from chizi.org.queries import acting_person

    actor, now, files = acting_person(as_user), datetime.now(UTC), read_folder(path)
    report = import_laws(actor=actor, now=now, owner=owner, files=files, dry_run=True)
    if not report.rejected and not dry_run:
        report = import_laws(actor=actor, now=now, owner=owner, files=files, expected=report.fingerprint)
    _say(report, dry_run, as_json)
    if report.rejected:
        raise typer.Exit(1)


def read_folder(folder: Path) -> "list[LawFile]":
    """The files of a folder that can be laws, in the order of their names; what cannot be read as text is said."""
    from chizi.ground.exchange.prose import read_prose
    from chizi.ground.exchange.refusals import FileRefusal
    from chizi.learn.actions import LawFile

    found = []
    for path in sorted(folder.iterdir()):
        if not path.is_file() or path.suffix.lower() not in ENDINGS:
            continue
        try:
            found.append(LawFile(path.name, read_prose(path, name=path.name)))
        except (FileRefusal, OSError):
            found.append(LawFile(path.name, None))
    return found


def _say(report: "LawReport", dry_run: bool, as_json: bool) -> None:
    from chizi.learn.actions import LawFate

    counts = {
        "new": report.counted(LawFate.NEW),
        "newer": report.counted(LawFate.NEWER),
        "same": report.counted(LawFate.SAME),
    }
    lines = []
    for one in report.lines:
        said = _(FATES[one.fate], articles=one.articles)
        lines.append(f"{one.title or one.name}: {said}")
        for text, numbers in ((MISSING, one.missing), (DOUBLE, one.double)):
            if numbers:
                told = BETWEEN.join(numbers)
                lines.append("  " + _(text, articles=told))
    if report.rejected:
        lines.append(_(REFUSED, rejected=report.rejected, total=len(report.lines)))
    else:
        lines.append(_(WOULD if dry_run else STORED, **counts))
        lines.append(_(DRAFTS))
    data = {
        "kind": "laws",
        "dry_run": dry_run,
        "stored": report.stored,
        "total": len(report.lines),
        "rejected": report.rejected,
        **counts,
        "laws": [asdict(one) for one in report.lines],
    }
    show(data, *lines, as_json=as_json)
