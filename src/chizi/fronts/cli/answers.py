"""What goes to standard output and what to standard error.

With ``--json`` standard output carries one JSON document and nothing else; everything a person reads on the
way goes to standard error.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any


def show(data: dict[str, Any], *lines: str, as_json: bool) -> None:
    """The result of a command: ``data`` for scripts, ``lines`` for people."""
    if as_json:
        print_json(data)
    else:
        with _reader():
            for line in lines:
                print(line)


def note(line: str) -> None:
    """Something said on the way."""
    print(line, file=sys.stderr, flush=True)


def print_json(data: Any) -> None:
    """One document in UTF-8; where the terminal's own encoding cannot show a character it is escaped."""
    unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    with _reader():
        print(json.dumps(data, ensure_ascii=not unicode, indent=2, default=_plain))


@contextmanager
def _reader() -> Iterator[None]:
    """Whoever reads standard output may leave early (`chizi … | head`): what was done stays done."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())  # or the interpreter would complain when it ends


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Path | Fraction):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form here")
