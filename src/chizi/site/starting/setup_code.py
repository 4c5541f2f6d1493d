"""The one-time setup code: while its file lies in the data folder, the house is empty and waits to be founded.

`chizi serve` writes it where nobody is registered, and prints it; founding takes it away. Whoever can read it can
read the database too, so the first page asks for nothing less than the machine itself.
"""

import os
from pathlib import Path

from django.conf import settings
from django.utils.crypto import constant_time_compare

from chizi.org.models import Office, Person
from chizi.org.slips import new_code, plain_code

FILE = "setup-code"


def code_file() -> Path:
    return Path(settings.DATA) / FILE


def is_empty() -> bool:
    """Whether nobody is registered and no office was opened: no demo, no `chizi init`, no import."""
    return not Person.objects.exists() and not Office.objects.exists()


def offer_code() -> str:
    """The code with which this empty house is founded, made at first use; empty where somebody is registered."""
    path = code_file()
    if not is_empty():
        path.unlink(missing_ok=True)
        return ""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(new_code() + "\n")
    return path.read_text("ascii").strip()


def waits() -> bool:
    """Whether the first day's page is open now. A code left over from before somebody was registered goes."""
    if not code_file().exists():
        return False
    if is_empty():
        return True
    forget_code()
    return False


def is_code(typed: str) -> bool:
    """Whether it is the code of the console, however grouped or cased."""
    try:
        wanted = plain_code(code_file().read_text("ascii"))
    except OSError:
        return False
    given = plain_code(typed)
    return wanted is not None and given is not None and constant_time_compare(given, wanted)


def forget_code() -> None:
    code_file().unlink(missing_ok=True)
