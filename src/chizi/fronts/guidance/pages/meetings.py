"""Meetings, decisions and written instructions as lists."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from chizi.core.dataset import Column as DataColumn
from chizi.core.dataset import Dataset
from chizi.core.words import N_
from chizi.fronts.guidance.pages.bodies import body_href, exports
from chizi.fronts.guidance.words import CLASSIFICATIONS, MEETING_KINDS, days_text, gap, task_cell
from chizi.fronts.kit.formats import count, day_text, instant_html
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, link
from chizi.fronts.kit.vocabulary import said
from chizi.plan.queries.meetings import DecisionLine, InstructionLine, MeetingLine, MeetingPage

SHOWN = 60  # characters of a text in a list


def meeting_href(number: int) -> str:
    return reverse("guidance:meeting", args=[number])


def meeting_list(
    found: Sequence[MeetingLine],
    *,
    kind: str,
    next_href: str = "",
    first_href: str = "",
    clear_href: str = "",
    may_manage: bool = False,
) -> ListPage:
    """Meetings, newest first, with the days since what they pass on and the decisions without a task."""
    return ListPage(
        title=gettext("Meetings"),
        columns=[
            Column(gettext("Meeting")),
            Column(gettext("Kind"), wide=True),
            Column(gettext("Held on")),
            Column(gettext("Chaired by"), wide=True),
            Column(gettext("Passed on")),
            Column(gettext("Decisions"), number=True),
            Column(gettext("Without a task")),
        ],
        rows=[_meeting(one) for one in found],
        sentence=[said(MEETING_KINDS, kind) if kind else gettext("all meetings")],
        next_href=next_href,
        first_href=first_href,
        clear_href=clear_href if kind else "",
        exports=exports("meetings", kind=kind),
        blank=Blank(
            gettext("No meeting is recorded"),
            gettext(
                "A meeting is recorded with chair, day, agenda and decisions. Each decision becomes a task with an"
                " owner and a day; one without a task stays visible."
            ),
            gettext("Record a meeting") if may_manage else "",
            reverse("guidance:meeting_new") if may_manage else "",
        ),
        ident="meetings",
    )


def _meeting(one: MeetingLine) -> Row:
    missing: str | SafeString = "–"
    if one.without_task:
        words = ngettext("%(number)s decision", "%(number)s decisions", one.without_task)
        missing = gap(words % {"number": count(one.without_task)})
    return Row(
        meeting_href(one.id),
        one.title,
        [
            said(MEETING_KINDS, one.kind),
            instant_html(one.held_on),
            one.chair,
            days_text(one.latency),
            count(one.decisions),
            missing,
        ],
        str(one.id),
    )


def meeting_facts(page: MeetingPage) -> list[tuple[str, str | SafeString]]:
    """What a meeting says about itself."""
    one = page.meeting
    above: str | SafeString = "–"
    if one.parent is not None:
        above = link(meeting_href(one.parent.pk), f"{day_text(one.parent.held_on)} {one.parent.title}")
    return [
        (gettext("Kind"), said(MEETING_KINDS, one.kind)),
        (gettext("Whose meeting"), link(body_href(one.body.code), one.body.name) if one.body else "–"),
        (gettext("Place"), one.region.name),
        (gettext("Held on"), day_text(one.held_on)),
        (gettext("Chaired by"), one.chair),
        (gettext("Passes on"), above),
        (gettext("Days since then"), days_text(page.latency)),
    ]


def decision_list(page: MeetingPage) -> ListPage:
    """The decisions of a meeting and what became of them."""
    return ListPage(
        title=gettext("Decisions"),
        columns=[
            Column(gettext("What was decided")),
            Column(gettext("Who carries it out")),
            Column(gettext("Due on")),
            Column(gettext("Task")),
            Column(gettext("Step")),
        ],
        rows=[_decision(one, page.may_manage) for one in page.decisions],
        blank=Blank(
            gettext("No decision is recorded"), gettext("What a meeting decided is written down below.")
        ),
        ident="decisions",
    )


def _decision(one: DecisionLine, may_manage: bool) -> Row:
    step: str | SafeString = ""
    if may_manage and not one.tasks:
        step = link(reverse("guidance:decision_task", args=[one.id]), gettext("Make it a task"))
    owner = one.owner or gap(gettext("nobody yet"))
    due = instant_html(one.due) if one.due else gap(gettext("no day yet"))
    return Row(
        "", f"{one.number}. {wrapped(one.text)}", [owner, due, task_cell(one.tasks), step], str(one.id)
    )


def wrapped(text: str) -> str:
    """The beginning of a text, for a cell."""
    return Truncator(text).chars(SHOWN * 2)


def passed_on_list(page: MeetingPage) -> ListPage:
    """Who passed a meeting on, and how many days later (S2-04)."""
    return ListPage(
        title=gettext("Passed on by"),
        columns=[Column(gettext("Meeting")), Column(gettext("Held on")), Column(gettext("After"))],
        rows=[
            Row(meeting_href(one.pk), one.title, [instant_html(one.held_on), days_text(days)])
            for one, days in page.passed_on
        ],
        ident="passed",
    )


def instruction_list(
    found: Sequence[InstructionLine], *, next_href: str, first_href: str, may_manage: bool
) -> ListPage:
    """Written instructions, newest first, each with its tasks."""
    return ListPage(
        title=gettext("Written instructions"),
        columns=[
            Column(gettext("Wording")),
            Column(gettext("Who wrote it")),
            Column(gettext("Dated")),
            Column(gettext("Classification"), wide=True),
            Column(gettext("Place"), wide=True),
            Column(gettext("Tasks")),
        ],
        rows=[
            Row(
                reverse("guidance:instruction", args=[one.id]),
                Truncator(one.text).chars(SHOWN),
                [
                    one.author,
                    instant_html(one.dated_on),
                    said(CLASSIFICATIONS, one.classification),
                    one.region,
                    task_cell(one.tasks),
                ],
                str(one.id),
            )
            for one in found
        ],
        next_href=next_href,
        first_href=first_href,
        exports=exports("instructions"),
        blank=Blank(
            gettext("No written instruction is recorded"),
            gettext(
                "A leader's written words are recorded with author, day and classification, and traced to tasks. State"
                " secrets do not belong here."
            ),
            gettext("Record an instruction") if may_manage else "",
            reverse("guidance:instruction_new") if may_manage else "",
        ),
        ident="instructions",
    )


def instruction_facts(one: InstructionLine) -> list[tuple[str, str | SafeString]]:
    """What an instruction says about itself."""
    answers: str | SafeString = "–"
    if one.meeting_id is not None:
        answers = link(
            meeting_href(one.meeting_id), gettext("Meeting %(number)s") % {"number": one.meeting_id}
        )
    return [
        (gettext("Who wrote it"), one.author),
        (gettext("Dated"), day_text(one.dated_on)),
        (gettext("Classification"), said(CLASSIFICATIONS, one.classification)),
        (gettext("Place"), one.region),
        (gettext("Which meeting it answers"), answers),
        (gettext("Days since then"), days_text(one.latency)),
        (gettext("Tasks"), task_cell(one.tasks)),
    ]


def meeting_data(found: Sequence[MeetingLine]) -> Dataset:
    """The list of meetings for an export."""
    columns = (
        DataColumn("title", "text", N_("Meeting")),
        DataColumn("kind", "text", N_("Kind")),
        DataColumn("body", "text", N_("Campaign body")),
        DataColumn("held_on", "date", N_("Held on")),
        DataColumn("chair", "text", N_("Chaired by")),
        DataColumn("latency", "integer", N_("Days since what it passes on")),
        DataColumn("decisions", "integer", N_("Decisions")),
        DataColumn("without_task", "integer", N_("Without a task")),
    )
    rows = [
        (
            one.title,
            said(MEETING_KINDS, one.kind),
            one.body,
            one.held_on,
            one.chair,
            one.latency,
            one.decisions,
            one.without_task,
        )
        for one in found
    ]
    return Dataset("meetings", columns, rows)


def instruction_data(found: Sequence[InstructionLine]) -> Dataset:
    """The register of instructions for an export."""
    columns = (
        DataColumn("author", "text", N_("Who wrote it")),
        DataColumn("dated_on", "date", N_("Dated")),
        DataColumn("text", "text", N_("Wording")),
        DataColumn("classification", "text", N_("Classification")),
        DataColumn("tasks", "integer", N_("Tasks")),
    )
    rows = [
        (one.author, one.dated_on, one.text, said(CLASSIFICATIONS, one.classification), len(one.tasks))
        for one in found
    ]
    return Dataset("instructions", columns, rows)
