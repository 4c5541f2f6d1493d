"""Roles as a list, and one of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from chizi.fronts.kit.formats import day_text
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, link, with_query
from chizi.fronts.kit.vocabulary import ROLES, said
from chizi.fronts.office.pages.people import giver_text, person_href, span
from chizi.fronts.office.words import role_meaning


def until_text(one: Any) -> str:
    """The last day of a role, or that none is set."""
    return day_text(one.until) if one.until else gettext("until further notice")


def stands_for(one: Any, names: Mapping[str, str]) -> str:
    """The body for which the holder acts, or a dash."""
    if one.party_code:
        return names.get(one.party_code, one.party_code)
    return one.agency.name if one.agency else "–"


def grant_list(
    request: Any, found: Iterable[Any], after: str, names: Mapping[str, str], *, may_give: bool
) -> ListPage:
    """Roles, the newest first: who, what, where, from when to when, given by whom."""
    rows = [
        Row(
            reverse("office:grant", args=[one.id]),
            f"{one.person.name} ({one.person.username})",
            [
                said(ROLES, one.role),
                one.region.name,
                stands_for(one, names),
                day_text(one.from_date),
                until_text(one),
                giver_text(one.granted_by, names.get(one.granted_by, one.granted_by)),
            ],
            str(one.id),
        )
        for one in found
    ]
    offered = (gettext("Give a role"), reverse("office:give")) if may_give else ("", "")
    return ListPage(
        title=gettext("Roles"),
        columns=[
            Column(gettext("Person")),
            Column(gettext("Role")),
            Column(gettext("Place")),
            Column(gettext("Stands for"), wide=True),
            Column(gettext("From"), wide=True),
            Column(gettext("Until"), wide=True),
            Column(gettext("Given by"), wide=True),
        ],
        rows=rows,
        sentence=[gettext("all roles"), gettext("newest first")],
        next_href=with_query(request, after=after) if after else "",
        first_href=with_query(request, after="") if request.GET.get("after") else "",
        blank=Blank(
            gettext("No role has been given here"),
            gettext("Without a role nobody sees anything. The security administrator gives roles."),
            *offered,
        ),
        ident="roles",
    )


def facts(one: Any, names: Mapping[str, str]) -> list[tuple[str, Any]]:
    """What a role says."""
    return [
        (gettext("Person"), link(person_href(one.person.username), one.person.name)),
        (gettext("Role"), f"{said(ROLES, one.role)} – {role_meaning(one.role)}"),
        (gettext("Place"), one.region.name),
        (gettext("Stands for"), stands_for(one, names)),
        (gettext("How long"), span(one.from_date, one.until)),
        (gettext("Given by"), giver_text(one.granted_by, names.get(one.granted_by, one.granted_by))),
        (gettext("Reason"), one.reason or "–"),
    ]
