"""All events of a unit, also those that break nothing."""

from collections.abc import Iterable

from django.utils.translation import gettext, ngettext

from chizi.core.words import N_
from chizi.evaluation.queries import UnitStory
from chizi.evaluation.queries.explaining import EventLine
from chizi.fronts.boards.words import SUBTYPES, ZEROS, said
from chizi.fronts.kit.formats import count, instant_html
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row

STATES: dict[str, str] = {
    "open": N_("being handled"),
    "resolved": N_("settled"),
    "withdrawn": N_("withdrawn"),
    "unfounded": N_("unfounded"),
}


def event_list(story: UnitStory, lines: Iterable[EventLine]) -> ListPage:
    """The events as a list, newest first; the last column says whether the rule counts the event."""
    spoke = {(reason.zero, reason.event_id): reason for reason in story.reasons}
    rows = []
    for line in lines:
        reason = spoke.get((line.zero, line.event_id))
        rows.append(
            Row(
                "",
                f"{said(SUBTYPES, line.subtype)} · {line.event_id}",
                [
                    said(ZEROS, line.zero),
                    instant_html(line.occurred_at),
                    instant_html(line.due_at),
                    instant_html(line.resolved_at) if line.resolved_at else said(STATES, line.status),
                    _answers(line.attributed),
                    gettext("breaks nothing") if reason is None else reason.rule_text,
                ],
            )
        )
    return ListPage(
        title=gettext("All events of this unit"),
        columns=[
            Column(gettext("Event")),
            Column(gettext("Zero"), wide=True),
            Column(gettext("Happened")),
            Column(gettext("Due"), wide=True),
            Column(gettext("Settled"), wide=True),
            Column(gettext("The unit answers for it"), wide=True),
            Column(gettext("What the rule says")),
        ],
        rows=rows,
        total=ngettext("%(number)s event", "%(number)s events", len(rows)) % {"number": count(len(rows))},
        blank=Blank(
            gettext("No event was delivered about this unit"),
            gettext(
                "If all months are covered by complete deliveries, that is a true zero; the grid above says so."
            ),
        ),
        ident="events",
    )


def _answers(attributed: bool | None) -> str:
    if attributed is None:
        return gettext("not decided yet")
    return gettext("yes") if attributed else gettext("no")
