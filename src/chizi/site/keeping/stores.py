"""The files that belong to rows, as names below the data folder.

Stores are append-only: a file that a row names is whole and is never changed, so it may be copied after the rows
have been read.
"""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from chizi.evaluation.models import Delivery, Run
from chizi.evaluation.results import TABLES
from chizi.publish.models import Publication
from chizi.publish.rules import State

FOLDERS = ("facts", "runs", "register", "publications", "files")
OFFICE = "office.toml"
KEYS = "keys"
SECRET = "secret_key"  # noqa: S105 - the name of a file  # nosec B105 - a name, no secret
SIGNED = (State.PUBLISHED, State.CORRECTED, State.WITHDRAWN)


def data() -> Path:
    """The data folder."""
    return Path(settings.DATA)


def named_files(using: str) -> Iterator[str]:
    """Every file that a row of this database names; a name may come twice."""
    yield from _deliveries(using)
    yield from _runs(using)
    yield from _publications(using)
    yield from _kept_files()
    yield from office_file()


def office_file() -> Iterator[str]:
    """What the office was founded with, where it is kept beside the database."""
    if (data() / OFFICE).is_file():
        yield OFFICE


def key_files() -> Iterator[str]:
    """The publisher's keys and the key of sessions and signed links."""
    if (data() / SECRET).is_file():
        yield SECRET
    for path in sorted(Path(settings.KEYS).glob("*")):
        if path.is_file():
            yield f"{KEYS}/{path.name}"


def place_of(name: str) -> Path:
    """Where a file of this name lies."""
    folder, _, rest = name.partition("/")
    named = {"publications": Path(settings.PUBLICATIONS), KEYS: Path(settings.KEYS)}
    return named[folder] / rest if rest and folder in named else data() / name


def _deliveries(using: str) -> Iterator[str]:
    rows = Delivery.objects.using(using).order_by("id")
    for facts, repeats, rejects in rows.values_list("path", "repeats_path", "rejects_path").iterator():
        yield from (f"facts/{name}" for name in (facts, repeats, rejects) if name)


def _runs(using: str) -> Iterator[str]:
    rows = Run.objects.using(using).order_by("id").values_list("folder", "snapshot__register_path")
    for folder, register in rows.iterator():
        yield from (f"runs/{folder}/{name}.parquet" for name in TABLES)
        yield f"register/{register}"


def _publications(using: str) -> Iterator[str]:
    for one in Publication.objects.using(using).order_by("id").iterator():
        if one.state in SIGNED:
            yield f"publications/signed/{one.file_name}"
        elif one.state == State.PROPOSED:
            yield f"publications/drafts/{one.draft_sha256}.zip"


def _kept_files() -> Iterator[str]:
    """Evidence and documents, named by their content: all that lie there, since none is ever changed. One that came
    after the rows were read comes along and harms nobody."""
    folder = data() / "files"
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path.relative_to(data()).as_posix()
