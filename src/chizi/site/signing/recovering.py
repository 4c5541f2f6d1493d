"""Somebody lost his phone: a released reset takes away his second factors with his password.

Two administrators stood behind the slip, so what the lost device held opens nothing any more; where a second factor is
demanded, the person is led to set up a new one at once.
"""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from chizi.journal.actions import record_entry
from chizi.org.models import Person


@transaction.atomic
def forget_factors(person: Person, *, now: datetime) -> int:
    """Remove phone codes, passkeys and recovery codes of a person whose slip was just taken; gives how many."""
    count, _ = Authenticator.objects.filter(user=person).delete()
    if count:
        content = {"removed": count}
        record_entry(
            actor=person.ref, now=now, kind="person.factors-removed", object=person.ref, content=content
        )
    return int(count)
