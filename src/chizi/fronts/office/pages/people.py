"""People as a list, and one person: posts, roles and what they allow, slips."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from chizi.fronts.kit.formats import count, day_text
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, with_query
from chizi.fronts.kit.vocabulary import ROLES, said
from chizi.fronts.office.words import ability_meaning, ability_word, role_meaning
from chizi.org.queries import PeoplePage, PersonPage, Reason, has_password


def person_href(username: str) -> str:
    """The page of a person."""
    return reverse("office:person", args=[username])


def standing(person: Any) -> str:
    """Where a person stands, in two words: serves, waits for the first slip, has left."""
    if not person.is_active:
        if person.left_on is None:
            return gettext("has left")
        return gettext("left on %(day)s") % {"day": day_text(person.left_on)}
    return gettext("serves") if has_password(person) else gettext("no password yet")


def people_list(request: Any, found: PeoplePage, *, words: str, agency: Any, may_keep: bool) -> ListPage:
    """People in the order of their user names; whoever keeps them can choose some for invitation slips."""
    whole = not found.after and not request.GET.get("after")
    number = len(found.people)
    total = ngettext("%(number)s person", "%(number)s people", number) % {"number": count(number)}
    columns = [
        Column(pgettext("person", "Name")),
        Column(gettext("User name")),
        Column(gettext("Body"), wide=True),
    ]
    columns.append(Column(gettext("State")))
    if may_keep:
        columns.append(Column(gettext("Slip")))
    sentence = [agency.name if agency else gettext("all bodies"), words or gettext("all names")]
    return ListPage(
        title=gettext("People"),
        columns=columns,
        rows=[_line(one, may_keep) for one in found.people],
        sentence=[*sentence, gettext("by user name")],
        total=total if whole else "",
        next_href=with_query(request, after=found.after) if found.after else "",
        first_href=with_query(request, after="") if request.GET.get("after") else "",
        clear_href=with_query(request, q="", agency="", after="") if words or agency else "",
        blank=_nobody(bool(words or agency), may_keep),
        ident="people",
    )


def _nobody(filtered: bool, may_keep: bool) -> Blank:
    if filtered:
        return Blank(
            gettext("Nobody fits"),
            gettext("Search by a part of the name or of the user name, or name another body."),
        )
    text = gettext("The system administrator registers people, one by one or from a sheet.")
    if not may_keep:
        return Blank(gettext("Nobody is registered here yet"), text)
    href = reverse("office:import_people")
    return Blank(gettext("Nobody is registered here yet"), text, gettext("Import people"), href)


def _line(one: Any, may_keep: bool) -> Row:
    cells: list[str | SafeString] = [one.username, one.agency.name if one.agency else "–", standing(one)]
    if may_keep:
        cells.append(_box(one) if one.is_active and not has_password(one) else "")
    return Row(person_href(one.username), one.name, cells, one.username)


def _box(one: Any) -> SafeString:
    """A box that puts the person among those for whom slips are printed; the form stands below the list."""
    label = gettext("Slip for %(name)s") % {"name": one.name}
    return format_html(
        '<input type="checkbox" class="checkbox" form="slips" name="person" value="{}" aria-label="{}">',
        one.username,
        label,
    )


def facts(found: PersonPage) -> list[tuple[str, str]]:
    """What is registered about a person."""
    one = found.person
    lines = [(gettext("User name"), one.username)]
    if one.agency:
        lines += [(gettext("Body"), one.agency.name), (gettext("Place"), one.agency.region.name)]
    else:
        lines.append((gettext("Body"), gettext("none; seen with the whole province only")))
    lines.append((gettext("State"), standing(one)))
    if one.joined_on:
        lines.append((gettext("Joined on"), day_text(one.joined_on)))
    return lines


@dataclass(frozen=True)
class PostLine:
    """A position as the page lists it."""

    title: str
    agency: str
    leads: bool
    span: str
    now: bool


def posts(found: PersonPage, on: date) -> list[PostLine]:
    """Positions, the newest first."""
    return [
        PostLine(
            one.title,
            one.agency.name,
            one.leads,
            span(one.from_date, one.until),
            one.from_date <= on and (one.until is None or on <= one.until),
        )
        for one in found.posts
    ]


def span(since: date, until: date | None) -> str:
    """From a day to a day, or until further notice."""
    if until is None:
        return gettext("since %(day)s") % {"day": day_text(since)}
    return gettext("%(since)s to %(until)s") % {"since": day_text(since), "until": day_text(until)}


@dataclass(frozen=True)
class Given:
    """One role with all that it allows: why somebody may do something."""

    grant_id: int
    person: str
    person_href: str
    role: str
    meaning: str
    place: str
    party: str
    party_href: str
    span: str
    giver: str
    reason: str
    abilities: tuple[tuple[str, str], ...]
    href: str = ""


def given(reasons: Sequence[Reason], *, may_change: bool = False) -> list[Given]:
    """Reasons gathered by the grant that they come from, in the order in which grants were given."""
    grants: dict[int, list[Reason]] = {}
    for one in reasons:
        grants.setdefault(one.grant_id, []).append(one)
    return [_given(grants[key], may_change) for key in sorted(grants)]


def _given(reasons: list[Reason], may_change: bool) -> Given:
    one = reasons[0]
    code, name = one.party or ("", "")
    return Given(
        grant_id=one.grant_id,
        person=one.person.name,
        person_href=person_href(one.person.username),
        role=said(ROLES, one.role.value),
        meaning=role_meaning(one.role.value),
        place=one.region.name,
        party=name,
        party_href=reverse("office:party", args=[code]) if code else "",
        span=span(one.since, one.until),
        giver=giver_text(one.granted_by, one.giver),
        reason=one.reason,
        abilities=tuple(
            (ability_word(other.ability.value), ability_meaning(other.ability.value)) for other in reasons
        ),
        href=reverse("office:grant", args=[one.grant_id]) if may_change else "",
    )


def giver_text(ref: str, name: str) -> str:
    """Who gave a role: a person by name, or the machine's own console on the first day."""
    if ref == "console":
        return gettext("the machine's own console")
    return name.removeprefix("person:")


def other_grants(found: Iterable[Any], on: date) -> list[tuple[str, str, str, str]]:
    """(role, place, span, href) of the roles that do not count today: past ones and those to come."""
    return [
        (
            said(ROLES, one.role),
            one.region.name,
            span(one.from_date, one.until),
            reverse("office:grant", args=[one.id]),
        )
        for one in found
        if not (one.from_date <= on and (one.until is None or on <= one.until))
    ]
