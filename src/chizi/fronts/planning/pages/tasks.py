"""One task: its text and basis, where it comes from, who was asked and how far it is."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from chizi.fronts.kit import context
from chizi.fronts.kit.formats import count, instant_html
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, link, with_query
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.planning.pages.assignments import Way, cost_facts, origin_html, window_text
from chizi.fronts.planning.pages.lists import Filters, address, until_html
from chizi.fronts.planning.words import STATES, TASK_KINDS, TASK_STATES
from chizi.plan.queries import Origin, TaskPage

Fact = tuple[str, str | SafeString]


def trail(found: TaskPage, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """From the list to the task."""
    own = "" if not more else reverse("planning:task", args=[found.task.pk])
    return [(pgettext("tab", "Assignments"), reverse("planning:assignments")), (found.task.title, own), *more]


def refs(found: TaskPage) -> set[str]:
    """Everybody whom the page names."""
    return {found.task.created_by, found.task.approved_by} - {""}


def texts(found: TaskPage) -> list[tuple[str, str]]:
    """What is asked for and on what basis, in full."""
    return [(gettext("What is asked for"), found.task.text), (gettext("Basis"), found.task.basis)]


def facts(found: TaskPage, names: Mapping[str, str], origin: Origin | None) -> list[Fact]:
    """In whose name, why, when, at what cost, by whom."""
    task = found.task
    rows: list[Fact] = [
        (gettext("State"), said(TASK_STATES, task.state)),
        (gettext("In whose name"), task.issuer.name),
        *_why(task, origin),
        (gettext("Window"), window_text(task.opens, task.due)),
        (gettext("Kind"), said(TASK_KINDS, task.kind)),
        *cost_facts(task),
        (gettext("Written by"), names.get(task.created_by, task.created_by)),
        (gettext("Written"), instant_html(task.created_at)),
    ]
    if task.approved_at is not None:
        word = gettext("Approved by") if task.state != "withdrawn" else gettext("Decided by")
        rows.append((word, names.get(task.approved_by, task.approved_by)))
    if task.reason:
        rows.append((gettext("Reason"), task.reason))
    return rows


def _why(task: Any, origin: Origin | None) -> list[Fact]:
    if task.above_id is not None:
        rows: list[Fact] = [
            (
                gettext("Passes down"),
                link(reverse("planning:task", args=[task.above_id]), gettext("the task above")),
            )
        ]
    else:
        rows = []
    if task.measure is not None:
        href = reverse("planning:measure", args=[task.measure.pk])
        return [*rows, (gettext("Measure"), link(href, task.measure.title))]
    if task.kind == "optional":
        return rows
    return [*rows, (gettext("Comes from"), origin_html(origin))]


def states(found: TaskPage) -> list[tuple[str, str, str]]:
    """How many assignments stand where, each opening them: (words, number, address)."""
    at = str(found.task.pk)
    return [
        (gettext(word), count(found.states[state]), address(Filters(task=at, state=state)))
        for state, word in STATES.items()
        if found.states.get(state)
    ]


def ways(found: TaskPage, own: Collection[str]) -> list[Way]:
    """The steps that are open to the viewer; ``own`` are the codes of the parties he works for."""
    at = found.task.pk
    mine = [
        Way(gettext("Open what is asked of %(party)s") % {"party": one.party},
            reverse("planning:assignment", args=[one.id]))
        for one in found.assignments.assignments
        if one.party_code in own
    ]  # fmt: skip

    def to(name: str) -> str:
        return reverse(f"planning:{name}", args=[at])

    beyond = gettext("You did not make this task, so you may decide where the cap refuses.")
    offers = (
        (
            found.may_approve,
            Way(gettext("Approve the task"), to("approve"), gettext("Then it can be given out.")),
        ),
        (found.may_approve, Way(gettext("Decline the task"), to("decline"), gettext("With a reason."))),
        (found.may_assign, Way(gettext("Give it to parties"), to("assign"))),
        (
            bool(items := context.address("study:items", at)),
            Way(gettext("What it asks to be learned"), items),
        ),
        (found.may_exceed, Way(gettext("Give it beyond a cap"), to("beyond"), beyond)),
        (
            found.may_withdraw,
            Way(gettext("Withdraw the task"), to("task_withdraw"), gettext("With a reason.")),
        ),
    )
    return [*mine, *(way for allowed, way in offers if allowed)]


def assignment_list(request: HttpRequest, found: TaskPage, today: date) -> ListPage:
    """Who was asked, as far as the viewer may see it."""
    page = found.assignments
    blank = Blank(
        gettext("Nobody is asked yet"), gettext("Choose the parties; each sees its load before you send.")
    )
    if found.task.state == "waiting":
        blank = Blank(
            gettext("Nobody is asked yet"),
            gettext("This task stands outside the plan, so a second person has to approve it first."),
        )
    return ListPage(
        title=gettext("Who is asked"),
        columns=[
            Column(gettext("For whom")),
            Column(gettext("Person"), wide=True),
            Column(gettext("State")),
            Column(pgettext("matter", "Due")),
        ],
        rows=[
            Row(
                reverse("planning:assignment", args=[one.id]),
                one.party,
                [one.person or "–", said(STATES, one.state), until_html(one, today)],
                key=str(one.id),
            )
            for one in page.assignments
        ],
        next_href=with_query(request, after=page.after) if page.after else "",
        first_href=with_query(request, after="") if request.GET.get("after") else "",
        exports=[
            (name, address(Filters(task=str(found.task.pk)), "assignments_export", [form]))
            for name, form in (("Excel", "xlsx"), ("CSV", "csv"))
        ],
        blank=blank,
        ident="asked",
    )


def summary(found: TaskPage) -> list[tuple[str, str]]:
    """How the task stands now, beside a form."""
    return [
        (gettext("State"), said(TASK_STATES, found.task.state)),
        (gettext("In whose name"), found.task.issuer.name),
        (gettext("Window"), window_text(found.task.opens, found.task.due)),
    ]
