"""My day: what came back, what falls due, what else waits, each with the page on which it is done."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from chizi.core.words import N_
from chizi.fronts.kit.dues import due_html
from chizi.overview.queries import MyDay, Sort, Waiting

PAGES = {
    Sort.ASSIGNMENT: "planning:assignment",
    Sort.ACCEPT: "planning:assignment",
    Sort.OBJECTION: "planning:assignment",
    Sort.APPROVE: "planning:task",
    Sort.MATTER: "ledger:matter",
    Sort.CONFIRM: "practice:application",
    Sort.JUDGE: "study:judge",
    Sort.CLOSE: "surveying:survey",
}
ALONE = {Sort.RESET: "office:resets", Sort.LEARN: "study:home"}
ASKED = {
    Sort.ASSIGNMENT: N_("Do and report"),
    Sort.ACCEPT: N_("Accept or return a result"),
    Sort.OBJECTION: N_("Answer an objection"),
    Sort.APPROVE: N_("Approve a task outside the plan"),
    Sort.MATTER: N_("Take the next step"),
    Sort.RESET: N_("Release a password reset"),
    Sort.LEARN: N_("Learn"),
    Sort.CONFIRM: N_("Confirm that it was applied in work"),
    Sort.JUDGE: N_("Judge an answer in words"),
    Sort.CLOSE: N_("Close a survey that is over"),
}


@dataclass(frozen=True)
class Item:
    """One line: what, where it is done, what is asked, around what, until when."""

    title: str
    href: str
    asked: str
    about: str
    due: SafeString | str


@dataclass(frozen=True)
class LotOfItems:
    """One lot with its title; ``ident`` is the id of its heading."""

    ident: str
    title: str
    items: Sequence[Item]


def lots(day: MyDay) -> list[LotOfItems]:
    """The lots that hold something, what came back first."""
    found = [
        LotOfItems("came-back", gettext("Came back"), _items(day.came_back)),
        LotOfItems("due", gettext("Falls due"), _items(day.due)),
        LotOfItems("waits", gettext("Waits for you"), _items(day.waits)),
    ]
    return [lot for lot in found if lot.items]


def _items(found: Sequence[Waiting]) -> list[Item]:
    return [
        Item(
            one.title,
            _href(one),
            gettext(ASKED[one.sort]),
            one.about,
            due_html(one.due, one.days, one.colour) if one.due else "",
        )
        for one in found
    ]


def _href(one: Waiting) -> str:
    if one.sort in ALONE:
        return reverse(ALONE[one.sort])
    return reverse(PAGES[one.sort], args=[one.number])
