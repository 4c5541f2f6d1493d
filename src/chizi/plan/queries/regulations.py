"""The library: what counts, what it says, where a word stands."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from chizi.core.cursors import number_cursor
from chizi.ground.search.queries import Segment, find, marked
from chizi.org.abilities import Actor
from chizi.plan.models import Regulation, Replacement, Wording
from chizi.plan.queries.bodies import may_manage
from chizi.plan.queries.seeing import sees, visible
from chizi.plan.refusals.bodies import UnknownRegulation
from chizi.plan.rules.bodies import RegulationStatus
from chizi.plan.rules.regulations import Article, Change, articles, compare

COLLECTION = "regulation"
MOST_HITS = 50
SNIPPET = 90  # characters around the first hit


@dataclass(frozen=True)
class RegulationLine:
    """One document in a list; ``snippet`` shows where the words stand when it was searched for."""

    id: int
    title: str
    number: str
    issuer: str
    status: str
    in_force_from: date | None
    versions: int
    region: str
    snippet: tuple[Segment, ...] = ()


@dataclass(frozen=True)
class RegulationPage:
    """One version of a document. ``replaces`` and ``replaced_by`` are other documents."""

    regulation: Regulation
    wording: Wording
    versions: tuple[Wording, ...]
    articles: tuple[Article, ...]
    replaces: tuple[Regulation, ...]
    replaced_by: tuple[Regulation, ...]
    may_manage: bool


@dataclass(frozen=True)
class Comparison:
    """Two versions of one document, article by article; no changes when the texts are the same."""

    regulation: Regulation
    before: Wording
    after: Wording
    versions: tuple[int, ...]
    changes: tuple[Change, ...]


def library(
    viewer: Actor, *, now: datetime, status: str = "", before: str = "", limit: int = 50
) -> tuple[RegulationLine, ...]:
    """Documents the viewer may see, newest entry first, keyset-paged by number."""
    rows = visible(Regulation.objects.select_related("region"), viewer, now)
    if status in set(RegulationStatus):
        rows = rows.filter(status=status)
    if (number := number_cursor(before)) is not None:
        rows = rows.filter(id__lt=number)
    return tuple(_line(one) for one in rows.order_by("-id")[:limit])


def _line(one: Regulation, snippet: tuple[Segment, ...] = ()) -> RegulationLine:
    return RegulationLine(
        id=one.pk,
        title=one.title,
        number=one.number,
        issuer=one.issuer,
        status=one.status,
        in_force_from=one.in_force_from,
        versions=one.latest,
        region=one.region.name,
        snippet=snippet,
    )


def search_library(viewer: Actor, words: str, *, now: datetime) -> tuple[RegulationLine, ...]:
    """Documents in which all the words stand, best first, with the place of the first hit. Two characters are
    enough; the newest version is searched."""
    hits = [hit.key for hit in find(COLLECTION, words, limit=MOST_HITS * 4) if hit.key.isdecimal()]
    rows = visible(Regulation.objects.select_related("region"), viewer, now)
    seen = {one.pk: one for one in rows.filter(id__in=[int(key) for key in hits])}
    shown = [seen[int(key)] for key in hits if int(key) in seen][:MOST_HITS]
    texts = {
        regulation: text
        for regulation, version, text in Wording.objects.filter(
            regulation_id__in=[one.pk for one in shown]
        ).values_list("regulation_id", "version", "text")
        if version == seen[regulation].latest
    }
    return tuple(_line(one, tuple(marked(texts.get(one.pk, ""), words, width=SNIPPET))) for one in shown)


def library_counts(viewer: Actor, *, now: datetime) -> dict[str, int]:
    """How many documents there are of each status: the counter of S2-20, counted from the library itself."""
    rows = visible(Regulation.objects.all(), viewer, now).order_by().values_list("status")
    found = dict(rows.annotate(number=Count("id")))
    return {one.value: found.get(one.value, 0) for one in RegulationStatus}


def regulation_for(viewer: Actor, number: int, now: datetime) -> Regulation:
    """The document, if the viewer may see it. Raises UnknownRegulation."""
    found = Regulation.objects.filter(id=number).select_related("region").first()
    if found is None or not sees(viewer, found, now):
        raise UnknownRegulation(number=number)
    return found


def regulation_page(viewer: Actor, number: int, *, now: datetime, version: str = "") -> RegulationPage:
    """One document in one version (the newest). Raises UnknownRegulation."""
    regulation = regulation_for(viewer, number, now)
    wanted = number_cursor(version) or regulation.latest
    versions = tuple(regulation.wordings.defer("text").order_by("-version"))
    wording = regulation.wordings.filter(version=wanted).first()
    if wording is None:
        raise UnknownRegulation(number=number)
    links = Replacement.objects.select_related("newer", "older")
    newer = [one.newer for one in links.filter(older=regulation).order_by("id")]
    older = [one.older for one in links.filter(newer=regulation).order_by("id")]
    return RegulationPage(
        regulation=regulation,
        wording=wording,
        versions=versions,
        articles=tuple(articles(wording.text)),
        replaces=tuple(one for one in older if sees(viewer, one, now)),
        replaced_by=tuple(one for one in newer if sees(viewer, one, now)),
        may_manage=may_manage(viewer, regulation, now),
    )


def compare_versions(viewer: Actor, number: int, *, now: datetime, before: str, after: str) -> Comparison:
    """Two versions of a document; by default the newest and the one before it. Raises UnknownRegulation."""
    regulation = regulation_for(viewer, number, now)
    newer = number_cursor(after) or regulation.latest
    older = number_cursor(before) or max(1, newer - 1)
    found = {one.version: one for one in regulation.wordings.filter(version__in=[older, newer])}
    if older not in found or newer not in found:
        raise UnknownRegulation(number=number)
    changes = compare(found[older].text, found[newer].text)
    versions = tuple(range(1, regulation.latest + 1))
    return Comparison(regulation, found[older], found[newer], versions, tuple(changes))


def replaceable(viewer: Actor, *, now: datetime) -> list[tuple[int, str]]:
    """Documents in force that a newer one can replace: the newest two hundred."""
    rows = visible(Regulation.objects.filter(status=RegulationStatus.IN_FORCE), viewer, now)
    return list(rows.order_by("-id").values_list("id", "title")[:200])
