"""One material as it is read, with its versions and what the viewer may do with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from chizi.learn.models import Material, MaterialReader, MaterialVersion, Passage
from chizi.learn.queries.materials_packs import MaterialMedium, media_of
from chizi.learn.queries.materials_seeing import keeps_for, material_for, sees_drafts
from chizi.learn.refusals.materials import UnknownVersion
from chizi.learn.rules.materials import MaterialState
from chizi.org.abilities import Actor
from chizi.org.models import Person
from chizi.org.queries import names_of_people


@dataclass(frozen=True)
class VersionLine:
    """One version in the list of versions."""

    number: int
    title: str
    note: str
    written_by: str
    written_at: datetime
    published_by: str
    published_at: datetime | None
    classification: str
    cleared_by: str
    cleared_at: datetime | None
    cleared_reason: str
    held: bool


@dataclass(frozen=True)
class Case:
    """That a cautionary case is concluded and redacted."""

    decision: str
    decided_on: date
    lesson: str


@dataclass(frozen=True)
class StoryFacts:
    """Whom a story tells of, and whose consent there is."""

    person: str
    consent_by: str
    consent_from: str
    consent_on: date
    happened_on: date | None
    post: str
    age: int | None


@dataclass(frozen=True)
class MaterialPage:
    """A material as it is read. ``may`` names the steps open to the viewer: edit, publish, decide, withdraw; ``why``
    says of publish and decide why they are not."""

    id: int
    version: int
    shown: int
    latest: int
    title: str
    kind: str
    state: str
    source: str
    owner: str
    owner_code: str
    audience: str
    readers: tuple[tuple[str, str], ...]
    text: str
    html: str
    classification: str
    note: str
    marks: tuple[str, ...]
    undecided: bool
    held: bool
    edits: int
    written_by: str
    written_at: datetime
    published_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_by: str
    reason: str
    anchors: tuple[tuple[str, str, int], ...]
    media: tuple[MaterialMedium, ...]
    versions: tuple[VersionLine, ...]
    case: Case | None
    story: StoryFacts | None
    may: frozenset[str]
    own: bool
    keeper: bool

    @property
    def about(self) -> str:
        return f"material:{self.id}"


def material_page(viewer: Actor, number: int, *, now: datetime, version: int | None = None) -> MaterialPage:
    """A material for reading: the version that is shown, or another one (drafts for those who keep learning).

    What is withdrawn is open only to those who see learning there; what somebody found to be secret comes without
    its content for everybody. Raises UnknownMaterial, UnknownVersion.
    """
    one = material_for(viewer, number, now)
    keeper = sees_drafts(viewer, one, now)
    rows = {row.number: row for row in one.versions.defer("text", "html").order_by("number")}
    wanted = version if version is not None else (one.shown or one.latest)
    if wanted not in rows or (rows[wanted].published_at is None and not keeper):
        raise UnknownVersion
    return _page(viewer, one, rows, rows[wanted], keeper, now)


def _page(
    viewer: Actor,
    one: Material,
    rows: dict[int, MaterialVersion],
    chosen: MaterialVersion,
    keeper: bool,
    now: datetime,
) -> MaterialPage:
    people = _people(rows.values()) if keeper else {}
    text, html = ("", "") if chosen.held else one.versions.values_list("text", "html").get(pk=chosen.pk)
    return MaterialPage(
        id=one.pk,
        version=chosen.number,
        shown=one.shown,
        latest=one.latest,
        title=chosen.title,
        kind=one.kind,
        state=one.state,
        source=chosen.source,
        owner=one.owner.name,
        owner_code=one.owner.code,
        audience=one.audience,
        readers=_readers(one) if keeper else (),
        text=text,
        html=html,
        classification=chosen.classification,
        note=chosen.note,
        marks=tuple(chosen.marks),
        undecided=bool(chosen.marks) and not chosen.cleared_by,
        held=chosen.held,
        edits=chosen.edits,
        written_by=people.get(chosen.written_by, chosen.written_by),
        written_at=chosen.written_at,
        published_at=chosen.published_at,
        withdrawn_at=one.withdrawn_at,
        withdrawn_by=one.withdrawn_by,
        reason=one.reason,
        anchors=() if chosen.held else _anchors(chosen),
        media=() if chosen.held else media_of(list(chosen.files.order_by("position"))),
        versions=tuple(_line(row, people) for row in reversed(rows.values())) if keeper else (),
        case=_case(one),
        story=_story(one),
        may=_steps(viewer, one, rows[one.latest], now),
        own=isinstance(viewer, Person) and viewer.ref in rows[one.latest].writers,
        keeper=keeper,
    )


def _people(rows: Iterable[MaterialVersion]) -> dict[str, str]:
    """Names of all who wrote, decided about and published versions, by their references."""
    return names_of_people(
        ref for row in rows for ref in (row.written_by, row.published_by, row.cleared_by) if ref
    )


def _steps(viewer: Actor, one: Material, newest: MaterialVersion, now: datetime) -> frozenset[str]:
    if not keeps_for(viewer, one.owner, now):
        return frozenset()
    steps = {"edit"}
    other = viewer.ref not in newest.writers
    undecided = bool(newest.marks) and not newest.cleared_by
    if other and undecided:
        steps.add("decide")
    if other and not undecided and one.latest > one.shown and not newest.held:
        steps.add("publish")
    if one.state == MaterialState.PUBLISHED:
        steps.add("withdraw")
    return frozenset(steps)


def _readers(one: Material) -> tuple[tuple[str, str], ...]:
    rows = MaterialReader.objects.filter(material=one).select_related("party").order_by("party__code")
    return tuple((row.party.code, row.party.name) for row in rows)


def _anchors(version: MaterialVersion) -> tuple[tuple[str, str, int], ...]:
    rows = Passage.objects.filter(version=version).order_by("position")
    return tuple(rows.values_list("anchor", "title", "level"))


def _line(row: MaterialVersion, people: dict[str, str]) -> VersionLine:
    return VersionLine(
        row.number,
        row.title,
        row.note,
        people.get(row.written_by, row.written_by),
        row.written_at,
        people.get(row.published_by, row.published_by),
        row.published_at,
        row.classification,
        people.get(row.cleared_by, row.cleared_by),
        row.cleared_at,
        row.cleared_reason,
        row.held,
    )


def _case(one: Material) -> Case | None:
    found = getattr(one, "concluded", None)
    return Case(found.decision, found.decided_on, found.lesson) if found is not None else None


def _story(one: Material) -> StoryFacts | None:
    found = getattr(one, "story", None)
    if found is None:
        return None
    return StoryFacts(
        found.person,
        found.consent_by,
        found.consent_from,
        found.consent_on,
        found.happened_on,
        found.post,
        found.age,
    )
