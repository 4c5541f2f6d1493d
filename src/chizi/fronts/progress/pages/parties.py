"""A party's page: numbers of people, never a list of them."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from chizi.fronts.kit.figures import Figure
from chizi.fronts.kit.formats import count, day_text
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, link
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.progress.pages.boards import due_cell, party_href, share_html
from chizi.fronts.progress.words import STATES
from chizi.learn.queries import OpenObligation, PartyItem, PartyProgress
from chizi.learn.rules.outcomes import OutcomeKind


def pages_of(code: str, campaign: str, here: str) -> list[tuple[str, str, bool]]:
    """(word, address, whether it is this one) of the three pages about a party."""
    words = (
        ("party", gettext("What has been achieved")),
        ("profile", gettext("Quality profile")),
        ("evaluation", gettext("Evaluation by source")),
    )
    return [(word, party_href(code, campaign, page), page == here) for page, word in words]


def figures(found: PartyProgress) -> list[Figure]:
    """What was asked and done, applied, written, carried out, and lectured."""
    asked, done = sum(one.asked for one in found.items), sum(one.done for one in found.items)
    learners = ngettext("%(count)s learner", "%(count)s learners", found.people) % {
        "count": count(found.people)
    }
    lecture = (
        gettext("the last on %(day)s") % {"day": day_text(found.last_lecture)} if found.last_lecture else ""
    )
    return [
        Figure(
            gettext("Done"),
            count(done),
            of=gettext("of %(asked)s asked") % {"asked": count(asked)} + f" · {learners}",
            rule=gettext(
                "Each thing counts once for each person it is asked of; the list below adds up to it."
            ),
        ),
        Figure(
            gettext("Applied and confirmed"),
            count(found.kinds[OutcomeKind.APPLIED.value]),
            of=gettext("in real matters and tasks"),
            rule=gettext("Learning counts as applied only when somebody else has confirmed it (S1-04)."),
        ),
        Figure(
            gettext("Reflections written"),
            count(found.kinds[OutcomeKind.REFLECTED.value]),
            rule=gettext("How long they are is not counted, and nobody but their writers reads them here."),
        ),
        Figure(
            gettext("Actions carried out"),
            count(found.kinds[OutcomeKind.ACTED.value]),
            rule=gettext("Lectures, service items and actions that were recorded for people of this party."),
        ),
        Figure(
            gettext("Lectures by the principal leader"),
            count(found.lectures),
            of=lecture,
            rule=gettext("Lectures in the days of the campaign that count for this party (S1-19)."),
        ),
    ]


def item_list(found: PartyProgress, today: date, exports: list[tuple[str, str]]) -> ListPage:
    """What is asked, the earliest due first. Who stands for the party finds there who still owes it."""
    columns = [
        Column(gettext("What is asked")),
        Column(gettext("Kind"), wide=True),
        Column(gettext("Until")),
        Column(gettext("Done"), gettext("of the people asked")),
    ]
    columns += [Column(gettext("Still open"), wide=True)] if found.leads else []
    return ListPage(
        title=gettext("What is asked, thing by thing"),
        columns=columns,
        rows=[_item_row(found, one, today) for one in found.items],
        exports=exports,
        blank=Blank(
            gettext("Nothing is asked yet"),
            gettext("What a task of this campaign asks to be learned stands here, with how far it has come."),
        ),
        ident="items",
    )


def _item_row(found: PartyProgress, one: PartyItem, today: date) -> Row:
    kind = gettext("prescribed action") if one.prescribed else gettext("chosen freely")
    cells: list[str | SafeString] = [
        kind,
        due_cell(one.due, today, one.done >= one.asked or not one.prescribed),
        share_html(one.done, one.asked),
    ]
    if found.leads:
        left = one.asked - one.done
        href = reverse("progress:still_open", args=[found.code, one.item_id])
        words = ngettext("%(count)s person", "%(count)s people", left) % {"count": count(left)}
        cells.append(link(href, words) if left > 0 and one.prescribed else "–")
    return Row(reverse("planning:task", args=[one.task_id]), one.title, cells)


def milestone_list(found: PartyProgress, today: date) -> ListPage:
    """The party's own tasks in the campaign, by due day."""
    return ListPage(
        title=gettext("Milestones of the party"),
        columns=[
            Column(pgettext("column", "Task")),
            Column(gettext("Until")),
            Column(gettext("State")),
        ],
        rows=[
            Row(
                reverse("planning:assignment", args=[one.assignment_id]),
                one.title,
                [due_cell(one.due, today, not one.late and one.due < today), said(STATES, one.state)],
            )
            for one in found.milestones
        ],
        blank=Blank(
            gettext("No tasks here"),
            gettext("Tasks that the campaign gives the party stand here by due day."),
        ),
        ident="milestones",
    )


def export_links(found: PartyProgress) -> list[tuple[str, str]]:
    """The page as files."""
    query = f"?campaign={found.campaign}" if found.campaign else ""
    return [
        (word, reverse("progress:party_export", args=[found.code, form]) + query)
        for word, form in (("Excel", "xlsx"), ("CSV", "csv"))
    ]


def open_text(found: OpenObligation) -> str:
    """What it is about, in a sentence."""
    return gettext("“%(item)s” of the task “%(task)s”, until %(day)s.") % {
        "item": found.item,
        "task": found.task,
        "day": date_format(found.due, "DATE_FORMAT"),
    }
