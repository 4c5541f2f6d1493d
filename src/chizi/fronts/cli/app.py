"""The command tree and its guard."""

import io
import os
import signal
import sys
import warnings
from collections.abc import Sequence
from typing import Any

import typer
from typer.main import get_command

from chizi.core.words import N_
from chizi.fronts.cli import failures
from chizi.fronts.cli.answers import note, print_json
from chizi.fronts.cli.commands import (
    care,
    demo,
    evaluating,
    importing,
    init,
    learning,
    people,
    publishing,
)
from chizi.fronts.cli.parsing import Group
from chizi.fronts.cli.words import bind_parser_words
from chizi.fronts.cli.words import translate as _

NAME = "chizi"

app = typer.Typer(
    name=NAME,
    cls=Group,
    help=_(N_("One ruler, from plan to published result.")),
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
for part in (init, demo, people, care, importing, evaluating, learning, publishing):
    part.mount(app)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; whatever goes wrong becomes one sentence."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in given
    bind_parser_words()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that lacks a sign shows a mark in its place
    if not os.environ.get("CHIZI_DEBUG"):
        warnings.simplefilter("ignore")
    asked_to_end: list[int] = []

    def end(number: int, _frame: Any) -> None:
        asked_to_end.append(number)
        raise KeyboardInterrupt  # what every library below knows how to roll back from

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        code = get_command(app).main(args=given, prog_name=NAME, standalone_mode=False)
        if code == failures.STOPPED:
            raise KeyboardInterrupt  # the parser has caught it already
        return code if isinstance(code, int) else failures.DONE
    except typer.TyperException as fault:
        return _fail(failures.of_usage(fault), as_json)
    except (KeyboardInterrupt, typer.Abort):
        return _stopped(asked_to_end)
    except Exception as fault:
        # A query or a connection that is stopped in the middle may end with an error of its own.
        return _stopped(asked_to_end) if asked_to_end else _fail(failures.of_exception(fault), as_json)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stopped(asked_to_end: Sequence[int]) -> int:
    note(_(failures.STOPPED_BY_HAND))
    return failures.TERMINATED if signal.SIGTERM in asked_to_end else failures.STOPPED


def _fail(failure: failures.Failure, as_json: bool) -> int:
    if failure.sentence:
        note(failure.sentence)
    if failure.hint and failure.sentence:
        note(failure.hint)
    if as_json:
        print_json(failure.as_dict())
    return failure.exit
