"""chizi publish and chizi verify."""

from typing import Annotated

import typer

from chizi.core.words import N_
from chizi.fronts.cli import options
from chizi.fronts.cli.answers import show
from chizi.fronts.cli.parsing import Command
from chizi.fronts.cli.words import translate as _

INTACT = N_("Intact: not a byte was changed, and the owner of the key given signed it (%(name)s, %(key)s).")
INTACT_UNKNOWN = N_("Intact: not a byte was changed. The signer is unknown: give his public key with --key.")
TAMPERED = N_("This is not what was published:")
TITLE = N_("%(title)s, publication %(code)s, version %(version)s")


def mount(app: typer.Typer) -> None:
    """Put `chizi publish` and `chizi verify` on the tree."""
    app.command("verify", cls=Command, help=_(N_("Check a publication file; needs no database.")))(verify)


def verify(
    file: Annotated[str, typer.Argument(metavar="FILE", help=_(N_("the publication file")))],
    key: Annotated[
        str, typer.Option("--key", metavar="FILE.pub", help=_(N_("the publisher's public key")))
    ] = "",
    as_json: options.Json = False,
) -> None:
    path = options.existing(file)
    key_path = options.existing(key, "--key") if key else None
    from chizi.publish.bundle import read_public_key
    from chizi.publish.bundle import verify as check

    verdict = check(path, read_public_key(key_path) if key_path else None)
    lines = []
    if verdict.ok and verdict.signer == "known" and verdict.key:
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
