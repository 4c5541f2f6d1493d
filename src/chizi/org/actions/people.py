"""People, one by one: registering, a first password, posts."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, local_day, require
from chizi.org.actions.texts import fit
from chizi.org.models import Agency, Person, Post
from chizi.org.queries.people import has_password
from chizi.org.refusals import HasPassword, NotSynthetic, SamePerson
from chizi.org.roster import Spellings
from chizi.org.rules import Ability, clean_name, same_spelling


@transaction.atomic
def add_person(
    *,
    actor: Actor,
    now: datetime,
    username: str,
    name: str,
    agency: Agency | None = None,
    synthetic: bool = False,
) -> Person:
    """Register somebody who may sign in once a password is set.

    Raises NotAllowed, BadText, ValidationError, and SamePerson for somebody who is registered already under
    another spelling of the user name, or in the same body with other blanks in the name.
    """
    require(actor, Ability.IMPORT_PEOPLE, now=now)
    written = fit(name, 80, "name", empty=False)
    _refuse_twice(username, written, agency)
    name = clean_name(written)
    person = Person(username=username, name=name, agency=agency, synthetic=synthetic)
    person.set_unusable_password()
    person.full_clean(exclude=["password"])
    person.save()
    unit = agency.region.code if agency else ""
    record_entry(
        actor=actor.ref, now=now, kind="person.added", object=person.ref, unit=unit, content={"name": name}
    )
    return person


def _refuse_twice(username: str, name: str, agency: Agency | None) -> None:
    """The same questions that a sheet is asked (chizi.org.roster)."""
    met, first = Spellings(), same_spelling(username)[:1]
    if first.isprintable():
        for known, known_name in Person.objects.filter(username__startswith=first).values_list(
            "username", "name"
        ):
            met.keep(known, known_name, "")
    if other := met.other_username(username):
        raise SamePerson(field="username", name=name, username=other)
    if agency is not None:
        for known, known_name in Person.objects.filter(agency=agency).values_list("username", "name"):
            met.keep(known, known_name, agency.code)
        if other := met.other_name(username, name, agency.code):
            raise SamePerson(field="name", name=name, username=other)


@transaction.atomic
def set_password(*, actor: Actor, now: datetime, person: Person, password: str) -> None:
    """Give a person the first password; the password itself is in no record.

    Raises NotAllowed, and HasPassword for somebody who set one: a new one takes two administrators (ask_reset).
    """
    require(actor, Ability.IMPORT_PEOPLE, now=now)
    if has_password(person):
        raise HasPassword(name=person.name)
    person.set_password(password)
    person.save(update_fields=["password"])
    record_entry(actor=actor.ref, now=now, kind="person.password-set", object=person.ref)


@transaction.atomic
def appoint_person(
    *,
    actor: Actor,
    now: datetime,
    person: Person,
    agency: Agency,
    title: str,
    leads: bool = False,
    from_date: date | None = None,
) -> Post:
    """Record that a person holds a position in a body from a day (today); what he held there until then ends.

    ``leads`` marks the principal leader. Raises NotAllowed, BadText.
    """
    require(actor, Ability.IMPORT_PEOPLE, now=now)
    title = fit(title, 80, "title", empty=False)
    post = _hold(person, agency, title, leads, from_date or local_day(now))
    content = {"title": title, "agency": agency.code, "leads": leads, "from": post.from_date.isoformat()}
    unit = agency.region.code
    record_entry(
        actor=actor.ref, now=now, kind="person.appointed", object=person.ref, unit=unit, content=content
    )
    return post


def _hold(person: Person, agency: Agency, title: str, leads: bool, from_date: date) -> Post:
    held = Post.objects.filter(person=person, agency=agency, until__isnull=True)
    same = held.filter(title=title, leads=leads).first()
    if same is not None:
        return same
    held.filter(from_date__gte=from_date).delete()
    held.update(until=from_date - timedelta(days=1))
    return Post.objects.create(person=person, agency=agency, title=title, leads=leads, from_date=from_date)


@transaction.atomic
def share_password(*, actor: Actor, now: datetime, usernames: Iterable[str], password: str) -> int:
    """Give made-up people one password, hashed once, and return how many they are.

    Argon2 takes its time on purpose; forty times the same password would take forty times as long. A demo's
    password is printed, so it is no secret. Raises NotAllowed, and NotSynthetic for a real person among them.
    """
    require(actor, Ability.IMPORT_PEOPLE, now=now)
    people = Person.objects.filter(username__in=list(usernames))
    real = people.filter(synthetic=False).order_by("username").first()
    if real is not None:
        raise NotSynthetic(name=real.name)
    count = people.update(password=make_password(password))
    content = {"people": count, "synthetic": True}
    record_entry(actor=actor.ref, now=now, kind="people.demo-password", object="people", content=content)
    return count
