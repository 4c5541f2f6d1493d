"""Who hears of what: those who act for a party, by a notice about something that waits for them (R-05)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from chizi.core.words import N_
from chizi.ground.notices.actions import notify
from chizi.org.abilities import local_day
from chizi.org.models import Grant, Party, Person
from chizi.org.rules import Ability, roles_with

ASSIGNED = N_("“%(title)s” waits for a result by %(due)s.")
RETURNED = N_("The result of “%(title)s” came back: %(note)s")
OBJECTED = N_("An objection to “%(title)s” waits for an answer by %(due)s.")
ANSWERED = N_("Your objection to “%(title)s” was answered.")
HANDED_IN = N_("A result of “%(title)s” waits to be accepted.")
HANDED_OVER = N_("“%(title)s” was handed over to you; it is due %(due)s.")


def clerks_of(parties: Iterable[Party], *, now: datetime) -> list[str]:
    """Refs of the people who stand for these parties today; one query."""
    day = local_day(now)
    codes = [party.code for party in parties]
    agencies = [code.partition(":")[2] for code in codes if code.startswith("agency:")]
    grants = Grant.objects.filter(role__in=[role.value for role in roles_with(Ability.WORK_TASK)])
    grants = grants.filter(Q(party_code__in=codes) | Q(agency__code__in=agencies), from_date__lte=day)
    grants = grants.filter(Q(until__isnull=True) | Q(until__gte=day), person__is_active=True)
    return sorted({f"person:{name}" for name in grants.values_list("person__username", flat=True)})


def tell(
    *,
    actor: str,
    now: datetime,
    to: Iterable[str],
    kind: str,
    text: str,
    params: Mapping[str, Any],
    href: str,
    about: str,
) -> None:
    """Leave a notice with people, except with whoever did it. ``kind`` begins with its urgency."""
    receivers = sorted({ref for ref in to if ref.startswith("person:")} - {actor})
    said = {name: str(value) for name, value in params.items()}
    if receivers:
        notify(actor=actor, now=now, to=receivers, kind=kind, text=text, params=said, href=href, about=about)


def person_ref(person: Person | None) -> list[str]:
    """The ref of a person, if there is one."""
    return [person.ref] if person is not None else []
