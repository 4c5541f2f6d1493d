"""Reflections: one's own, and those of parties for a human look at what repeats itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from chizi.core.cursors import number_cursor
from chizi.ground.files.queries import KeptFile
from chizi.ground.files.queries import files as kept_files
from chizi.learn.models import Reflection, ReflectionVersion
from chizi.learn.refusals.applications import UnknownReflection
from chizi.learn.rules.reflections import ReflectionState
from chizi.org.abilities import Actor
from chizi.org.models import Person
from chizi.plan.reaching import number

CHUNK = 500


@dataclass(frozen=True)
class ReflectionText:
    """The present wording of a reflection, for whoever looks for what was copied; never shown as such."""

    id: int
    person_id: int
    party_id: int
    about: str
    text: str
    files: tuple[str, ...]
    written_at: datetime


@dataclass(frozen=True)
class ReflectionLine:
    """One of one's own reflections in a list."""

    id: int
    about: str
    about_title: str
    text: str
    state: str
    version: int
    written_at: datetime


@dataclass(frozen=True)
class ReflectionList:
    """Some of one's own reflections, newest first; ``after`` is the next cursor, or empty."""

    reflections: tuple[ReflectionLine, ...]
    after: str


@dataclass(frozen=True)
class ReflectionPage:
    """One's own reflection with all its versions, the newest first."""

    reflection: Reflection
    versions: tuple[ReflectionVersion, ...]
    files: dict[str, KeptFile]
    may_change: bool


def reflections_of(
    party_ids: Iterable[int], *, since: date | None = None, until: date | None = None
) -> Iterator[ReflectionText]:
    """The present wordings of all reflections of these parties, oldest first. No scope: for the action that looks
    for signs; whoever asks has decided that it may. One query, read in pieces."""
    rows = ReflectionVersion.objects.filter(
        number=F("reflection__latest"),
        reflection__party_id__in=sorted(set(party_ids)),
        reflection__state=ReflectionState.WRITTEN.value,
    )
    if since is not None:
        rows = rows.filter(written_at__date__gte=since)
    if until is not None:
        rows = rows.filter(written_at__date__lte=until)
    fields = (
        "reflection_id",
        "reflection__person_id",
        "reflection__party_id",
        "reflection__about",
        "text",
        "files",
        "written_at",
    )
    for pk, person, party, about, text, files, at in (
        rows.order_by("id").values_list(*fields).iterator(chunk_size=CHUNK)
    ):
        yield ReflectionText(pk, person, party, about, text, tuple(sorted(files)), at)


def my_reflections(viewer: Actor, *, now: datetime, after: str = "", limit: int = 50) -> ReflectionList:
    """The viewer's own reflections, newest first; nobody asks for another's. Two queries."""
    if not isinstance(viewer, Person):
        return ReflectionList((), "")
    rows = Reflection.objects.filter(person_id=viewer.pk)
    if (cursor := number_cursor(after)) is not None:
        rows = rows.filter(pk__lt=cursor)
    found = list(rows.order_by("-pk")[: limit + 1])
    wordings = ReflectionVersion.objects.filter(reflection__in=found[:limit], number=F("reflection__latest"))
    texts = dict(wordings.values_list("reflection_id", "text"))
    lines = tuple(
        ReflectionLine(
            one.pk, one.about, one.about_title, texts.get(one.pk, ""), one.state, one.latest, one.written_at
        )
        for one in found[:limit]
    )
    return ReflectionList(lines, str(found[limit - 1].pk) if len(found) > limit else "")


def reflection_page(viewer: Actor, reflection_id: int, *, now: datetime) -> ReflectionPage:
    """One of one's own reflections. Raises UnknownReflection for anybody else's."""
    row = Reflection.objects.filter(pk=number(reflection_id)).first()
    if row is None or not isinstance(viewer, Person) or row.person_id != viewer.pk:
        raise UnknownReflection(number=reflection_id)
    versions = tuple(row.versions.order_by("-number"))
    names: dict[str, str] = {}
    for one in versions:
        names |= one.files
    return ReflectionPage(
        row, versions, kept_files(names) if names else {}, row.state == ReflectionState.WRITTEN
    )
