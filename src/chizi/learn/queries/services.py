"""Practical service items: lists, single ones with their story, and what a stranger may see of them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from chizi.core.cursors import number_cursor
from chizi.ground.files.queries import KeptFile
from chizi.ground.files.queries import files as kept_files
from chizi.learn.models import ServiceItem, ServiceStep
from chizi.learn.queries.applications_refs import party_of
from chizi.learn.queries.lectures_seeing import in_sight, keeps
from chizi.learn.refusals.services import UnknownReceipt, UnknownService
from chizi.learn.rules.services import UNFINISHED, ServiceState, notice_over
from chizi.org.abilities import Actor, local_day, may, stands_for
from chizi.org.models import Person
from chizi.org.queries import names_of_people
from chizi.org.rules import Ability
from chizi.org.slips import hash_of, plain_code
from chizi.plan.reaching import number


@dataclass(frozen=True)
class ServiceLine:
    """One item in a list."""

    id: int
    title: str
    party_code: str
    party: str
    beneficiary: str
    source: str
    state: str
    raised_at: datetime
    notice_until: date | None
    closing: str
    closed_at: datetime | None


@dataclass(frozen=True)
class ServiceList:
    """Some items, newest first; ``after`` is the next cursor, or empty."""

    services: tuple[ServiceLine, ...]
    after: str


@dataclass(frozen=True)
class ServicePage:
    """One item, its story with files, and what the viewer may do."""

    item: ServiceItem
    steps: tuple[ServiceStep, ...]
    names: dict[str, str]
    files: dict[str, KeptFile]
    may_work: bool
    may_slip: bool
    may_notice: bool
    may_withdraw: bool
    may_close: bool
    may_use: bool
    notice_over: bool


@dataclass(frozen=True)
class PublicNotice:
    """What anybody may read of an item whose notice runs: what was needed, what was done, until when."""

    id: int
    title: str
    party: str
    place: str
    need: str
    beneficiary: str
    done: str
    until: date | None


def services(
    viewer: Actor,
    *,
    now: datetime,
    state: str = "",
    party: str = "",
    after: str = "",
    limit: int = 50,
) -> ServiceList:
    """Items within the viewer's sight, newest first, keyset-paged. ``state`` "unfinished" means not closed."""
    rows = in_sight(ServiceItem.objects.all(), viewer, now=now)
    if state == "unfinished":
        rows = rows.filter(state__in=sorted(UNFINISHED))
    elif state in set(ServiceState):
        rows = rows.filter(state=state)
    if party and len(party) <= 60 and party.isprintable():
        rows = rows.filter(party__code=party)
    if (cursor := number_cursor(after)) is not None:
        rows = rows.filter(pk__lt=cursor)
    found = list(rows.select_related("party").order_by("-pk")[: limit + 1])
    lines = tuple(service_line(one) for one in found[:limit])
    return ServiceList(lines, str(found[limit - 1].pk) if len(found) > limit else "")


def service_line(one: ServiceItem) -> ServiceLine:
    """The line of a row that was read with its party."""
    return ServiceLine(
        one.pk,
        one.title,
        one.party.code,
        one.party.name,
        one.beneficiary,
        one.source,
        one.state,
        one.raised_at,
        one.notice_until,
        one.closing,
        one.closed_at,
    )


def service_page(viewer: Actor, service_id: int, *, now: datetime) -> ServicePage:
    """One item. Raises UnknownService."""
    rows = in_sight(ServiceItem.objects.all(), viewer, now=now).filter(pk=number(service_id))
    one = rows.select_related("party__region").first()
    if one is None:
        raise UnknownService(number=service_id)
    steps = tuple(one.steps.order_by("id"))
    digests: dict[str, str] = {}
    for step in steps:
        digests |= step.files
    works = keeps(viewer, one.party, now=now)
    home = party_of(viewer) if isinstance(viewer, Person) else None
    ref = viewer.ref if viewer is not None else ""
    doer = stands_for(viewer, Ability.WORK_TASK, one.party, now=now) or ref in (one.done_by, one.raised_by)
    doer = doer or (home is not None and home.pk == one.party_id)
    over = one.notice_until is not None and notice_over(one.notice_until, local_day(now))
    return ServicePage(
        item=one,
        steps=steps,
        names=names_of_people({step.by for step in steps} | {one.raised_by, one.closed_by}),
        files=kept_files(digests) if digests else {},
        may_work=works and one.state == ServiceState.OPEN,
        may_slip=works and one.state in (ServiceState.DONE, ServiceState.NOTICE),
        may_notice=works and one.state == ServiceState.DONE,
        may_withdraw=works and one.state in (ServiceState.OPEN, ServiceState.DONE),
        may_close=(
            one.state == ServiceState.NOTICE
            and not doer
            and may(viewer, Ability.CONFIRM_LEARNING, one, now=now)
        ),
        may_use=works and one.state == ServiceState.CLOSED,
        notice_over=over,
    )


def service_file(viewer: Actor, service_id: int, digest: str, *, now: datetime) -> KeptFile:
    """A file of an item, for whoever may see it. Raises UnknownService."""
    found = service_page(viewer, service_id, now=now).files.get(digest)
    if found is None:
        raise UnknownService(number=service_id)
    return found


def public_notices(*, now: datetime, limit: int = 100) -> tuple[PublicNotice, ...]:
    """The notices that run today, the last to begin first. Anybody may read them; one query."""
    rows = ServiceItem.objects.filter(
        Q(notice_until__gte=local_day(now)), state=ServiceState.NOTICE.value
    ).select_related("party", "region")
    return tuple(_notice(one) for one in rows.order_by("-notice_from", "-pk")[:limit])


def public_notice(service_id: int, *, now: datetime) -> PublicNotice:
    """One notice that runs. Raises UnknownReceipt."""
    rows = ServiceItem.objects.filter(pk=number(service_id), state=ServiceState.NOTICE.value)
    one = rows.select_related("party", "region").first()
    if one is None:
        raise UnknownReceipt
    return _notice(one)


def public_receipt(code: str) -> PublicNotice:
    """What the holder of a slip is asked about. No scope: the code is the right to read it. Raises UnknownReceipt."""
    plain = plain_code(code)
    waits = [ServiceState.DONE.value, ServiceState.NOTICE.value]
    rows = ServiceItem.objects.filter(receipt=hash_of(plain or ""), state__in=waits)
    one = rows.select_related("party", "region").first() if plain is not None else None
    if one is None:
        raise UnknownReceipt(field="code")
    return _notice(one)


def _notice(one: ServiceItem) -> PublicNotice:
    return PublicNotice(
        one.pk,
        one.title,
        one.party.name,
        one.region.name,
        one.need,
        one.beneficiary,
        one.done,
        one.notice_until,
    )


def notices_to_close(viewer: Actor, *, now: datetime, limit: int = 20) -> tuple[ServiceLine, ...]:
    """Items whose notice ran out and that the viewer may close. Three queries."""
    home = party_of(viewer) if isinstance(viewer, Person) else None
    rows = in_sight(ServiceItem.objects.all(), viewer, now=now)
    rows = rows.filter(state=ServiceState.NOTICE.value, notice_until__lt=local_day(now))
    if home is not None:
        rows = rows.exclude(party_id=home.pk)
    found = rows.select_related("party").order_by("notice_until", "pk")[:limit]
    return tuple(service_line(one) for one in found if may(viewer, Ability.CONFIRM_LEARNING, one, now=now))
