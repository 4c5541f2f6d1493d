"""A folder of laws, all or nothing: new ones, newer texts of those that are there, and what is turned down."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from django.db import transaction

from chizi.journal.actions import record_entry
from chizi.learn.actions import materials_writing as writing
from chizi.learn.actions.materials import keeper_of
from chizi.learn.models import Material, MaterialVersion
from chizi.learn.refusals import materials as refusals
from chizi.learn.rules.materials import Audience, Classification, MaterialKind, MaterialState
from chizi.learn.rules.materials_laws import MOST_LAWS, LawText, NoLaw, read_law
from chizi.org.abilities import Actor
from chizi.org.models import Party


class LawFate(StrEnum):
    """What an import does, or would do, with one file."""

    NEW = "new"
    NEWER = "newer"  # another text of a law that is there: a new version of it
    SAME = "same"
    NO_TITLE = "no-title"
    NO_ARTICLES = "no-articles"
    TOO_LONG = "too-long"
    NO_TEXT = "no-text"  # not to be read as text at all
    TWICE = "twice"  # two files with the same title


GOOD = frozenset({LawFate.NEW, LawFate.NEWER, LawFate.SAME})


@dataclass(frozen=True)
class LawFile:
    """A file of the folder; ``text`` is None where it could not be read as text."""

    name: str
    text: str | None


@dataclass(frozen=True)
class LawLine:
    """What becomes of one file. ``missing`` and ``double`` are only told: laws have gaps where articles were struck."""

    name: str
    fate: LawFate
    title: str = ""
    source: str = ""
    articles: int = 0
    chapters: int = 0
    missing: tuple[str, ...] = ()
    double: tuple[str, ...] = ()
    material_id: int | None = None


@dataclass(frozen=True)
class LawReport:
    """What became, or would become, of a folder; with one bad file nothing is stored. ``fingerprint`` names this
    outcome, so that storing can be refused when it would by now be another one."""

    lines: tuple[LawLine, ...]
    stored: bool
    fingerprint: str

    @property
    def rejected(self) -> int:
        return sum(line.fate not in GOOD for line in self.lines)

    def counted(self, *fates: LawFate) -> int:
        """How many files have one of the fates."""
        return sum(line.fate in fates for line in self.lines)


@transaction.atomic
def import_laws(
    *,
    actor: Actor,
    now: datetime,
    owner: str,
    files: Sequence[LawFile],
    dry_run: bool = False,
    expected: str = "",
) -> LawReport:
    """Take in a folder of laws for a party, as drafts that a second person publishes: all files or none.

    ``expected`` is the fingerprint of the report that somebody agreed to. Raises NotAllowed, OtherOwner, NoLaws,
    LawsChanged; LawsRefused when a file has a fault and it is no dry run.
    """
    holder = keeper_of(actor, owner, now)
    if not files or len(files) > MOST_LAWS:
        raise refusals.NoLaws(field="files", most=MOST_LAWS)
    there = {
        one.title: one
        for one in Material.objects.filter(owner=holder, kind=MaterialKind.LAW.value).order_by("pk")
    }
    read = [_read(one) for one in sorted(files, key=lambda one: one.name)]
    lines, laws = _judged(read, there)
    told = hashlib.sha256("\n".join(f"{one.name}|{one.fate}|{one.title}" for one in lines).encode())
    report = LawReport(tuple(lines), False, told.hexdigest())
    if dry_run:
        return report
    if expected and expected != report.fingerprint:
        raise refusals.LawsChanged
    if report.rejected:
        raise refusals.LawsRefused(field="files", rejected=report.rejected, total=len(lines))
    stored = [
        _store(actor, now, holder, line, laws[line.name], there) if line.fate is not LawFate.SAME else line
        for line in lines
    ]
    content = {
        "files": len(lines),
        "new": report.counted(LawFate.NEW),
        "newer": report.counted(LawFate.NEWER),
        "laws": [line.title for line in stored if line.fate is not LawFate.SAME][:MOST_LAWS],
    }
    record_entry(
        actor=actor.ref,
        now=now,
        kind="material.laws-imported",
        object=f"party:{holder.code}",
        unit=holder.region.code,
        content=content,
    )
    return LawReport(tuple(stored), True, report.fingerprint)


def _read(file: LawFile) -> tuple[LawFile, LawText | LawFate]:
    if file.text is None or "\0" in file.text:
        return file, LawFate.NO_TEXT
    try:
        return file, read_law(file.text)
    except NoLaw as fault:
        return file, LawFate(fault.why)


def _judged(
    read: Sequence[tuple[LawFile, LawText | LawFate]], there: dict[str, Material]
) -> tuple[list[LawLine], dict[str, LawText]]:
    newest = {
        row.material_id: row
        for row in MaterialVersion.objects.filter(material__in=there.values()).order_by("number")
    }
    laws: dict[str, LawText] = {}
    lines: list[LawLine] = []
    titles: set[str] = set()
    for file, found in read:
        if isinstance(found, LawFate):
            lines.append(LawLine(file.name, found))
            continue
        one = there.get(found.title)
        if found.title in titles:
            fate = LawFate.TWICE
        elif one is None:
            fate = LawFate.NEW
        else:
            fate = LawFate.SAME if newest[one.pk].text == found.text else LawFate.NEWER
        titles.add(found.title)
        laws[file.name] = found
        lines.append(_line(file.name, fate, found, one.pk if one else None))
    return lines, laws


def _line(name: str, fate: LawFate, law: LawText, number: int | None) -> LawLine:
    return LawLine(
        name, fate, law.title, law.source, law.articles, law.chapters, law.missing, law.double, number
    )


def _store(
    actor: Actor, now: datetime, holder: Party, line: LawLine, law: LawText, there: dict[str, Material]
) -> LawLine:
    one = there.get(law.title)
    if one is None:
        one = Material(
            key=uuid4(),
            kind=MaterialKind.LAW.value,
            title=law.title,
            owner=holder,
            source=law.source,
            audience=Audience.PLACE.value,
            created_by=actor.ref,
            created_at=now,
        )
        one.stand_at(holder.region)
        version = MaterialVersion(number=1)
    else:
        version = one.versions.get(number=one.latest)
        if version.published_at is not None or version.held:
            one.latest += 1
            version = MaterialVersion(number=one.latest, edits=0)
        if one.state == MaterialState.WITHDRAWN:
            one.state, one.shown = MaterialState.DRAFT.value, 0
        version.edits += 1
    one.save()
    written = writing.write(law.text, {}, law=True)
    version.material = one
    version.title, version.source = law.title, law.source
    version.classification = Classification.PUBLIC.value
    writing.fill(version, written, actor.ref, now)
    version.save()
    writing.store(version, written)
    return _line(line.name, line.fate, law, one.pk)
