"""People: who serves where, for a viewer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import is_password_usable
from django.db.models import Q, QuerySet

from chizi.core.cursors import text_cursor
from chizi.org.abilities import Actor, Console, narrow, scope_of
from chizi.org.models import Agency, Person, Post
from chizi.org.refusals import NoSuchPerson, UnknownPerson
from chizi.org.rules import Ability


@dataclass(frozen=True)
class PeoplePage:
    """Some people in the order of their user names; ``after`` is the next cursor, or empty."""

    people: tuple[Person, ...]
    after: str


@dataclass(frozen=True)
class PersonPage:
    """One person as the viewer may see him. ``has_password`` is false until the first slip was used."""

    person: Person
    posts: tuple[Post, ...]
    has_password: bool


def acting_person(username: str | None) -> Actor:
    """Who a command acts as: the active person named, or the console while nobody is registered.

    Raises NeedsPerson through the abilities, or UnknownPerson.
    """
    if not username:
        return Console()
    found = (
        Person.objects.filter(username=username, is_active=True).first() if text_cursor(username) else None
    )
    if found is None:
        raise UnknownPerson(username=username[:40].replace("\0", ""))
    return found


def has_password(person: Person) -> bool:
    """Whether the person has set a password; before, there is nothing to reset."""
    return bool(person.password) and is_password_usable(person.password)


def is_serving(person_id: int) -> bool:
    """Whether the person may be given work: registered and not gone. One query; asked before an assignment."""
    return Person.objects.filter(id=person_id, is_active=True).exists()


def people(
    viewer: Actor,
    *,
    now: datetime,
    after: str = "",
    words: str = "",
    agency: Agency | None = None,
    limit: int = 50,
) -> PeoplePage:
    """People who serve where the viewer may see people, by user name, keyset-paged.

    Who belongs to no body is seen with the whole province only. ``words`` are looked for in names.
    """
    rows = _visible(viewer, now).select_related("agency", "agency__region").order_by("username")
    for word in words.replace("\0", "").split()[:5]:
        rows = rows.filter(Q(name__icontains=word) | Q(username__icontains=word))
    if agency is not None:
        rows = rows.filter(agency=agency)
    if after and text_cursor(after):
        rows = rows.filter(username__gt=after)
    found = list(rows[: limit + 1])
    return PeoplePage(tuple(found[:limit]), found[limit - 1].username if len(found) > limit else "")


def _visible(viewer: Actor, now: datetime) -> QuerySet[Person]:
    return narrow(Person.objects.all(), scope_of(viewer, Ability.SEE_PEOPLE, now=now), "agency__")


def visible_person(viewer: Actor, username: str, *, now: datetime) -> Person:
    """The person, if it is the viewer himself or somebody within his sight. Raises NoSuchPerson."""
    found = None
    if text_cursor(username):
        rows = Person.objects.select_related("agency", "agency__region")
        own = Q(id=viewer.pk) if isinstance(viewer, Person) else Q(pk__in=[])
        found = rows.filter(own | Q(id__in=_visible(viewer, now).values("id")), username=username).first()
    if found is None:
        raise NoSuchPerson(username=username[:40].replace("\0", ""))
    return found


def person_page(viewer: Actor, username: str, *, now: datetime) -> PersonPage:
    """One person with his posts, newest first. Raises NoSuchPerson outside what the viewer may see."""
    person = visible_person(viewer, username, now=now)
    posts = Post.objects.filter(person=person).select_related("agency").order_by("-from_date", "-id")
    return PersonPage(person, tuple(posts[:100]), has_password(person))


def names_of_people(refs: Iterable[str]) -> dict[str, str]:
    """Names by reference ("person:lin"), for rows that name people as text; one query."""
    wanted = {ref.removeprefix("person:") for ref in refs if ref.startswith("person:")}
    rows = Person.objects.filter(username__in=wanted).values_list("username", "name") if wanted else []
    return {f"person:{username}": name for username, name in rows}


def posts_on(person_ids: Iterable[int], on: date) -> list[tuple[int, int]]:
    """(person, agency) of every post that somebody holds on a day, and of the body where he is registered; one
    query."""
    ids = list(person_ids)
    held = Post.objects.filter(person__in=ids, from_date__lte=on)
    held = held.filter(Q(until__isnull=True) | Q(until__gte=on))
    home = Person.objects.filter(id__in=ids, agency__isnull=False).values_list("id", "agency_id")
    both = held.values_list("person_id", "agency_id").union(home)
    return sorted((person, agency) for person, agency in both if agency is not None)
