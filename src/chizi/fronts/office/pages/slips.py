"""Invitation slips and resets: the queue, and the slips as they are printed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from chizi.fronts.kit.formats import instant_text
from chizi.fronts.office.pages.people import person_href
from chizi.org.queries import InvitationLine, SlipState
from chizi.org.slips import Slip


@dataclass(frozen=True)
class Waiting:
    """A slip or a reset in the queue, with the steps that this viewer may take."""

    name: str
    href: str
    body: str
    what: str
    state: str
    asked: str
    release_href: str
    withdraw_href: str
    own: bool


def queue(found: Iterable[InvitationLine], viewer_name: str) -> tuple[list[Waiting], list[Waiting]]:
    """(resets that wait for a release, slips that are out)."""
    waiting: list[Waiting] = []
    out: list[Waiting] = []
    for one in found:
        (waiting if one.state is SlipState.WAITS else out).append(_line(one, viewer_name))
    return waiting, out


def _line(one: InvitationLine, viewer_name: str) -> Waiting:
    words = {"who": one.asked_by.removeprefix("person:"), "when": instant_text(one.asked_at)}
    return Waiting(
        name=one.name,
        href=person_href(one.username),
        body=one.agency or "–",
        what=gettext("first password") if one.purpose == "first" else gettext("new password"),
        state=_state(one),
        asked=gettext("%(who)s, %(when)s") % words,
        release_href=reverse("office:release", args=[one.id]) if one.may_release else "",
        withdraw_href=reverse("office:withdraw_slip", args=[one.id]),
        own=one.asked_by == viewer_name,
    )


def _state(one: InvitationLine) -> str:
    if one.state is SlipState.WAITS:
        return gettext("waits for a second administrator")
    if one.expires_at is None:
        return gettext("out")
    words = {"when": instant_text(one.expires_at)}
    if one.state is SlipState.EXPIRED:
        return gettext("expired %(when)s") % words
    return gettext("out until %(when)s") % words


@dataclass(frozen=True)
class Printed:
    """A slip as it stands on paper."""

    name: str
    username: str
    code: str
    until: str


def printed(slips: Iterable[Slip]) -> list[Printed]:
    """Slips in the order in which they were made."""
    return [Printed(one.name, one.username, one.code, instant_text(one.expires_at)) for one in slips]
