"""Applications in lists and one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from chizi.core.cursors import number_cursor
from chizi.learn.models import Application
from chizi.learn.queries.applications_refs import titles_of_work
from chizi.learn.queries.applications_seeing import visible_applications
from chizi.learn.queries.lectures_seeing import keeps
from chizi.learn.refusals.applications import UnknownApplication
from chizi.learn.rules.applications import ApplicationState, undecidable
from chizi.org.abilities import Actor, may, narrow, scope_of
from chizi.org.models import Person
from chizi.org.queries import names_of_people
from chizi.org.rules import Ability
from chizi.plan.reaching import number


@dataclass(frozen=True)
class ApplicationLine:
    """One application in a list; ``work`` is its matter or assignment as the viewer may name it."""

    id: int
    version: int
    person: str
    party_code: str
    party: str
    about: str
    about_title: str
    target: str
    work: str
    state: str
    claimed_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True)
class ApplicationList:
    """Some applications, newest first; ``after`` is the next cursor, or empty."""

    applications: tuple[ApplicationLine, ...]
    after: str


@dataclass(frozen=True)
class ApplicationPage:
    """One application with its story: the claims that came back before it, and what the viewer may do."""

    application: Application
    line: ApplicationLine
    work_href: str
    decided_by: str
    before: tuple[Application, ...]
    after: Application | None
    mine: bool
    may_decide: bool
    may_withdraw: bool
    may_claim_again: bool
    may_use: bool


def applications(
    viewer: Actor,
    *,
    now: datetime,
    state: str = "",
    party: str = "",
    mine: bool = False,
    about: str = "",
    after: str = "",
    limit: int = 50,
) -> ApplicationList:
    """Applications that the viewer may see, newest first, keyset-paged; six queries."""
    rows = visible_applications(viewer, now=now)
    if mine:
        rows = rows.filter(person_id=viewer.pk) if isinstance(viewer, Person) else rows.none()
    if state in set(ApplicationState):
        rows = rows.filter(state=state)
    if party and len(party) <= 60 and party.isprintable():
        rows = rows.filter(party__code=party)
    if about and len(about) <= 40 and about.isprintable():
        rows = rows.filter(about=about)
    return _page(viewer, rows, after, limit, now)


def to_confirm(viewer: Actor, *, now: datetime, after: str = "", limit: int = 50) -> ApplicationList:
    """Applications of others that wait for the viewer, newest first: he confirms learning at their place."""
    scope = scope_of(viewer, Ability.CONFIRM_LEARNING, now=now)
    rows = narrow(Application.objects.filter(state=ApplicationState.CLAIMED.value), scope)
    if not isinstance(viewer, Person) or scope.empty:
        return ApplicationList((), "")
    return _page(viewer, rows.exclude(person_id=viewer.pk), after, limit, now)


def _page(
    viewer: Actor, rows: QuerySet[Application], after: str, limit: int, now: datetime
) -> ApplicationList:
    if (cursor := number_cursor(after)) is not None:
        rows = rows.filter(pk__lt=cursor)
    found = list(rows.select_related("person", "party").order_by("-pk")[: limit + 1])
    works = titles_of_work(viewer, {one.target for one in found[:limit]}, now=now)
    lines = tuple(application_line(one, works) for one in found[:limit])
    return ApplicationList(lines, str(found[limit - 1].pk) if len(found) > limit else "")


def application_line(one: Application, works: Mapping[str, tuple[str, str]]) -> ApplicationLine:
    """The line of a row that was read with person and party."""
    return ApplicationLine(
        id=one.pk,
        version=one.version,
        person=one.person.name,
        party_code=one.party.code,
        party=one.party.name,
        about=one.about,
        about_title=one.about_title,
        target=one.target,
        work=works.get(one.target, (one.target, ""))[0],
        state=one.state,
        claimed_at=one.claimed_at,
        decided_at=one.decided_at,
    )


def application_page(viewer: Actor, application_id: int, *, now: datetime) -> ApplicationPage:
    """One application. Raises UnknownApplication."""
    rows = visible_applications(viewer, now=now).filter(pk=number(application_id))
    one = rows.select_related("person", "party", "region", "earlier__earlier__earlier").first()
    if one is None:
        raise UnknownApplication(number=application_id)
    works = titles_of_work(viewer, [one.target], now=now)
    before: list[Application] = []
    at = one.earlier
    while at is not None and len(before) < 3:
        before.append(at)
        at = at.earlier if len(before) < 3 else None
    later = Application.objects.filter(earlier=one).first()
    mine = isinstance(viewer, Person) and one.person_id == viewer.pk
    confirms = may(viewer, Ability.CONFIRM_LEARNING, one, now=now)
    ref = viewer.ref if viewer is not None else ""
    open_ = not undecidable(learner=one.claimed_by, decider=ref, state=one.state)
    return ApplicationPage(
        application=one,
        line=application_line(one, works),
        work_href=works.get(one.target, ("", ""))[1],
        decided_by=names_of_people([one.decided_by]).get(one.decided_by, one.decided_by),
        before=tuple(reversed(before)),
        after=later,
        mine=mine,
        may_decide=confirms and open_,
        may_withdraw=mine and one.state == ApplicationState.CLAIMED,
        may_claim_again=mine and one.state == ApplicationState.RETURNED and later is None,
        may_use=one.state == ApplicationState.CONFIRMED and keeps(viewer, one.party, now=now),
    )


def confirmed_about(about: list[str]) -> dict[str, int]:
    """How many confirmed applications there are of each thing learned, for pages of directives. No scope: a count."""
    wanted = [one for one in about if one]
    rows = Application.objects.filter(Q(about__in=wanted), state=ApplicationState.CONFIRMED.value)
    found = dict.fromkeys(wanted, 0)
    for one in rows.values_list("about", flat=True)[:10_000]:
        found[one] += 1
    return found
