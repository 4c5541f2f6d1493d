"""Terminals and sessions: our half of a device's key goes when the sign-in it belongs to was ended, or its person left.

A device that is in contact finds out at once (its next sign-in gets another half); this is for those that are not.
"""

from datetime import datetime

from chizi.ground.devices.actions import destroy_secrets
from chizi.ground.devices.queries import people_with_keys
from chizi.org.models import Person
from chizi.org.rules import CONSOLE
from chizi.site.sessions.models import LiveSession

MARK = "terminal"  # in the session's content: what the terminal's front puts there
MINUTE = 17  # of every hour


def destroy_ended_keys(now: datetime) -> int:
    """Once an hour: destroy the halves of keys whose sign-in was ended before its time; gives how many."""
    if now.minute != MINUTE:
        return 0
    refs = people_with_keys()
    if not refs:
        return 0
    names = [ref.removeprefix("person:") for ref in refs]
    people = {one.pk: one.ref for one in Person.objects.filter(username__in=names, is_active=True)}
    rows = LiveSession.objects.filter(person__in=people, expire_date__gt=now)
    living = {str(row.get_decoded().get(MARK, "")) for row in rows.iterator()}
    return destroy_secrets(actor=CONSOLE, now=now, sessions=living - {""}, people=set(people.values()))
