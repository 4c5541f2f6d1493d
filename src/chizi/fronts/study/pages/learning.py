"""The page of one's own learning."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from chizi.fronts.kit.context import address
from chizi.fronts.kit.dues import due_html
from chizi.fronts.kit.formats import day_text, instant_html
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, with_query
from chizi.fronts.study.words import about_href
from chizi.learn.queries import AttemptLine, MyItem, PaperList
from chizi.plan.campaign_policy import campaign_policy
from chizi.plan.rules.milestones import light
from chizi.plan.rules.tasks import TaskKind


@dataclass(frozen=True)
class Card:
    """One thing to learn as the page draws it."""

    item: int
    title: str
    href: str
    kind: str
    read_href: str
    open: bool
    window: str
    due: SafeString | str
    minutes: str
    why: list[tuple[str, str, str]]
    done: SafeString | str


def waits(one: MyItem) -> bool:
    """Owed and not done yet."""
    return one.kind == TaskKind.PRESCRIBED and not one.done and one.open


def chosen(one: MyItem) -> bool:
    """An action that the party chose itself, not done yet (S1-14)."""
    return one.kind == TaskKind.OPTIONAL and not one.done and one.open


def cards(items: Iterable[MyItem], today: date) -> list[Card]:
    return [_card(one, today) for one in items]


def _card(one: MyItem, today: date) -> Card:
    left = (one.due - today).days
    colour = light(campaign_policy(), "assignment", one.due, False, today).colour.value
    owed = one.kind == TaskKind.PRESCRIBED
    return Card(
        item=one.item_id,
        title=one.title,
        href=about_href(one.about),
        kind=gettext("Paper") if one.about.startswith("paper:") else gettext("Reading"),
        read_href=address("library:mark_read", int(one.about.partition(":")[2]))
        if one.about.startswith("material:")
        else "",
        open=one.opens <= today,
        window=gettext("%(opens)s to %(due)s") % {"opens": day_text(one.opens), "due": day_text(one.due)},
        due=due_html(one.due, left, colour) if owed else day_text(one.due),
        minutes=minutes_text(one.about_minutes),
        why=_why(one),
        done=instant_html(one.done_at) if one.done_at is not None else "",
    )


def minutes_text(minutes: int | None) -> str:
    """What it may take, said beforehand (S1-01); empty where nobody said."""
    if minutes is None:
        return ""
    return ngettext("about %(count)s minute", "about %(count)s minutes", minutes) % {"count": minutes}


def _why(one: MyItem) -> list[tuple[str, str, str]]:
    why = one.why
    measure = f"{why.measure} {why.measure_title}".strip()
    return [
        line
        for line in (
            (gettext("Task"), why.task, address("planning:assignment", one.assignment_id)),
            (gettext("Measure"), measure, ""),
            (gettext("Campaign"), why.campaign, ""),
            (gettext("Basis"), why.basis, ""),
            (gettext("Document of the campaign"), why.document, ""),
            (gettext("Asked by"), why.issuer, ""),
        )
        if line[1]
    ]


def library_href() -> str:
    return address("library:home")


def met_text(state: str, met: bool | None) -> str:
    """What came of an attempt, in words (R-04)."""
    if state == "open":
        return gettext("begun, not handed in")
    if state == "waits":
        return gettext("waits for somebody's judgement")
    if met is None:
        return gettext("nothing was left to judge")
    return gettext("met") if met else gettext("not met yet")


def attempt_list(found: Sequence[AttemptLine]) -> ListPage:
    """My attempts, newest first."""
    return ListPage(
        title=gettext("My attempts"),
        columns=[
            Column(gettext("Paper")),
            Column(gettext("Attempt")),
            Column(gettext("What came of it")),
            Column(gettext("Handed in"), wide=True),
        ],
        rows=[
            Row(
                reverse("study:attempt" if one.state == "open" else "study:result", args=[one.id]),
                one.title,
                [
                    str(one.number),
                    met_text(one.state, one.met),
                    instant_html(one.handed_in_at) if one.handed_in_at is not None else "–",
                ],
            )
            for one in found
        ],
        blank=Blank(
            gettext("No attempt yet"),
            gettext("A paper that you begin stays here, on every device, until you hand it in."),
        ),
        ident="attempts",
    )


def check_list(request: HttpRequest, found: PaperList) -> ListPage:
    """Self-checks that anybody may take up."""
    return ListPage(
        title=gettext("Self-checks"),
        columns=[
            Column(gettext("Self-check")),
            Column(gettext("Questions"), number=True),
            Column(gettext("Takes about")),
        ],
        rows=[
            Row(
                reverse("study:take", args=[one.id]),
                one.title,
                [str(one.asks), minutes_text(one.about_minutes) or "–"],
            )
            for one in found.papers
        ],
        next_href=with_query(request, after=found.after) if found.after else "",
        first_href=with_query(request, after="") if request.GET.get("after") else "",
        blank=Blank(
            gettext("No self-check is published"),
            gettext("Whoever manages learning publishes them; nobody needs a task to take one up."),
        ),
        ident="checks",
    )
