"""First passwords and resets by printed slips: no e-mail is needed, and no administrator ever knows a password."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from chizi.journal.actions import record_entry
from chizi.org import slips
from chizi.org.abilities import Actor, Console, local_day, may, require
from chizi.org.models import Grant, Invitation, Person
from chizi.org.queries.people import has_password
from chizi.org.refusals import (
    HasPassword,
    MistypedCode,
    NotYourOwnReset,
    PersonLeft,
    ResetWaits,
    SameAdministrator,
    SlipExpired,
    UnknownInvitation,
    WeakPassword,
    WrongCode,
)
from chizi.org.rules import Ability, Role
from chizi.org.slips import Slip

FIRST, RESET = "first", "reset"


@transaction.atomic
def invite_person(*, actor: Actor, now: datetime, person: Person) -> Slip:
    """Make the slip with which a person sets the first password; an earlier slip ends.

    The code is in the answer and nowhere else. Raises NotAllowed, PersonLeft, and HasPassword: from then on
    only a reset leads to a new one, and that takes two administrators.
    """
    require(actor, Ability.IMPORT_PEOPLE, now=now)
    person = _serving(person)
    if has_password(person):
        raise HasPassword(name=person.name)
    return issue_first(actor.ref, now, person)


@transaction.atomic
def invite_people(*, actor: Actor, now: datetime, people: Iterable[Person]) -> tuple[Slip, ...]:
    """The first slips of many at once, all or none. Raises what `invite_person` raises."""
    return tuple(invite_person(actor=actor, now=now, person=person) for person in people)


def issue_first(giver: str, now: datetime, person: Person) -> Slip:
    """The first slip of somebody who may have one, inside the caller's transaction."""
    _withdraw_open(person, now)
    return _issue(Invitation(person=person, purpose=FIRST, asked_by=giver, asked_at=now), giver, now)


def _serving(person: Person) -> Person:
    """The person as the row stands now, kept still until the step is done. Raises PersonLeft."""
    found = Person.objects.select_for_update(of=("self",)).select_related("agency__region").get(pk=person.pk)
    if not found.is_active:
        raise PersonLeft(name=found.name)
    return found


def _issue(invitation: Invitation, giver: str, now: datetime) -> Slip:
    code, lasts = slips.new_code(), _lasts(invitation.purpose)
    invitation.code_hash = slips.hash_of(code.replace("-", ""))
    invitation.issued_by, invitation.issued_at, invitation.expires_at = giver, now, now + lasts
    invitation.save()
    _journal(giver, now, f"invitation.{invitation.purpose}-issued", invitation)
    person = invitation.person
    return Slip(person.username, person.name, code, now + lasts)


def _lasts(purpose: str) -> timedelta:
    return slips.FIRST_LASTS if purpose == FIRST else slips.RESET_LASTS


def _withdraw_open(person: Person, now: datetime) -> int:
    rows = Invitation.objects.filter(person=person, used_at__isnull=True, withdrawn_at__isnull=True)
    return rows.update(withdrawn_at=now)


def _journal(actor: str, now: datetime, kind: str, invitation: Invitation) -> None:
    """The journal knows of each step and never of the code."""
    person = invitation.person
    content = {"invitation": invitation.pk, "purpose": invitation.purpose, "asked_by": invitation.asked_by}
    unit = person.agency.region.code if person.agency else ""
    record_entry(actor=actor, now=now, kind=kind, object=person.ref, unit=unit, content=content)


@transaction.atomic
def ask_reset(*, actor: Actor, now: datetime, person: Person) -> Invitation:
    """Ask for the reset of a password; a second administrator releases it. The old one counts until then.

    Raises NotAllowed, NotYourOwnReset, PersonLeft, ResetWaits.
    """
    if actor == person:
        raise NotYourOwnReset
    if not may(actor, Ability.IMPORT_PEOPLE, now=now):
        require(actor, Ability.RELEASE_RESET, person.agency, now=now)
    person = _serving(person)
    waiting = Invitation.objects.filter(
        person=person, purpose=RESET, issued_at__isnull=True, withdrawn_at__isnull=True
    )
    if waiting.exists():
        raise ResetWaits(name=person.name)
    invitation = Invitation.objects.create(person=person, purpose=RESET, asked_by=actor.ref, asked_at=now)
    _journal(actor.ref, now, "invitation.reset-asked", invitation)
    return invitation


@transaction.atomic
def release_reset(*, actor: Actor, now: datetime, invitation_id: int) -> Slip:
    """Release a reset that somebody else asked for: makes its slip and locks the old password out.

    Where the only security administrator is the one to be reset, whoever runs the command on the machine may
    release it: he could read the database anyway, and the journal says that it was the console. Raises
    UnknownInvitation, NotAllowed, NotYourOwnReset, SameAdministrator, PersonLeft.
    """
    invitation = _open_invitation(invitation_id)
    if invitation.issued_at is not None:
        raise UnknownInvitation
    person = _serving(invitation.person)
    if actor == person:
        raise NotYourOwnReset
    if not (isinstance(actor, Console) and _nobody_else_releases(person, now)):
        require(actor, Ability.RELEASE_RESET, person.agency, now=now)
    if actor.ref == invitation.asked_by:
        raise SameAdministrator
    earlier = Invitation.objects.filter(person=person, used_at__isnull=True, withdrawn_at__isnull=True)
    earlier.exclude(pk=invitation.pk).update(withdrawn_at=now)
    person.set_unusable_password()
    person.save(update_fields=["password"])
    invitation.person = person
    return _issue(invitation, actor.ref, now)


def _nobody_else_releases(person: Person, now: datetime) -> bool:
    day = local_day(now)
    held = Grant.objects.filter(role=Role.SECURITY_ADMIN.value, person__is_active=True, from_date__lte=day)
    return not held.filter(Q(until__isnull=True) | Q(until__gte=day)).exclude(person=person).exists()


def _open_invitation(invitation_id: int) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("person", "person__agency")
    found = rows.filter(pk=invitation_id, used_at__isnull=True, withdrawn_at__isnull=True).first()
    if found is None:
        raise UnknownInvitation
    return found


@transaction.atomic
def withdraw_invitation(*, actor: Actor, now: datetime, invitation_id: int) -> Invitation:
    """End a slip or a reset before it is used. Raises UnknownInvitation, NotAllowed."""
    invitation = _open_invitation(invitation_id)
    if not may(actor, Ability.IMPORT_PEOPLE, now=now):
        require(actor, Ability.RELEASE_RESET, invitation.person.agency, now=now)
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    _journal(actor.ref, now, "invitation.withdrawn", invitation)
    return invitation


def accept_invitation(
    *, now: datetime, username: str, code: str, password: str, actor: Actor | None = None
) -> Person:
    """Set the password with the code of a slip; the slip is used up, and every other one of the person ends.

    The code is the proof, so ``actor`` is nobody. Raises MistypedCode (its check sign is wrong: no attempt),
    WrongCode (also for an unknown user name: no oracle), SlipExpired, WeakPassword (field "password"). A wrong
    code is counted although it is refused, so the counting is committed first.
    """
    plain = slips.plain_code(code)
    if plain is None:
        raise MistypedCode(field="code")
    person = _try_code(now, username.strip().lower(), plain, password)
    if person is None:
        raise WrongCode(field="code")
    return person


@transaction.atomic
def _try_code(now: datetime, username: str, plain: str, password: str) -> Person | None:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related(
        "person", "person__agency__region"
    )
    open_slips = list(
        rows.filter(
            person__username=username if username.isprintable() else "",
            person__is_active=True,
            issued_at__isnull=False,
            used_at__isnull=True,
            withdrawn_at__isnull=True,
        ).order_by("-id")
    )
    found = next((one for one in open_slips if slips.matches(plain, one.code_hash)), None)
    if found is None:
        for one in open_slips:
            _count_failure(one, now)
        return None
    if found.expires_at is None or now >= found.expires_at:
        raise SlipExpired(field="code")
    person = found.person
    try:
        validate_password(password, user=person)
    except ValidationError as fault:
        raise WeakPassword(field="password", why=" ".join(fault.messages)) from None
    person.set_password(password)
    person.save(update_fields=["password"])
    found.used_at = now
    found.save(update_fields=["used_at"])
    _withdraw_open(person, now)
    _journal(person.ref, now, "invitation.used", found)
    return person


def _count_failure(invitation: Invitation, now: datetime) -> None:
    invitation.failures += 1
    if invitation.failures >= slips.MOST_FAILURES:
        invitation.withdrawn_at = now
        _journal(invitation.person.ref, now, "invitation.locked", invitation)
    invitation.save(update_fields=["failures", "withdrawn_at"])


def end_invitations(person: Person, now: datetime) -> int:
    """Withdraw every open slip and reset of somebody who leaves, inside the caller's transaction."""
    return _withdraw_open(person, now)
