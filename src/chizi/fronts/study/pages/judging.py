"""Answers in words that wait for a person."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from chizi.fronts.kit.formats import instant_html
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, link, with_query
from chizi.fronts.study.pages.attempts import work_href
from chizi.fronts.study.pages.questions import stem_line
from chizi.learn.queries import WaitingAnswer, WaitingList


def waiting_list(request: HttpRequest, found: WaitingList) -> ListPage:
    """What waits, the oldest first."""
    return ListPage(
        title=gettext("Answers in words"),
        columns=[
            Column(gettext("Question")),
            Column(gettext("Whose answer")),
            Column(gettext("Paper"), wide=True),
            Column(gettext("Handed in")),
        ],
        rows=[
            Row(
                reverse("study:judge", args=[one.id]),
                stem_line(one.stem),
                [
                    " · ".join(part for part in (one.person, one.party) if part),
                    one.paper,
                    instant_html(one.handed_in_at) if one.handed_in_at is not None else "–",
                ],
            )
            for one in found.answers
        ],
        next_href=with_query(request, after=found.after) if found.after else "",
        first_href=with_query(request, after="") if request.GET.get("after") else "",
        blank=Blank(
            gettext("No answer waits for a person"),
            gettext(
                "When somebody hands in a scenario about his own work, it comes here for another person to read."
            ),
        ),
    )


def answer_facts(one: WaitingAnswer) -> list[tuple[str, str | SafeString]]:
    """What the answer is about."""
    facts: list[tuple[str, str | SafeString]] = [
        (gettext("Whose answer"), " · ".join(part for part in (one.person, one.party) if part)),
        (gettext("Paper"), one.paper),
        (gettext("Objective"), one.objective),
    ]
    if one.work_title:
        href = work_href(one.work)
        facts.append((gettext("His own work"), link(href, one.work_title) if href else one.work_title))
    if one.handed_in_at is not None:
        facts.append((gettext("Handed in"), instant_html(one.handed_in_at)))
    return facts
