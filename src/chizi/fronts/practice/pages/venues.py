"""Venues and directives: lists and single ones."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext

from chizi.core.dataset import Column as DataColumn
from chizi.core.dataset import Dataset
from chizi.core.words import N_
from chizi.fronts.kit.formats import count, day_text
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.practice.pages.showing import Fact, Way, dataset, exports, paging, way
from chizi.fronts.practice.words import VENUES
from chizi.learn.queries import VenueList, VenuePage

COLUMNS = (
    DataColumn("number", "integer", N_("Number")),
    DataColumn("name", "text", N_("Name")),
    DataColumn("place", "text", N_("Place")),
    DataColumn("address", "text", N_("Where it lies")),
    DataColumn("way_yuan", "integer", N_("What the way costs a person, in yuan")),
    DataColumn("way_minutes", "integer", N_("How long the way takes, in minutes")),
    DataColumn("state", "text", N_("State")),
)


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """From the list down."""
    return [(pgettext("tab", "Venues"), reverse("practice:venues")), *more]


def yuan(number: int) -> str:
    """A sum of money as people say it."""
    return gettext("nothing") if not number else gettext("%(count)s yuan") % {"count": count(number)}


def minutes(number: int) -> str:
    """A time on the way as people say it."""
    return ngettext("%(count)s minute", "%(count)s minutes", number) % {"count": count(number)}


def venue_list(request: HttpRequest, found: VenueList, *, records: bool) -> ListPage:
    """Some venues, with what the way costs and takes before anybody chooses."""
    rows = [
        Row(
            reverse("practice:venue", args=[one.id]),
            one.name,
            [one.place, yuan(one.way_yuan), minutes(one.way_minutes), said(VENUES, one.state)],
        )
        for one in found.venues
    ]
    where = (gettext("Add a venue"), reverse("practice:venue_new")) if records else ("", "")
    return ListPage(
        title=gettext("Venues"),
        columns=[
            Column(gettext("Name")),
            Column(gettext("Place")),
            Column(gettext("Cost a person"), unit=gettext("there and back")),
            Column(gettext("Time on the way"), unit=gettext("there and back")),
            Column(gettext("State"), wide=True),
        ],
        rows=rows,
        sentence=[gettext("anybody may choose one, nobody has to")],
        exports=exports(request, "venues_export"),
        blank=Blank(
            gettext("No venue yet"),
            gettext("Places of red heritage and other local options, with what the way costs and takes. There is no "
                    "quota."),
            *where,
        ),
        **paging(request, found.after),
    )  # fmt: skip


def venue_data(found: VenueList, words: Sequence[str], now: datetime) -> Dataset:
    """The list as a file."""
    rows = [
        (one.id, one.name, one.place, one.address, one.way_yuan, one.way_minutes, said(VENUES, one.state))
        for one in found.venues
    ]
    return dataset("venues", COLUMNS, rows, words, now)


def facts(found: VenuePage) -> list[Fact]:
    """Where it is, and what the way costs and takes."""
    one = found.venue
    return [
        (gettext("Place"), one.region.name),
        (gettext("Where it lies"), one.address),
        (gettext("Cost a person"), yuan(one.way_yuan)),
        (gettext("Time on the way"), minutes(one.way_minutes)),
        (gettext("Kept by"), one.owner.name),
    ]


def ways(found: VenuePage) -> list[Way]:
    """What the viewer may do."""
    number, ways_ = found.venue.pk, []
    if found.may_choose:
        ways_.append(
            way(gettext("Choose it for an action of your own"), "venue_choose", number,
                why=gettext("Free to do or not: it is owed to nobody and counts in no denominator."))
        )  # fmt: skip
    if found.may_keep:
        ways_.append(way(gettext("Change it"), "venue_change", number))
        ways_.append(way(gettext("Withdraw it"), "venue_withdraw", number, at_once=True))
    return ways_


def chosen(found: VenuePage) -> ListPage:
    """The actions that parties chose to hold there."""
    return ListPage(
        title=gettext("Actions chosen here"),
        columns=[Column(gettext("Action")), Column(gettext("Party")), Column(gettext("Last day"))],
        rows=[
            Row(f"/plan/assignments/{row.pk}/", row.task.title, [one.party.name, day_text(row.due)])
            for one, row in found.choices
        ],
        blank=Blank(
            gettext("Nothing yet"), gettext("Parties choose for themselves; those who guide may comment.")
        ),
        ident="choices",
    )
