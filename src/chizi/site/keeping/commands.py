"""chizi backup, chizi restore, chizi upgrade and chizi journal witness."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chizi.core.words import N_
from chizi.fronts.cli import options
from chizi.fronts.cli.answers import note, show
from chizi.fronts.cli.house import alone, open_house, set_up, waiting
from chizi.fronts.cli.parsing import Command
from chizi.fronts.cli.progress import telling
from chizi.fronts.cli.words import translate as _

if TYPE_CHECKING:
    from chizi.site.keeping.restoring import Restored
    from chizi.site.keeping.saving import Saved
    from chizi.site.keeping.upgrading import Outlook

STEPS = {
    "copy database": N_("Copying the database"),
    "pack files": N_("Packing files"),
    "check backup": N_("Checking the backup"),
    "place files": N_("Putting files in their places"),
}
SAVED = N_("The backup lies in %(file)s: %(size)s MB, %(files)s files, %(entries)s journal entries.")
SECRET = N_("It holds the keys of this house: keep it as safe as the house itself.")
WITHOUT_KEYS = N_(
    "It holds no keys. Keep the folder keys and the file secret_key of the data folder elsewhere."
)
HEAD = N_("Journal: entry %(last)s of %(at)s, root %(root)s")
GONE = N_("%(count)s files that rows name were not there and are not in it, such as %(first)s.")
UNRECORDED = N_("The journal could not take the entry about this backup. Is the disk full?")
RESTORED = N_(
    "Restored as it was at %(made)s: %(entries)s journal entries, each recomputed; the roots are equal."
)
AFTER = N_("Whatever was done after that instant is not here: the last entry is number %(last)s of %(at)s.")
AGAIN = N_(
    "Enter again first of all: people who left and roles that were ended since. Everybody has to sign in anew."
)
LOST = N_("Lost, as the witness wrote down: %(count)s entries.")
NONE_LOST = N_("Nothing that the witness wrote down is lost.")
NUMBERED = N_("entry %(number)s of %(at)s: %(kind)s, %(object)s, by %(actor)s")
MORE = N_("… and %(count)s more; --json lists them all.")
NOTHING = N_("The database is up to date; there is nothing to do.")
WOULD = N_("Version %(version)s brings %(count)s changes to the database:")
STEP = N_("%(name)s (can be taken back)")
ONE_WAY = N_("%(name)s (only a backup leads back)")
ROOM = N_("It needs about %(needed)s MB; %(free)s MB are free.")
NOT_DONE = N_("Nothing was done. Run chizi upgrade without --dry-run while nobody works.")
DONE = N_("The database is up to date. The state before lies in %(file)s.")
DONE_BARE = N_("The database is up to date. No backup was made.")
MEGABYTE = 1 << 20
SHOWN = 20


def mount(app: typer.Typer) -> None:
    """Put the commands on the tree."""
    app.command("backup", cls=Command, help=_(N_("Put everything into one file, while work goes on.")))(
        backup
    )
    app.command("restore", cls=Command, help=_(N_("Bring a backup back into an empty place.")))(restore)
    app.command("upgrade", cls=Command, help=_(N_("Bring the database to this version, after a backup.")))(
        upgrade
    )
    text = _(N_("Print what a witness on another machine should keep, so that a loss can be named."))
    for one in app.registered_groups:
        if one.name == "journal" and one.typer_instance is not None:
            one.typer_instance.command("witness", cls=Command, help=text)(witness)


def backup(
    file: Annotated[str, typer.Argument(metavar="FILE", help=_(N_("where to write it, such as office.zip")))],
    force: Annotated[bool, typer.Option("--force", help=_(N_("write over a file of this name")))] = False,
    without_keys: Annotated[
        bool, typer.Option("--without-keys", help=_(N_("leave the keys out; keep them elsewhere")))
    ] = False,
    as_json: options.Json = False,
) -> None:
    target = options.writable(file, "FILE")
    set_up()
    from chizi.site.keeping.saving import back_up

    with telling() as tell:
        saved = back_up(
            target,
            now=datetime.now(UTC),
            tell=lambda step, done, total: tell(STEPS[step], done, total),
            force=force,
            keys=not without_keys,
            record=not waiting(),
        )
    show(_as_data(saved), *_of_saved(saved), as_json=as_json)
    if saved.manifest.missing:
        raise typer.Exit(1)


def _as_data(saved: "Saved") -> dict[str, object]:
    manifest = saved.manifest
    return {
        "file": saved.path,
        "bytes": saved.bytes,
        "made_at": manifest.made_at,
        "version": manifest.version,
        "engine": manifest.engine,
        "journal": asdict(manifest.journal),
        "files": len(manifest.members),
        "missing": manifest.missing,
        "keys": manifest.keys,
        "recorded": saved.recorded,
    }


def _of_saved(saved: "Saved") -> list[str]:
    manifest, head = saved.manifest, saved.manifest.journal
    size = f"{saved.bytes / MEGABYTE:.1f}"
    lines = [
        _(SAVED, file=saved.path, size=size, files=len(manifest.members), entries=head.entries),
        _(HEAD, last=head.last, at=head.said_at, root=head.root),
        _(SECRET if manifest.keys else WITHOUT_KEYS),
    ]
    if not saved.recorded:
        lines.append(_(UNRECORDED))
    if manifest.missing:
        lines.append(_(GONE, count=len(manifest.missing), first=manifest.missing[0]))
    return lines


def restore(
    file: Annotated[str, typer.Argument(metavar="FILE", help=_(N_("the backup")))],
    seen: Annotated[
        str,
        typer.Option(
            "--witness", metavar="FILE", help=_(N_("what a witness kept; names every entry that is lost"))
        ),
    ] = "",
    as_json: options.Json = False,
) -> None:
    path = options.existing(file)
    evidence = options.existing(seen, "--witness") if seen else None
    set_up()
    from chizi.site.keeping.restoring import restore as bring_back
    from chizi.site.keeping.witness import read

    with telling() as tell:
        restored = bring_back(
            path,
            now=datetime.now(UTC),
            tell=lambda step, done, total: tell(STEPS[step], done, total),
            evidence=None if evidence is None else read(evidence),
        )
    manifest = restored.manifest
    data = {
        "made_at": manifest.made_at,
        "version": manifest.version,
        "journal": asdict(manifest.journal),
        "lost": None if restored.lost is None else [asdict(one) for one in restored.lost],
        "keys": manifest.keys,
    }
    show(data, *_of_restored(restored), as_json=as_json)


def _of_restored(restored: "Restored") -> list[str]:
    manifest, head = restored.manifest, restored.manifest.journal
    lines = [
        _(RESTORED, made=manifest.made_at, entries=head.entries),
        _(AFTER, last=head.last, at=head.said_at),
        _(AGAIN),
    ]
    if not manifest.keys:
        lines.append(_(WITHOUT_KEYS))
    if restored.lost is not None:
        lines.append(_(LOST, count=len(restored.lost)) if restored.lost else _(NONE_LOST))
        for one in restored.lost[:SHOWN]:
            about = {"kind": one.kind, "object": one.object, "actor": one.actor}
            lines.append("  " + _(NUMBERED, number=one.number, at=one.recorded_at, **about))
        if len(restored.lost) > SHOWN:
            lines.append("  " + _(MORE, count=len(restored.lost) - SHOWN))
    return lines


def upgrade(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_(N_("show what would be done and do nothing")))
    ] = False,
    file: Annotated[
        str,
        typer.Option(
            "--backup", metavar="FILE", help=_(N_("where the backup goes; default: the folder backups"))
        ),
    ] = "",
    without_backup: Annotated[
        bool, typer.Option("--without-backup", help=_(N_("make no backup; you have one")))
    ] = False,
    as_json: options.Json = False,
) -> None:
    named = options.writable(file, "--backup") if file else None
    set_up()
    waiting()  # a database of a newer version is refused here
    from chizi.site.keeping import upgrading

    now = datetime.now(UTC)
    if dry_run:
        ahead = upgrading.outlook()
        show(_outlook_data(ahead, None), *_of_outlook(ahead), as_json=as_json)
        return
    target = None if without_backup else named or upgrading.default_backup(now)
    with alone(), telling() as tell:
        done = upgrading.upgrade(
            now=now, tell=lambda step, at, total: tell(STEPS[step], at, total), backup=target
        )
    if not done.steps:
        lines = [_(NOTHING)]
    else:
        lines = [_(DONE, file=target) if target else _(DONE_BARE)]
    show(_outlook_data(done, target if done.steps else None), *lines, as_json=as_json)


def _outlook_data(ahead: "Outlook", target: Path | None) -> dict[str, object]:
    return {
        "version": ahead.version,
        "steps": [asdict(one) for one in ahead.steps],
        "needed": ahead.needed,
        "free": ahead.free,
        "backup": target,
    }


def _of_outlook(ahead: "Outlook") -> list[str]:
    if not ahead.steps:
        return [_(NOTHING)]
    lines = [_(WOULD, version=ahead.version, count=len(ahead.steps))]
    lines += ["  " + _(STEP if one.reversible else ONE_WAY, name=one.name) for one in ahead.steps]
    room = {"needed": f"{ahead.needed / MEGABYTE:,.0f}", "free": f"{ahead.free / MEGABYTE:,.0f}"}
    return [*lines, _(ROOM, **room), _(NOT_DONE)]


def witness(
    after: Annotated[
        int, typer.Option("--after", metavar="N", help=_(N_("only entries after number N; default: all")))
    ] = 0,
) -> None:
    open_house()
    from chizi.site.keeping.witness import lines_after

    count = 0
    for one in lines_after(max(0, min(after, 2**63 - 1))):
        print(one.line)
        count += 1
    note(_(N_("%(count)s entries."), count=count))
