"""All events of a unit, also those that break nothing."""

from collections.abc import Iterable

from django.utils.translation import gettext, ngettext

from chizi.core.words import N_
from chizi.evaluation.queries.explaining import EventLine
from chizi.fronts.kit.formats import count, instant_html
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row
from chizi.fronts.kit.vocabulary import SUBTYPES, ZEROS, said

STATES: dict[str, str] = {
    "open": N_("being handled"),
    "resolved": N_("settled"),
    "withdrawn": N_("withdrawn"),
    "unfounded": N_("unfounded"),
}


def event_list(lines: Iterable[EventLine]) -> ListPage:
    """The events as a list, newest first."""
    rows = [_row(line) for line in lines]
    return ListPage(
        title=gettext("All events of this unit"),
        columns=[
            Column(gettext("Event")),
            Column(gettext("Zero"), wide=True),
            Column(gettext("Happened")),
            Column(gettext("Due"), wide=True),
            Column(gettext("Settled")),
            Column(gettext("The unit answers for it"), wide=True),
            Column(gettext("Number"), wide=True),
        ],
        rows=rows,
        total=ngettext("%(number)s event", "%(number)s events", len(rows)) % {"number": count(len(rows))},
        blank=Blank(
            gettext("No event was delivered about this unit"),
            gettext(
                "If all months are covered by complete deliveries, that is a true zero; the grid says so."
            ),
        ),
        ident="all-events",
    )


def _row(line: EventLine) -> Row:
    settled = instant_html(line.resolved_at) if line.resolved_at else said(STATES, line.status)
    cells = [
        said(ZEROS, line.zero),
        instant_html(line.occurred_at),
        instant_html(line.due_at),
        settled,
        answers(line.attributed),
        line.event_id,
    ]
    return Row("", said(SUBTYPES, line.subtype), cells)


def answers(attributed: bool | None) -> str:
    """Whether the unit answers for an event; empty while the lead department has not decided."""
    if attributed is None:
        return gettext("not decided yet")
    return gettext("yes") if attributed else gettext("no")
