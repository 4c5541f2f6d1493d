"""Signs for whoever reviews them at their place. Nothing else in the product reads whom a sign is about (R-27)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from chizi.core.cursors import number_cursor
from chizi.ground.files.queries import preview
from chizi.ground.files.refusals import NoSuchFile
from chizi.learn.models import Fingerprint, Sign
from chizi.learn.queries.signs_sources import Written, base_of, written
from chizi.learn.refusals.signs import UnknownSign
from chizi.learn.rules.signs import PASSAGE, SignKind, SignState, common_parts
from chizi.org.abilities import Actor, narrow, scope_of
from chizi.org.models import Person
from chizi.org.rules import Ability

LARGEST = 2**62
SHOWN = 12  # texts beside each other on a page; the rest is counted


@dataclass(frozen=True)
class SignLine:
    """A sign as the list shows it: what it is about, never who."""

    id: int
    kind: str
    party: str
    party_code: str
    place: str
    state: str
    found_at: datetime
    content: Mapping[str, Any]


@dataclass(frozen=True)
class SignList:
    """Some signs, the newest first; ``after`` is the next cursor, or empty."""

    signs: tuple[SignLine, ...]
    after: str


def _visible(viewer: Actor, now: datetime) -> QuerySet[Sign]:
    return narrow(Sign.objects.all(), scope_of(viewer, Ability.REVIEW_SIGNS, now=now))


def signs(
    viewer: Actor, *, now: datetime, state: str = "", kind: str = "", after: str = "", limit: int = 50
) -> SignList:
    """Signs at the viewer's places, the newest first; one query."""
    rows = _visible(viewer, now).select_related("party", "region").order_by("-id")
    rows = rows.filter(state=state if state in set(SignState) else SignState.OPEN.value)
    if kind in set(SignKind):
        rows = rows.filter(kind=kind)
    if (number := number_cursor(after)) is not None:
        rows = rows.filter(id__lt=number)
    found = list(rows[: limit + 1])
    lines = tuple(_line(one) for one in found[:limit])
    return SignList(lines, str(lines[-1].id) if len(found) > limit else "")


def _line(one: Sign) -> SignLine:
    return SignLine(
        one.pk, one.kind, one.party.name, one.party.code, one.region.name, one.state, one.found_at, one.content
    )  # fmt: skip


def sign_for(viewer: Actor, number: int, *, now: datetime, lock: bool = False) -> Sign:
    """A sign that the viewer may look at. Raises UnknownSign."""
    rows = _visible(viewer, now).select_related("party", "region")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    found = rows.filter(id=number).first() if 0 < number < LARGEST else None
    if found is None:
        raise UnknownSign(number=number)
    return found


def persons_of(sign: Sign) -> set[int]:
    """Whose texts or pictures a sign is about: so that nobody looks at his own."""
    rows = Fingerprint.objects.filter(object__in=sign.content.get("objects", ()), person__isnull=False)
    return set(rows.values_list("person_id", flat=True))


def common_passages(sign: Sign) -> list[str]:
    """The words that all texts of a sign share with the first."""
    texts = _texts(sign)
    if len(texts) < 2:
        return []
    pieces = common_parts(texts[0].text, texts[1].text)
    return [piece for piece, is_common in pieces if is_common and len(piece) >= PASSAGE]


def _texts(sign: Sign) -> list[Written]:
    found = written(sign.content.get("objects", ()))
    return [found[name] for name in sign.content.get("objects", ()) if name in found]


@dataclass(frozen=True)
class SignText:
    """One of the texts: who wrote it when, in pieces, each with whether it stands in the other too."""

    object: str
    href_kind: str
    name: str
    at: datetime
    pieces: tuple[tuple[str, bool], ...]
    picture: str


@dataclass(frozen=True)
class SignPage:
    """A sign with all that a human being needs to judge it; ``own``: somebody else has to."""

    line: SignLine
    texts: tuple[SignText, ...]
    more: int
    gone: int
    template: bool
    note: str
    reviewed_by: str
    reviewed_at: datetime | None
    own: bool


def sign_page(viewer: Actor, number: int, *, now: datetime) -> SignPage:
    """One sign; at most six queries. Raises UnknownSign."""
    sign = sign_for(viewer, number, now=now)
    texts = _texts(sign)
    people = dict(Person.objects.filter(id__in={one.person for one in texts}).values_list("id", "name"))
    pictures = sign.content.get("pictures", {})
    shown = texts[:SHOWN]
    told = []
    for at, one in enumerate(shown):
        other = shown[1 if at == 0 else 0] if len(shown) > 1 else None
        is_text = sign.kind == SignKind.TEXT and other is not None
        pieces = common_parts(one.text, other.text) if is_text and other is not None else [(one.text, False)]
        told.append(
            SignText(
                object=base_of(one.object),
                href_kind=base_of(one.object).partition(":")[0],
                name=people.get(one.person or 0, ""),
                at=one.at,
                pieces=tuple(pieces),
                picture=pictures.get(one.object, ""),
            )
        )
    gone = len(sign.content.get("objects", ())) - len(texts)
    own = isinstance(viewer, Person) and viewer.pk in persons_of(sign)
    return SignPage(
        line=_line(sign),
        texts=tuple(told),
        more=len(texts) - len(shown),
        gone=gone,
        template=sign.template,
        note=sign.note,
        reviewed_by=sign.reviewed_by,
        reviewed_at=sign.reviewed_at,
        own=own,
    )


def sign_picture(viewer: Actor, number: int, digest: str, *, now: datetime) -> tuple[str, bytes]:
    """(media type, bytes) of a picture that a sign is about. Raises UnknownSign, NoSuchFile."""
    sign = sign_for(viewer, number, now=now)
    if digest not in sign.content.get("pictures", {}).values():
        raise NoSuchFile
    return preview(digest)
