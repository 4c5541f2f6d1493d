"""From an exception to one sentence and an exit code; the details of a fault of ours go to a file."""

import os
import sys
import tempfile
import traceback
from dataclasses import dataclass
from pathlib import Path

import typer

from chizi.core.refusals import Refusal
from chizi.core.troubles import refusal_of
from chizi.core.words import N_
from chizi.fronts.cli.words import sentence, translate
from chizi.yardstick.refusals import YardstickError

DONE, REFUSED, USAGE, BROKEN, STOPPED, TERMINATED = 0, 1, 2, 70, 130, 143
DETAILS = "failures.log"
NOT_POSTGRESQL = "-"
CLOSED_STATES = (
    "08",
    "28",
    "3D",
    "53",
    "57P",
)  # connection, password, no such database, no resources, shutting down
CLOSED_FILES = ("unable to open database", "disk I/O", "attempt to write a readonly", "database disk image")

MISSING = N_("%(what)s is missing.")
UNKNOWN_OPTION = N_("There is no option %(option)s here.")
ONE_OF = N_("There is no option %(option)s here. Did you mean %(others)s?")
BAD_VALUE = N_("%(what)s: %(why)s")
NOT_A_NUMBER = N_("write a whole number")
NEEDS_VALUE = N_("%(option)s needs a value, or has one it does not take.")
MORE_HELP = N_("More: %(command)s --help")

NO_DATABASE = N_("The database does not answer: %(why)s. Is it running, and is DATABASE_URL right?")
NO_FILE = N_("%(file)s: %(why)s.")
OUT_OF_MEMORY = N_("There is not enough memory for this. Nothing was left half-done.")
FAULT = N_("Something went wrong on our side (%(kind)s). The details lie in %(file)s.")
STOPPED_BY_HAND = N_("Stopped. Nothing was left half-done.")


@dataclass(frozen=True)
class Failure:
    """``code`` is stable, for scripts; ``sentence`` is for the reader; ``exit`` is the exit code."""

    code: str
    sentence: str
    exit: int
    hint: str = ""

    def as_dict(self) -> dict[str, dict[str, str]]:
        return {"error": {"code": self.code, "message": self.sentence}}


def of_usage(fault: typer.TyperException) -> Failure:
    """What the parser objects to, said in the reader's language."""
    context = getattr(fault, "ctx", None)
    hint = translate(MORE_HELP, command=context.command_path) if context else ""
    return Failure("Usage", _usage_sentence(fault), USAGE, hint)


def _usage_sentence(fault: typer.TyperException) -> str:
    kind = type(fault).__name__
    if kind == "MissingParameter":
        return translate(MISSING, what=_what(fault))
    if kind == "NoSuchOption":
        option, others = getattr(fault, "option_name", ""), getattr(fault, "possibilities", None)
        return (
            translate(ONE_OF, option=option, others=", ".join(others))
            if others
            else translate(UNKNOWN_OPTION, option=option)
        )
    if kind == "BadOptionUsage":
        return translate(NEEDS_VALUE, option=getattr(fault, "option_name", ""))
    if kind == "BadParameter":
        # Only whole numbers are read by the parser itself; what our own options object to has no parameter.
        why = translate(NOT_A_NUMBER) if getattr(fault, "param", None) is not None else fault.message
        return translate(BAD_VALUE, what=_what(fault), why=why)
    return fault.format_message()


def _what(fault: typer.TyperException) -> str:
    hint = getattr(fault, "param_hint", None)
    param = getattr(fault, "param", None)
    found = hint or (param.get_error_hint() if param is not None else "")
    return " / ".join(found) if isinstance(found, list | tuple) else str(found).strip("'")


def of_exception(fault: Exception) -> Failure:
    """A named refusal, a trouble of the machine, or a fault of ours whose traceback is written to a file."""
    if isinstance(fault, Refusal | YardstickError):
        return Failure(fault.code, sentence(fault), REFUSED)
    if os.environ.get("CHIZI_DEBUG"):
        traceback.print_exception(fault)
    if trouble := refusal_of(fault):
        return Failure(trouble.code, sentence(trouble), BROKEN)
    if isinstance(fault, MemoryError) or type(fault).__name__ == "OutOfMemoryException":
        return Failure("OutOfMemory", translate(OUT_OF_MEMORY), BROKEN)
    if _is_database(fault):
        why = str(fault).strip().partition("\n")[0].rstrip(".")
        return Failure("DatabaseSilent", translate(NO_DATABASE, why=why), BROKEN)
    if isinstance(fault, OSError) and fault.filename:
        why = fault.strerror or type(fault).__name__
        return Failure("FileTrouble", translate(NO_FILE, file=fault.filename, why=why), REFUSED)
    return Failure("Fault", translate(FAULT, kind=type(fault).__name__, file=_keep_details(fault)), BROKEN)


def _is_database(fault: Exception) -> bool:
    """Whether the database itself could not be reached or opened; Django may not have been imported at all."""
    django = sys.modules.get("django.db.utils")
    if django is None or not isinstance(fault, django.OperationalError | django.InterfaceError):
        return False
    state = getattr(fault.__cause__, "sqlstate", NOT_POSTGRESQL)
    if state == NOT_POSTGRESQL:
        return str(fault).startswith(CLOSED_FILES)
    return state is None or state.startswith(CLOSED_STATES)


def _keep_details(fault: Exception) -> Path:
    """Append the traceback to a file that only its owner may read, beside the data if that can be written."""
    named = os.environ.get("CHIZI_DATA")
    settings = sys.modules.get("chizi.site.settings")
    folders = [getattr(settings, "DATA", None), Path(named) if named else None, Path(tempfile.gettempdir())]
    text = "".join(traceback.format_exception(fault)) + "\n"
    for folder in folders:
        if folder is None:
            continue
        path = folder / DETAILS
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
        except OSError:
            continue
        return path
    return Path("-")
