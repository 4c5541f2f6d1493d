"""Bodies and their people as lists and facts."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from chizi.core.dataset import Column as DataColumn
from chizi.core.dataset import Dataset
from chizi.core.words import N_
from chizi.fronts.guidance.words import BODY_KINDS, MEMBER_ROLES, gap
from chizi.fronts.kit.formats import count, day_text, instant_html
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, link
from chizi.fronts.kit.vocabulary import said
from chizi.plan.queries.bodies import BodyLine, BodyPage, Coverage, MemberLine
from chizi.plan.rules.bodies import BodyKind

EXPORTS = ("csv", "xlsx")


def body_href(code: str) -> str:
    return reverse("guidance:body", args=[code])


def person_href(username: str) -> str:
    return reverse("guidance:person", args=[username])


def exports(what: str, **query: str) -> list[tuple[str, str]]:
    """The addresses of a list as CSV and Excel."""
    asked = "&".join(f"{name}={value}" for name, value in query.items() if value)
    tail = f"?{asked}" if asked else ""
    return [
        ({"csv": "CSV", "xlsx": "Excel"}[form], reverse("guidance:export", args=[what, form]) + tail)
        for form in EXPORTS
    ]


def body_list(
    found: tuple[BodyLine, ...],
    *,
    kind: str,
    next_href: str,
    first_href: str,
    clear_href: str,
    may_manage: bool,
) -> ListPage:
    """Bodies by code, each with head, members, branch and where it stands."""
    return ListPage(
        title=gettext("Bodies of the campaign"),
        columns=[
            Column(gettext("Campaign body")),
            Column(gettext("Kind"), wide=True),
            Column(gettext("Head")),
            Column(gettext("Members"), number=True),
            Column(gettext("Temporary branch"), wide=True),
            Column(gettext("Stands at")),
            Column(gettext("Place"), wide=True),
        ],
        rows=[_row(one) for one in found],
        sentence=[said(BODY_KINDS, kind) if kind else gettext("all campaign bodies")],
        next_href=next_href,
        first_href=first_href,
        clear_href=clear_href if kind else "",
        exports=exports("bodies", kind=kind),
        blank=Blank(
            gettext("No bodies have been set up yet"),
            gettext(
                "Here stand the leading group, its office, task forces and the numbered guidance groups. The office"
                " sets them up one by one or imports them from a sheet."
            ),
            gettext("Set up the first body") if may_manage else "",
            reverse("guidance:body_new") if may_manage else "",
        ),
        ident="bodies",
    )


def _row(one: BodyLine) -> Row:
    name = one.name if one.closed_on is None else gettext("%(name)s (closed)") % {"name": one.name}
    return Row(
        body_href(one.code),
        name,
        [
            said(BODY_KINDS, one.kind),
            one.heads or gap(gettext("none")),
            count(one.members),
            branch_cell(one),
            one.stations or ("–" if one.kind != BodyKind.GUIDANCE_GROUP else gap(gettext("nowhere"))),
            one.region,
        ],
        one.code,
    )


def branch_cell(one: BodyLine) -> str | SafeString:
    if one.branch:
        return one.branch
    return gap(gettext("none")) if one.kind == BodyKind.GUIDANCE_GROUP and not one.closed_on else "–"


def coverage_text(found: Coverage) -> str:
    """How many guidance groups have their branch, of how many (S2-10)."""
    if not found.groups:
        return ""
    numbers = {"done": count(found.with_branch), "all": count(found.groups)}
    said_so = gettext("%(done)s of %(all)s guidance groups have a temporary party branch.") % numbers
    if found.without:
        missing = gettext("Without one: %(names)s.") % {"names": gettext("; ").join(found.without)}
        return f"{said_so} {missing}"
    return said_so


def facts(page: BodyPage) -> list[tuple[str, str | SafeString]]:
    """What a body says about itself."""
    body = page.body
    above = link(body_href(body.parent.code), body.parent.name) if body.parent else "–"
    found: list[tuple[str, str | SafeString]] = [
        (gettext("Kind"), said(BODY_KINDS, body.kind)),
        (gettext("Place"), body.region.name),
        (gettext("Stands below"), above),
        (gettext("Set up on"), day_text(body.founded_on)),
        (gettext("Address for tasks"), body.party.code),
        (gettext("Temporary branch"), _branch(page)),
    ]
    if body.number is not None:
        found.insert(1, (gettext("Number of the group"), str(body.number)))
    if body.closed_on is not None:
        found.append((gettext("Closed on"), day_text(body.closed_on)))
    return found


def _branch(page: BodyPage) -> str | SafeString:
    branch = page.branch
    if branch is None:
        return gap(gettext("none")) if page.body.kind == BodyKind.GUIDANCE_GROUP else "–"
    words = {"name": branch.name, "day": day_text(branch.founded_on)}
    since = gettext("%(name)s, since %(day)s") % words
    if branch.secretary:
        since += gettext("; secretary %(name)s") % {"name": branch.secretary.name}
    if branch.ended_on:
        since += gettext("; ended %(day)s") % {"day": day_text(branch.ended_on)}
    return since


def member_list(page: BodyPage) -> ListPage:
    """The people of a body, present ones first."""
    total = ngettext("%(number)s member today", "%(number)s members today", len(page.current)) % {
        "number": count(len(page.current))
    }
    return ListPage(
        title=gettext("Members"),
        columns=[
            Column(gettext("Person")),
            Column(gettext("Capacity")),
            Column(gettext("Serves in"), wide=True),
            Column(gettext("From"), wide=True),
            Column(gettext("Until"), wide=True),
            Column(gettext("First training")),
            Column(gettext("Is at")),
            Column(gettext("Step"), wide=True),
        ],
        rows=[_member(one, page) for one in page.members],
        total=total,
        exports=exports("members", body=page.body.code),
        blank=Blank(
            gettext("Nobody belongs to this body yet"),
            gettext("People who are registered join it one by one, or by a sheet of members."),
            gettext("Add a member") if page.may_manage else "",
            reverse("guidance:member_new", args=[page.body.code]) if page.may_manage else "",
        ),
        ident="members",
    )


def _member(one: MemberLine, page: BodyPage) -> Row:
    ends = reverse("guidance:member_end", args=[page.body.code, one.id])
    step = link(ends, gettext("End")) if page.may_manage and one.current and one.until is None else ""
    gone = one.left and one.current
    name = gettext("%(name)s (has left service)") % {"name": one.name} if gone else one.name
    return Row(
        person_href(one.username),
        name,
        [
            said(MEMBER_ROLES, one.role),
            one.agency or "–",
            instant_html(one.from_date),
            instant_html(one.until),
            instant_html(one.trained_on) if one.trained_on else gap(gettext("none")),
            one.at or "–",
            step,
        ],
        one.username,
    )


def training_list(page: BodyPage) -> ListPage:
    """The trainings of a body."""
    return ListPage(
        title=gettext("Trainings"),
        columns=[
            Column(gettext("Training")),
            Column(gettext("Held on")),
            Column(gettext("Took part"), number=True),
        ],
        rows=[Row("", one.title, [instant_html(one.held_on), count(one.attended)]) for one in page.trainings],
        blank=Blank(
            gettext("No training is recorded"),
            gettext("Members of a guidance group can only be deployed after a training."),
            gettext("Record a training") if page.may_manage else "",
            reverse("guidance:training_new", args=[page.body.code]) if page.may_manage else "",
        ),
        ident="trainings",
    )


def _columns(*named: tuple[str, str, str]) -> tuple[DataColumn, ...]:
    return tuple(DataColumn(name, kind, title) for name, kind, title in named)


def body_data(found: tuple[BodyLine, ...]) -> Dataset:
    """The list of bodies for an export."""
    columns = _columns(
        ("code", "text", N_("Code")),
        ("name", "text", N_("Campaign body")),
        ("kind", "text", N_("Kind")),
        ("heads", "text", N_("Head")),
        ("members", "integer", N_("Members")),
        ("branch", "text", N_("Temporary branch")),
        ("stations", "text", N_("Stands at")),
        ("region", "text", N_("Place")),
        ("closed_on", "date", N_("Closed on")),
    )
    rows = [
        (
            one.code,
            one.name,
            said(BODY_KINDS, one.kind),
            one.heads,
            one.members,
            one.branch,
            one.stations,
            one.region,
            one.closed_on,
        )
        for one in found
    ]
    return Dataset("bodies", columns, rows)


def member_data(page: BodyPage) -> Dataset:
    """The members of a body for an export."""
    columns = _columns(
        ("username", "text", N_("User name")),
        ("name", "text", N_("Name")),
        ("role", "text", N_("Capacity")),
        ("agency", "text", N_("Serves in")),
        ("from_date", "date", N_("From")),
        ("until", "date", N_("Until")),
        ("trained_on", "date", N_("First training")),
        ("at", "text", N_("Is at")),
    )
    rows: list[tuple[Any, ...]] = [
        (
            one.username,
            one.name,
            said(MEMBER_ROLES, one.role),
            one.agency,
            one.from_date,
            one.until,
            one.trained_on,
            one.at,
        )
        for one in page.members
    ]
    return Dataset("members", columns, rows, {N_("Campaign body"): page.body.name})
