"""The coverage board: places in the order of their codes, parties of the place itself."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from chizi.core.dataset import Column as DataColumn
from chizi.core.dataset import Dataset
from chizi.core.words import N_
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row
from chizi.fronts.planning.pages.lights import share_html
from chizi.fronts.planning.pages.ways import way
from chizi.plan.queries import CoverageBoard
from chizi.plan.queries.campaigns import CoverageRow

COLUMNS = (
    DataColumn("code", "text", N_("Code")),
    DataColumn("name", "text", N_("Name")),
    DataColumn("measures", "integer", N_("Measures"), N_("with somebody there who owes them")),
    DataColumn("covered", "integer", N_("Covered"), N_("measures with at least one accepted result")),
    DataColumn("asked", "integer", N_("Asked"), N_("assignments owed, without those exempted")),
    DataColumn("done", "integer", N_("Accepted"), N_("assignments whose result was accepted")),
)


def board_href(code: str, region: str = "") -> str:
    """The board of a campaign at a place."""
    address = reverse("planning:coverage", args=[code])
    return f"{address}?{urlencode({'region': region})}" if region else address


def above(found: CoverageBoard, code: str) -> list[tuple[str, str]]:
    """The way down from the highest place that the viewer may see."""
    return [(one.name, board_href(code, one.code)) for one in found.above]


def place_list(found: CoverageBoard, code: str) -> ListPage:
    """The places directly below, each opening its own."""
    exports = [
        (word, f"{reverse('planning:coverage_export', args=[code, form])}?region={found.region.code}")
        for word, form in (("Excel", "xlsx"), ("CSV", "csv"))
    ]
    rows = [_row(one, board_href(code, one.code)) for one in found.places]
    return ListPage(
        title=gettext("Places below %(place)s, in the order of their codes") % {"place": found.region.name},
        columns=_columns(gettext("Place")),
        rows=rows,
        exports=exports,
        foot=_row(CoverageRow(found.region.code, found.region.name, found.whole), ""),
        blank=Blank(
            gettext("No places below"),
            gettext("This is the lowest level; the bodies that are asked here stand below."),
        ),
        ident="places",
    )


def party_list(found: CoverageBoard, code: str) -> ListPage:
    """Who stands in the place itself, each opening what it was asked for."""
    return ListPage(
        title=gettext("Bodies of %(place)s itself") % {"place": found.region.name},
        columns=_columns(gettext("Body")),
        rows=[_row(one, assignments_href(code, one.code)) for one in found.parties],
        blank=Blank(
            gettext("Nobody here is asked yet"),
            gettext(
                "As soon as a measure of this campaign is assigned to a body of this place, it stands here."
            ),
        ),
        ident="parties",
    )


def assignments_href(code: str, party: str = "") -> str:
    """The assignments behind a figure."""
    address = way("assignments")
    if not address:
        return ""
    wanted = {"campaign": code} | ({"party": party} if party else {})
    return f"{address}?{urlencode(wanted)}"


def _columns(first: str) -> Sequence[Column]:
    return [
        Column(first),
        Column(gettext("Measures covered"), gettext("with an accepted result")),
        Column(gettext("Assignments done"), gettext("of those owed")),
    ]


def _row(one: CoverageRow, href: str) -> Row:
    figures = one.figures
    return Row(
        href,
        format_html("{}", one.name),
        [
            share_html(figures.covered, figures.measures, gettext("Measures covered")),
            share_html(figures.done, figures.asked, gettext("Assignments done")),
        ],
    )


def coverage_data(found: CoverageBoard) -> Dataset:
    """The board for an export: the place itself, those below it, its own bodies."""
    whole = CoverageRow(found.region.code, found.region.name, found.whole)
    rows = [
        (one.code, one.name, one.figures.measures, one.figures.covered, one.figures.asked, one.figures.done)
        for one in (whole, *found.places, *found.parties)
    ]
    notes = {"campaign": f"{found.campaign.title} ({found.campaign.code})", "place": found.region.name}
    return Dataset(f"coverage-{found.campaign.code}-{found.region.code}", COLUMNS, rows, notes)
