"""From what was handed in to what may be kept."""

from dataclasses import dataclass
from pathlib import Path

from chizi.ground.files import packages, refusals, rules, walled
from chizi.ground.files.rules import Kind

TAIL = 2048


@dataclass(frozen=True)
class Made:
    """What may be kept: where it lies now, what it is, how many pages can be shown; ``preview`` of the first."""

    path: Path
    media_type: str
    pages: int
    preview: Path | None = None


def checked(path: Path, name: str) -> Made:
    """The sanitised form of the file at ``path``, in the same folder. Raises a FileNotTaken for every file that
    is not clean; ``name`` is for its sentence and for what it claims."""
    with path.open("rb") as file:
        head = file.read(rules.HEAD)
    kind = rules.kind_of(head)
    if rules.EICAR in head:
        raise refusals.UnsafeFile(name=name, what="EICAR")
    if kind is Kind.HEIC:
        raise refusals.HeicPicture(name=name)
    if kind is Kind.FILM:
        raise refusals.Film(name=name)
    if kind in rules.PICTURES:
        return _picture(path, name, kind)
    if kind is Kind.PDF:
        return _pdf(path, name)
    if kind is Kind.PACKAGE:
        found = packages.check_package(path, name)
        return Made(path, str(found), 1 if found is Kind.DOCX else 0)
    if kind is Kind.TEXT:
        return _text(path, name, head)
    raise _claimed(name)


def _claimed(name: str) -> refusals.FileNotTaken:
    """A file that is nothing we know: what its name claims decides only how that is said."""
    if rules.ending_of(name) in rules.CLAIMS:
        return refusals.NotWhatItSays(name=name)
    return refusals.UnknownKind(name=name)


def _picture(path: Path, name: str, kind: Kind) -> Made:
    out, preview = path.with_name("clean"), path.with_name("preview")
    task = {"do": "picture", "path": str(path), "kind": str(kind), "out": str(out), "preview": str(preview)}
    answer = walled.work(task, name)
    return Made(out, answer["media_type"], answer["pages"], preview)


def _pdf(path: Path, name: str) -> Made:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        if b"%%EOF" not in file.read():
            raise refusals.BrokenFile(name=name)
    preview = path.with_name("preview")
    answer = walled.work({"do": "pdf", "path": str(path), "page": 1, "preview": str(preview)}, name)
    return Made(path, answer["media_type"], answer["pages"], preview)


def _text(path: Path, name: str, head: bytes) -> Made:
    if rules.is_web(head):
        raise refusals.ActiveContent(name=name)
    text = rules.text_of(path.read_bytes())
    if text is None or rules.ending_of(name) in rules.CLAIMS:
        raise _claimed(name)
    out = path.with_name("clean")
    out.write_text(text, encoding="utf-8", newline="")
    return Made(out, str(Kind.TEXT), 1)
