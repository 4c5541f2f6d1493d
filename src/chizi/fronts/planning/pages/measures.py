"""One measure: its facts and its tasks."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from chizi.fronts.kit.formats import count, day_text
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.planning.pages.campaigns import span_text
from chizi.fronts.planning.pages.lights import light_html, share_html
from chizi.fronts.planning.pages.ways import way
from chizi.fronts.planning.words import STATES, TASK_KINDS, TASK_STATES
from chizi.plan.queries import MeasurePage


def is_open(found: MeasurePage) -> bool:
    """Whether it still binds anybody: not withdrawn, in an issued campaign."""
    return found.measure.withdrawn_at is None and found.measure.campaign.state == "issued"


def new_task_href(found: MeasurePage) -> str:
    """Where a task is made from it; empty for those who give out none."""
    address = way("new_task") if found.may_assign and is_open(found) else ""
    return f"{address}?measure={found.measure.pk}" if address else ""


def facts(found: MeasurePage) -> list[tuple[str, str | SafeString]]:
    """What a measure says, and how far it is."""
    one = found.measure
    rows: list[tuple[str, str | SafeString]] = [
        (gettext("Code"), one.code),
        (gettext("Belongs to"), path_html(found)),
        (gettext("What is asked for"), _said(one.text)),
        (gettext("Answerable party"), one.owner.name),
        (gettext("Basis"), _said(one.basis)),
        (gettext("What shows it"), _said(one.evidence_rule)),
        (gettext("Time"), span_text(one.starts, one.due)),
    ]
    if one.withdrawn_at is not None:
        return [*rows, (gettext("Withdrawn"), one.reason)]
    rows += [
        (gettext("Colour"), light_html(found.light)),
        (gettext("Assignments done"), share_html(found.done, found.asked, gettext("Assignments done"))),
    ]
    return rows


def _said(text: str) -> SafeString | str:
    return format_html('<span class="said">{}</span>', text) if text else "–"


def path_html(found: MeasurePage) -> SafeString:
    """The plans above it, from the top, each leading into the map."""
    base = reverse("planning:campaign", args=[found.measure.campaign.code])
    parts = ((f"{base}#plan-{code}", title) for code, title in found.path)
    return format_html_join(mark_safe(' <span aria-hidden="true">›</span> '), '<a href="{}">{}</a>', parts)


def task_list(found: MeasurePage) -> ListPage:
    """The tasks made of it, with the states of what was assigned."""
    new = new_task_href(found)
    return ListPage(
        title=gettext("Tasks of this measure"),
        columns=[
            Column(gettext("Task")),
            Column(gettext("In whose name"), wide=True),
            Column(gettext("State"), wide=True),
            Column(gettext("Last day"), wide=True),
            Column(gettext("Assignments")),
        ],
        rows=[
            Row(
                way("task", one.id),
                format_html('{} <span class="of">{}</span>', one.title, said(TASK_KINDS, one.kind)),
                [
                    one.issuer,
                    said(TASK_STATES, one.state),
                    day_text(one.due),
                    gettext(", ").join(
                        f"{said(STATES, state)} {count(number)}"
                        for state, number in sorted(one.states.items())
                    )
                    or gettext("nobody asked yet"),
                ],
            )
            for one in found.tasks
        ],
        blank=Blank(
            gettext("No task yet"),
            gettext(
                "A measure is carried out by tasks: say what is asked, choose who is asked and until when."
            ),
            gettext("Make a task from it") if new else "",
            new,
        ),
        ident="tasks",
    )
