"""What every action of the bodies' side asks first, and how it writes the journal."""

import re
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, require
from chizi.org.rules import Ability
from chizi.plan.models import Body
from chizi.plan.queries.seeing import body_for
from chizi.plan.refusals.bodies import (
    BodyClosed,
    BodyCode,
    DaysBackwards,
    WrongChoice,
    WrongText,
)

Choice = TypeVar("Choice", bound=StrEnum)
CODE = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


def managed_body(actor: Actor, code: str, now: datetime, *, closed: bool = False) -> Body:
    """The body, for somebody who may change it. Raises UnknownBody, NotAllowed, BodyClosed."""
    body = body_for(actor, code, now)
    require(actor, Ability.MANAGE_BODIES, body, now=now)
    if body.closed_on is not None and not closed:
        raise BodyClosed(name=body.name, day=body.closed_on.isoformat())
    return body


def text_in(text: str, most: int, field: str, *, empty: bool = False) -> str:
    """The text without blanks at its ends. Raises WrongText when it is empty, too long or holds a NUL."""
    plain = text.replace("\r\n", "\n").strip()
    if (not plain and not empty) or len(plain) > most or "\0" in plain:
        raise WrongText(field=field, most=most)
    return plain


def code_in(text: str, field: str = "code") -> str:
    """A body's code. Raises BodyCode."""
    if not CODE.fullmatch(text):
        raise BodyCode(field=field)
    return text


def choice_in(kinds: type[Choice], value: str, field: str) -> Choice:
    """The member with the value. Raises WrongChoice."""
    try:
        return kinds(value)
    except ValueError:
        raise WrongChoice(field=field) from None


def check_days(from_date: date, until: date | None, field: str = "until") -> None:
    """Raises DaysBackwards."""
    if until is not None and until < from_date:
        raise DaysBackwards(field=field)


def journal(
    actor: Actor, now: datetime, kind: str, about: str, region_code: str, content: dict[str, Any]
) -> None:
    """One entry about an object; dates are written as text."""
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in content.items()}
    record_entry(actor=actor.ref, now=now, kind=kind, object=about, unit=region_code, content=plain)
