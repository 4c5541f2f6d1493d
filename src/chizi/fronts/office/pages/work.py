"""What somebody has open: for handover, and so that nobody forgets it."""

from dataclasses import dataclass

from django.utils.translation import gettext

from chizi.fronts.kit.context import address
from chizi.fronts.kit.formats import day_text
from chizi.fronts.office.pages.people import span
from chizi.overview.queries import OpenWork


@dataclass(frozen=True)
class WorkLine:
    """One open thing: what it is, a link where its page can be opened, and how far it is."""

    title: str
    href: str
    about: str


def work(found: OpenWork) -> list[tuple[str, list[WorkLine]]]:
    """Open work by kind; kinds without any are left out."""
    tasks = [
        WorkLine(
            one.title,
            address("planning:assignment", one.id),
            gettext("%(party)s, due %(day)s") % {"party": one.party, "day": day_text(one.due)},
        )
        for one in found.assignments
    ]
    raised = [
        WorkLine(
            f"{one.code} {one.title}",
            address("ledger:matter", one.id),
            f"{one.party}, {gettext(one.state_title)}",
        )
        for one in found.matters
    ]
    sent = [
        WorkLine(
            one.body,
            address("guidance:body", one.body_code),
            f"{one.region}, {span(one.from_date, one.until)}",
        )
        for one in found.deployments
    ]
    kinds = [
        (gettext("Tasks given by name"), tasks),
        (gettext("Findings raised"), raised),
        (gettext("Deployments"), sent),
    ]
    return [(title, lines) for title, lines in kinds if lines]
