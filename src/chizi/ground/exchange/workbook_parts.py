"""Which sheet of a workbook a person sees first, and where it lies."""

import posixpath
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree  # nosec B405

from chizi.core.words import N_
from chizi.ground.exchange import refusals
from chizi.ground.exchange.limits import MIB
from chizi.ground.exchange.tables import Note
from chizi.ground.exchange.workbook_zip import WORKBOOK, markup

ROOT_RELATIONS, RELATIONS = "_rels/.rels", "xl/_rels/workbook.xml.rels"
LARGEST_INDEX = 4 * MIB
OTHER_SHEETS = N_("Only the sheet “%(sheet)s” was read; not read: %(others)s.")


@dataclass(frozen=True)
class Sheet:
    """A worksheet: its title and its part in the zip file."""

    title: str
    part: str


def first_visible(book: zipfile.ZipFile, *, file: str) -> tuple[Sheet, tuple[Note, ...]]:
    """The first visible worksheet, and a note when there are others. Raises NoVisibleSheet, DamagedFile,
    UnsafeWorkbook (the workbook is not where every program writes it)."""
    documents = [
        part for kind, part in _targets(book, ROOT_RELATIONS, file).values() if kind == "officeDocument"
    ]
    if documents != [WORKBOOK]:
        raise refusals.UnsafeWorkbook(file=file, part=refusals.some(documents) or ROOT_RELATIONS)
    targets = _targets(book, RELATIONS, file)
    seen: Sheet | None = None
    others = []
    for element in _tree(book, WORKBOOK, file).iter():
        if _local(element.tag) != "sheet":
            continue
        title = element.get("name", "")
        key = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
        kind, part = targets.get(key, ("", ""))
        visible = element.get("state", "visible") == "visible"
        if seen is None and visible and kind == "worksheet" and part in book.namelist():
            seen = Sheet(title, part)
        else:
            others.append(title)
    if seen is None:
        raise refusals.NoVisibleSheet(file=file)
    shown = {"sheet": seen.title, "others": refusals.some(others)}
    return seen, (Note(OTHER_SHEETS, shown),) if others else ()


def _targets(book: zipfile.ZipFile, relations: str, file: str) -> dict[str, tuple[str, str]]:
    """Relation id -> its kind and the part that it names."""
    if relations not in book.namelist():
        raise refusals.DamagedFile(file=file)
    base = relations.partition("_rels/")[0]
    found = {}
    for element in _tree(book, relations, file).iter():
        if _local(element.tag) != "Relationship":
            continue
        target = element.get("Target", "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.join(base, target)
        found[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], part)
    return found


def _tree(book: zipfile.ZipFile, name: str, file: str) -> ElementTree.Element:
    if book.getinfo(name).file_size > LARGEST_INDEX:
        raise refusals.UnsafeWorkbook(file=file, part=name)
    data = b"".join(markup(book, name, file=file))
    try:
        # Entities are the danger here, and ``markup`` has refused every document type.
        return ElementTree.fromstring(data)  # noqa: S314  # nosec B314
    except (ElementTree.ParseError, ValueError, LookupError) as fault:
        raise refusals.DamagedFile(file=file) from fault


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
