"""Lists of assignments, of objections to answer and of tasks to approve, with their filters as a sentence."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from chizi.core.dataset import Column as DataColumn
from chizi.core.dataset import Dataset
from chizi.core.words import N_
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.dues import due_html
from chizi.fronts.kit.formats import count, day_text, local
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, with_query
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.planning.pages.lights import colour_word, reason_of
from chizi.fronts.planning.words import OBJECTIONS, STATES, VIEWS, choices
from chizi.plan.queries import AssignmentLine, ObjectionLine, TaskLine

MOST_MINE = 200
LAST_DAYS = 1  # an answer that is due tomorrow or today is yellow
COLUMNS = (
    DataColumn("number", "integer", N_("Number")),
    DataColumn("task", "text", N_("Task")),
    DataColumn("campaign", "text", N_("Campaign")),
    DataColumn("measure", "text", N_("Measure")),
    DataColumn("issuer", "text", N_("In whose name")),
    DataColumn("party", "text", N_("For whom")),
    DataColumn("person", "text", N_("Person")),
    DataColumn("opens", "date", N_("First day")),
    DataColumn("due", "date", N_("Last day")),
    DataColumn("state", "text", N_("State")),
    DataColumn("light", "text", N_("Colour")),
)


@dataclass(frozen=True)
class Filters:
    """What an address asks for; empty means everything."""

    view: str = ""
    state: str = ""
    campaign: str = ""
    party: str = ""
    late: str = ""
    task: str = ""


def read_filters(request: HttpRequest) -> Filters:
    """The filters of an address; what no choice offers is left out."""
    given = {name: asked(request, name, 60) for name in asdict(Filters())}
    offered = {"view": VIEWS, "state": STATES, "late": ("1",)}
    for name, values in offered.items():
        if given[name] not in values:
            given[name] = ""
    if not (given["task"].isascii() and given["task"].isdecimal() and len(given["task"]) < 19):
        given["task"] = ""
    return Filters(**given)


def address(filters: Filters, name: str = "assignments", args: Sequence[str] = (), **changes: str) -> str:
    """The list, or its export, under other filters."""
    wanted = {key: value for key, value in asdict(replace(filters, **changes)).items() if value}
    href = reverse(f"planning:{name}", args=args)
    return f"{href}?{urlencode(wanted)}" if wanted else href


def views(filters: Filters, offered: Sequence[str]) -> list[tuple[str, str, bool]]:
    """The lists that stand beside each other: (words, address, whether it is this one)."""
    found = [(pgettext("assignments", "All"), address(Filters()), not filters.view)]
    found += [(gettext(VIEWS[name]), address(Filters(view=name)), filters.view == name) for name in offered]
    return found


def controls(filters: Filters, campaigns: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """The choices above the list: (value, words, chosen) each."""
    offers = (
        ("state", gettext("State"), [("", gettext("any")), *choices(STATES)]),
        ("campaign", gettext("Campaign"), [("", gettext("any")), *campaigns]),
        ("late", pgettext("matter", "Due"), [("", gettext("any")), ("1", gettext("overdue"))]),
    )
    return [
        {
            "name": name,
            "label": label,
            "options": [(value, words, value == getattr(filters, name)) for value, words in offer],
        }
        for name, label, offer in offers
    ]


def sentence(filters: Filters, party: str, campaign: str, task: str) -> list[str]:
    """The filter in words."""
    parts = [gettext(VIEWS[filters.view]) if filters.view else gettext("all that concerns you")]
    parts += [said(STATES, filters.state)] if filters.state else []
    parts += [gettext("overdue")] if filters.late else []
    parts += [part for part in (party, campaign, task) if part]
    return parts


def assignment_list(
    request: HttpRequest,
    filters: Filters,
    lines: Sequence[AssignmentLine],
    after: str,
    words: list[str],
    today: date,
    *,
    note: str = "",
) -> ListPage:
    """Assignments with whom they are for, where they stand and until when."""
    return ListPage(
        title=gettext("Assignments"),
        columns=[
            Column(gettext("Task")),
            Column(gettext("For whom"), wide=True),
            Column(gettext("State")),
            Column(pgettext("matter", "Due")),
            Column(gettext("In whose name"), wide=True),
        ],
        rows=[assignment_row(one, today) for one in lines],
        sentence=words,
        next_href=with_query(request, after=after) if after else "",
        first_href=with_query(request, after="") if request.GET.get("after") else "",
        exports=[
            (name, address(filters, "assignments_export", [form]))
            for name, form in (("Excel", "xlsx"), ("CSV", "csv"))
        ],
        clear_href=address(Filters(view=filters.view)) if filters != Filters(view=filters.view) else "",
        blank=_blank(filters),
        note=note,
        ident="assignments",
    )


def assignment_row(one: AssignmentLine, today: date) -> Row:
    """One assignment; where it comes from stands below its title, on a phone also whom it is for."""
    above = " · ".join(part for part in (one.campaign, one.measure_code) if part)
    head = format_html(
        '{} <span class="of">{}</span><span class="of narrow-only">{}</span>',
        one.title,
        above or gettext("outside the plan"),
        one.party,
    )
    party = format_html('{} <span class="of">{}</span>', one.party, one.person) if one.person else one.party
    return Row(
        reverse("planning:assignment", args=[one.id]),
        head,
        [party, said(STATES, one.state), until_html(one, today), one.issuer],
        key=str(one.id),
    )


def until_html(one: AssignmentLine, today: date) -> SafeString | str:
    """The last day with what is left of it; without a colour once nothing is waited for from the party."""
    colour = one.light.colour.value
    if colour == "done":
        return day_text(one.due)
    return due_html(one.due, (one.due - today).days, colour)


def _blank(filters: Filters) -> Blank:
    if filters != Filters(view=filters.view):
        return Blank(
            gettext("Nothing matches"),
            gettext("No assignment that concerns you fits this filter."),
            gettext("Clear the filter"),
            address(Filters(view=filters.view)),
        )
    if filters.view == "mine":
        return Blank(
            gettext("Nothing waits for you"),
            gettext("What somebody asks of you or of your party stands here until its result is handed in."),
        )
    if filters.view == "accept":
        return Blank(
            gettext("No result waits"),
            gettext("Results that were handed in stand here until your side accepts or returns them."),
        )
    return Blank(
        gettext("No assignments yet"),
        gettext("A task becomes an assignment when it is given to a party with a window of days."),
        gettext("Open the campaigns"),
        reverse("planning:home"),
    )


def objection_list(lines: Sequence[ObjectionLine], today: date, words: list[str]) -> ListPage:
    """Objections that wait for an answer, with the days that are left."""
    return ListPage(
        title=gettext("Objections to answer"),
        columns=[
            Column(gettext("Task")),
            Column(gettext("Raised by"), gettext("party"), wide=True),
            Column(gettext("Ground")),
            Column(gettext("To be answered by")),
        ],
        rows=[
            Row(
                reverse("planning:answer", args=[one.assignment_id]),
                format_html('{} <span class="of narrow-only">{}</span>', one.title, one.party),
                [
                    one.party,
                    format_html('{} <span class="of">{}</span>', said(OBJECTIONS, one.ground), one.text[:80]),
                    due_html(one.answer_by, (one.answer_by - today).days, _colour(one.answer_by, today)),
                ],
                key=str(one.id),
            )
            for one in lines
        ],
        sentence=words,
        blank=Blank(
            gettext("No objection waits"),
            gettext(
                "Whoever is asked may object: no basis, asked for already, no reasonable time. The issuer's side"
                " answers within the days that the policy gives."
            ),
        ),
        ident="objections",
    )


def _colour(day: date, today: date) -> str:
    left = (day - today).days
    if left < 0:
        return "red"
    return "yellow" if left <= LAST_DAYS else "blue"


def approval_list(lines: Sequence[TaskLine], names: dict[str, str], words: list[str]) -> ListPage:
    """Tasks outside the plan that wait for a second person (S2-26)."""
    return ListPage(
        title=gettext("Tasks to approve"),
        columns=[
            Column(gettext("Task")),
            Column(gettext("In whose name")),
            Column(gettext("Written by")),
            Column(gettext("Last day")),
        ],
        rows=[
            Row(
                reverse("planning:task", args=[one.id]),
                one.title,
                [one.issuer, names.get(one.created_by, one.created_by), day_text(one.due)],
                key=str(one.id),
            )
            for one in lines
        ],
        sentence=words,
        blank=Blank(
            gettext("No task waits for approval"),
            gettext("A task outside the plan can be given out only after a second person has approved it."),
        ),
        ident="approvals",
    )


def dataset(lines: Sequence[AssignmentLine], words: list[str], now: datetime) -> Dataset:
    """The list as a file, with the filter printed on it."""
    rows = [
        (
            one.id,
            one.title,
            one.campaign,
            one.measure_code,
            one.issuer,
            one.party,
            one.person,
            one.opens,
            one.due,
            said(STATES, one.state),
            f"{colour_word(one.light.colour.value)}: {reason_of(one.light)}",
        )
        for one in lines
    ]
    notes = {
        gettext("Filter"): " · ".join(words),
        gettext("As of"): date_format(local(now), "Y-m-d H:i"),
        gettext("Assignments"): count(len(rows)),
    }
    return Dataset("assignments", COLUMNS, rows, notes)
