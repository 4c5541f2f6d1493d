"""chizi publish and chizi verify."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from chizi.core.words import N_
from chizi.fronts.cli import options
from chizi.fronts.cli.answers import show
from chizi.fronts.cli.drafts import drafted
from chizi.fronts.cli.house import open_house
from chizi.fronts.cli.parsing import Command
from chizi.fronts.cli.words import translate as _

INTACT = N_("Intact: not a byte was changed, and the owner of the key given signed it (%(name)s, %(key)s).")
INTACT_UNKNOWN = N_("Intact: not a byte was changed. The signer is unknown: give his public key with --key.")
TAMPERED = N_("This is not what was published:")
PUBLISHED = N_("Published as %(code)s, version %(version)s: %(file)s, with its public key in %(key)s.")


def mount(app: typer.Typer) -> None:
    """Put `chizi publish` and `chizi verify` on the tree."""
    app.command("publish", cls=Command, help=_(N_("Freeze, redact and sign the figures of a run.")))(publish)
    app.command("verify", cls=Command, help=_(N_("Check a publication file; needs no database.")))(verify)


def publish(
    run: Annotated[
        int, typer.Option("--run", metavar="ID", help=_(N_("the run, as chizi evaluate named it")))
    ],
    title: Annotated[str, typer.Option("--title", metavar="T", help=_(N_("what readers see it under")))],
    out: Annotated[
        str,
        typer.Option(
            "--out", metavar="FILE", help=_(N_("where to write the file; FILE.pub gets the public key"))
        ),
    ],
    approved_by: Annotated[
        str, typer.Option("--approved-by", metavar="USER", help=_(N_("who approves it: another person")))
    ],
    as_user: options.AsUser = "",
    as_json: options.Json = False,
) -> None:
    target = options.writable(out, "--out")
    key_target = target.with_name(target.name + ".pub")
    with drafted(target) as draft, drafted(key_target) as key_draft:
        open_house()
        publication, data, key = _published(run, title, as_user, approved_by)
        draft.write_bytes(data)
        key_draft.write_text(key, "ascii")
    said: dict[str, Any] = {
        "publication": publication.code,
        "version": publication.version,
        "id": publication.id,
        "run": run,
        "file": str(target),
        "key": str(key_target),
        "provisional": publication.provisional,
    }
    line = _(PUBLISHED, code=publication.code, version=publication.version, file=target, key=key_target)
    show(said, line, as_json=as_json)


def _published(run: int, title: str, as_user: str, approved_by: str) -> tuple[Any, bytes, str]:
    """Propose and approve in one transaction: an approval that is refused leaves no proposal behind."""
    from django.db import transaction

    from chizi.org.queries import acting_person
    from chizi.publish.actions import approve_publication, propose_publication
    from chizi.publish.queries import published_file

    proposer, approver = acting_person(as_user), acting_person(approved_by)
    now = datetime.now(UTC)
    with transaction.atomic():
        proposed = propose_publication(actor=proposer, now=now, run_id=run, title=title)
        publication = approve_publication(actor=approver, now=now, publication_id=proposed.id)
    return publication, *published_file(publication.id)


def verify(
    file: Annotated[str, typer.Argument(metavar="FILE", help=_(N_("the publication file")))],
    key: Annotated[
        str, typer.Option("--key", metavar="FILE.pub", help=_(N_("the publisher's public key")))
    ] = "",
    as_json: options.Json = False,
) -> None:
    path = options.existing(file)
    key_path = options.existing(key, "--key") if key else None
    verdict = _checked(path, key_path)
    lines = []
    if verdict.ok and verdict.signer == "known":
        lines.append(_(INTACT, name=verdict.key.name, key=verdict.key.key_id))
    elif verdict.ok:
        lines.append(_(INTACT_UNKNOWN))
    else:
        lines.append(_(TAMPERED))
        lines += ["  " + _(fault.text, **fault.places) for fault in verdict.faults]
    data = verdict.as_dict()
    for fault, found in zip(verdict.faults, data["faults"], strict=True):
        found["text"] = _(fault.text, **fault.places)
    show({"file": file, **data}, *lines, as_json=as_json)
    if not verdict.ok:
        raise typer.Exit(1)


def _checked(path: Path, key_path: Path | None) -> Any:
    from chizi.publish.bundle import read_public_key
    from chizi.publish.bundle import verify as check

    return check(path, read_public_key(key_path) if key_path else None)
