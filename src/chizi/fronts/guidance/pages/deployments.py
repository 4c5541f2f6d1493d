"""Who is where: the board of cities, the dry run of a deployment, the sheet for the security administrator."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from chizi.core.dataset import Column as DataColumn
from chizi.core.dataset import Dataset
from chizi.core.words import N_
from chizi.fronts.guidance.pages.bodies import body_href, exports, person_href
from chizi.fronts.guidance.words import gap
from chizi.fronts.kit.formats import count, instant_html
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, link
from chizi.org.rules import Role
from chizi.plan.actions.deployments import DeploymentReport, spoken
from chizi.plan.queries.deployments import Board, DeploymentLine, Doubt, GrantRow, Station


def board_list(found: Board) -> ListPage:
    """One row for each city: which group, since when, how many people; a gap says so."""
    numbers = {"done": count(found.covered), "all": count(len(found.stations))}
    return ListPage(
        title=gettext("Groups by city"),
        columns=[
            Column(gettext("City")),
            Column(gettext("Guidance group")),
            Column(gettext("People there"), number=True),
            Column(gettext("Since")),
        ],
        rows=[_station(one) for one in found.stations],
        sentence=[gettext("today")],
        total=gettext("%(done)s of %(all)s cities have a group") % numbers,
        exports=exports("stations"),
        blank=Blank(
            gettext("There are no cities yet"),
            gettext("The board has a row for each city once the divisions are imported."),
        ),
        ident="stations",
    )


def _station(one: Station) -> Row:
    groups: str | SafeString = gap(gettext("no group"))
    if one.groups:
        cells = ((body_href(code), name) for code, name in one.groups)
        groups = format_html_join(gettext("; "), '<a href="{}">{}</a>', cells)
    return Row("", one.region_name, [groups, count(one.members), instant_html(one.since)], one.region_code)


def deployment_list(
    found: Sequence[DeploymentLine], *, may_manage: bool, with_body: bool, next_href: str = ""
) -> ListPage:
    """Deployments, newest first. ``with_body`` for a person's own page."""
    columns = [
        Column(gettext("Campaign body") if with_body else gettext("Who")),
        Column(gettext("Where")),
        Column(gettext("From")),
        Column(gettext("Until")),
        Column(gettext("On what basis"), wide=True),
        Column(gettext("Step"), wide=True),
    ]
    return ListPage(
        title=gettext("Deployments"),
        columns=columns,
        rows=[_deployment(one, may_manage, with_body) for one in found],
        next_href=next_href,
        blank=Blank(
            gettext("Nobody has been sent anywhere yet"),
            gettext("Before anybody is sent, a dry run shows for each member whether he may go and why not."),
        ),
        ident="deployments",
    )


def _deployment(one: DeploymentLine, may_manage: bool, with_body: bool) -> Row:
    if with_body:
        head, href = one.body, body_href(one.body_code)
    else:
        head = one.name or gettext("the group as a whole")
        href = person_href(one.username) if one.username else ""
    where = f"{one.region} · {one.party}" if one.party else one.region
    open_end = one.current or one.until is None
    ends = link(reverse("guidance:deployment_end", args=[one.id]), gettext("End"))
    until = instant_html(one.until) if one.until else gettext("further notice")
    cells = [where, instant_html(one.from_date), until, one.basis, ends if may_manage and open_end else ""]
    return Row(href, head, cells, str(one.id))


def doubt_list(found: Sequence[Doubt]) -> ListPage:
    """Running deployments that a tie declared later forbids."""
    return ListPage(
        title=gettext("Deployments with a conflict of interest"),
        columns=[
            Column(gettext("Person")),
            Column(gettext("Campaign body"), wide=True),
            Column(gettext("Where")),
            Column(gettext("Why")),
            Column(gettext("Step")),
        ],
        rows=[
            Row(
                person_href(one.line.username),
                one.line.name,
                [
                    one.line.body,
                    one.line.region,
                    gettext(one.reason.text) % one.reason.params,
                    link(reverse("guidance:deployment_end", args=[one.line.id]), gettext("End")),
                ],
            )
            for one in found
        ],
        ident="doubts",
    )


def dry_run_list(report: DeploymentReport) -> ListPage:
    """What would happen to each member: who goes, and who may not and why."""
    rows = []
    for one in report.outlooks:
        reasons = [spoken(one.candidate, finding) for finding in one.findings]
        verdict = gettext("goes") if one.may_go else gap(gettext("may not go"))
        rows.append(
            Row(person_href(one.candidate.username), one.candidate.name, [verdict, " ".join(reasons) or "–"])
        )
    going, staying = len(report.going), len(report.staying)
    numbers = {"going": count(going), "staying": count(staying)}
    return ListPage(
        title=gettext("What would happen"),
        columns=[Column(gettext("Person")), Column(gettext("Outcome")), Column(gettext("Why"))],
        rows=rows,
        total=gettext("%(going)s go, %(staying)s may not") % numbers,
        blank=Blank(
            gettext("Nobody is chosen"), gettext("Choose the members who go, or send only the group.")
        ),
        ident="outlook",
    )


def grants_list(found: Sequence[GrantRow], code: str) -> ListPage:
    """Who is deployed, and whether an inspector's role reaches there."""
    missing = sum(not one.there for one in found)
    return ListPage(
        title=gettext("Roles of those deployed"),
        columns=[
            Column(gettext("Person")),
            Column(gettext("Where")),
            Column(gettext("Role of inspector there")),
        ],
        rows=[
            Row(
                person_href(one.username),
                one.name,
                [one.region, gettext("granted") if one.there else gap(gettext("not yet"))],
            )
            for one in found
        ],
        total=ngettext("%(number)s without the role", "%(number)s without the role", missing)
        % {"number": count(missing)},
        exports=exports("grants", body=code),
        ident="grants",
    )


def grants_data(found: Sequence[GrantRow]) -> Dataset:
    """The sheet for the security administrator: those who have no inspector's role there yet. Its columns are
    those of the import of roles."""
    names = ("username", "role", "region_code", "agency_code", "party_code", "from_date", "until", "reason")
    columns = tuple(DataColumn(name, "text", name) for name in names)
    rows = [
        (
            one.username,
            Role.INSPECTOR.value,
            one.region_code,
            "",
            "",
            one.from_date.isoformat(),
            one.until.isoformat() if one.until else "",
            one.body,
        )
        for one in found
        if not one.there
    ]
    return Dataset("grants", columns, rows)


def station_data(found: Board) -> Dataset:
    """The board for an export."""
    columns = (
        DataColumn("region_code", "text", N_("Region code")),
        DataColumn("region", "text", N_("City")),
        DataColumn("groups", "text", N_("Guidance group")),
        DataColumn("members", "integer", N_("People there")),
        DataColumn("since", "date", N_("Since")),
    )
    rows: list[tuple[Any, ...]] = [
        (one.region_code, one.region_name, "、".join(name for _, name in one.groups), one.members, one.since)
        for one in found.stations
    ]
    return Dataset("stations", columns, rows)
