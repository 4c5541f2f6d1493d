"""chizi doctor and chizi journal verify."""

from datetime import UTC, datetime

import typer

from chizi.core.words import N_
from chizi.fronts.cli import options
from chizi.fronts.cli.answers import show
from chizi.fronts.cli.house import open_house
from chizi.fronts.cli.parsing import Command, Group
from chizi.fronts.cli.progress import telling
from chizi.fronts.cli.words import translate as _

SOUND = N_("The journal is whole: %(entries)s entries, %(erased)s with erased content. Root: %(root)s")
DAMAGED = N_("The journal was changed from outside: %(count)s entries do not hold.")
ENTRY = N_("entry %(number)s: %(what)s")
RECOMPUTING = N_("Recomputing the journal")
CODES = {
    "not-canonical": N_("its bytes are not an entry"),
    "leaf": N_("its hash does not fit its bytes"),
    "object": N_("it stands under another object"),
    "sequence": N_("an entry before it is missing"),
    "previous": N_("it does not follow the entry before it"),
    "content": N_("its content was changed"),
}
SHOWN = 20
MARKS = {"good": "√", "look": "!", "wrong": "×"}  # signs that GBK terminals have too
HEALTHY = N_("Everything is as it must be.")
ATTENTION = N_("It works; %(look)s things deserve a look.")
UNHEALTHY = N_("%(wrong)s things must be put right.")


def mount(app: typer.Typer) -> None:
    """Put `chizi doctor` and `chizi journal` on the tree."""
    journal = typer.Typer(
        cls=Group, no_args_is_help=True, help=_(N_("The append-only record of every action."))
    )
    journal.command("verify", cls=Command, help=_(N_("Recompute every entry.")))(verify_journal)
    journal.callback()(_journal)
    app.add_typer(journal, name="journal")
    app.command("doctor", cls=Command, help=_(N_("Look whether all is well, and say what to do.")))(doctor)


def _journal() -> None:
    """A group even while it holds one command."""


def verify_journal(as_json: options.Json = False) -> None:
    open_house()
    from chizi.journal.queries import verify_entries

    with telling() as tell:
        found = verify_entries(progress=lambda done: tell(RECOMPUTING, done, 0))
    faults = [{"number": one.number, "code": one.code} for one in found.faults]
    data = {
        "intact": not faults,
        "entries": found.entries,
        "erased": found.erased,
        "pending": found.pending,
        "root": found.root,
        "faults": faults,
    }
    if not faults:
        lines = [_(SOUND, entries=found.entries, erased=found.erased, root=found.root)]
    else:
        lines = [_(DAMAGED, count=len(faults))]
        for one in found.faults[:SHOWN]:
            lines.append("  " + _(ENTRY, number=one.number, what=_(CODES.get(one.code, one.code))))
    show(data, *lines, as_json=as_json)
    if faults:
        raise typer.Exit(1)


def doctor(as_json: options.Json = False) -> None:
    open_house()
    from chizi.fronts.cli.doctor.examining import examine

    found = list(examine(datetime.now(UTC)))
    wrong, look = (sum(one.state == name for one in found) for name in ("wrong", "look"))
    lines = []
    for one in found:
        lines.append(f"{MARKS[one.state]} {one.sentence}")
        if one.advice:
            lines.append(f"  → {one.what_to_do}")
    lines.append(_(UNHEALTHY if wrong else ATTENTION if look else HEALTHY, wrong=wrong, look=look))
    data = {"healthy": not wrong, "wrong": wrong, "look": look, "checks": [one.as_dict() for one in found]}
    show(data, *lines, as_json=as_json)
    if wrong:
        raise typer.Exit(1)
