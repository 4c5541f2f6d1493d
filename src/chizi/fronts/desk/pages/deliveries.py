"""Deliveries as lists and facts."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from chizi.core.imports import ImportReport
from chizi.fronts.desk.words import BODIES
from chizi.fronts.kit.formats import count, instant_html, period_text
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row
from chizi.fronts.kit.vocabulary import ZEROS, said

SHOWN = 20


def list_columns() -> list[Column]:
    return [
        Column(gettext("Delivery")),
        Column(gettext("Place")),
        Column(gettext("Months")),
        Column(gettext("Rows"), number=True),
        Column(gettext("Returned"), number=True, wide=True),
        Column(gettext("Covers"), wide=True),
        Column(gettext("Received")),
    ]


def delivery_rows(found: Iterable[Any]) -> list[Row]:
    """One row for each delivery."""
    return [
        Row(
            href=reverse("desk:delivery", args=[one.id]),
            head=f"{one.id} · {said(ZEROS, one.zero)}",
            cells=[
                one.region.name,
                months_text(one.first_month, one.last_month),
                count(one.accepted),
                count(one.rejected),
                coverage_word(one.complete),
                instant_html(one.received_at),
            ],
            key=str(one.id),
        )
        for one in found
    ]


def coverage_word(complete: bool) -> str:
    return gettext("complete") if complete else gettext("partial, covers no month")


def months_text(first: str, last: str) -> str:
    """One month, or the first and the last."""
    if first == last:
        return period_text(first)
    return gettext("%(first)s to %(last)s") % {"first": period_text(first), "last": period_text(last)}


def delivery_list(
    found: Sequence[Any], *, zero: str, next_href: str, first_href: str, clear_href: str, may_deliver: bool
) -> ListPage:
    """The list of deliveries; the newest first."""
    return ListPage(
        title=gettext("Deliveries"),
        columns=list_columns(),
        rows=delivery_rows(found),
        sentence=[said(ZEROS, zero) if zero else gettext("all three zeros"), gettext("newest first")],
        next_href=next_href,
        first_href=first_href,
        clear_href=clear_href if zero else "",
        blank=Blank(
            gettext("No delivery here yet"),
            gettext(
                "The petitions office, emergency management and the police hand in the events of each month. Until a "
                "complete delivery covers a month, units stay pending; missing data is never a zero."
            ),
            gettext("Hand in a delivery") if may_deliver else "",
            reverse("desk:deliver") if may_deliver else "",
        ),
        ident="deliveries",
    )


def facts(one: Any, who: str) -> list[tuple[str, str | SafeString]]:
    """What a delivery says about itself and what became of it."""
    return [
        (gettext("Lead department"), said(BODIES, one.body)),
        (gettext("Zero"), said(ZEROS, one.zero)),
        (gettext("Place"), one.region.name),
        (gettext("Months"), months_text(one.first_month, one.last_month)),
        (gettext("Coverage"), coverage_word(one.complete)),
        (gettext("Received"), instant_html(one.received_at)),
        (gettext("Taken in"), instant_html(one.imported_at)),
        (gettext("Handed in by"), who),
        (gettext("File"), one.file_name),
        (gettext("SHA-256 of the file"), one.file_hash),
    ]


def counts(one: Any) -> list[tuple[str, str, str]]:
    """(what, number, what it means) of the rows."""
    return [
        (gettext("rows in the file"), count(one.total), ""),
        (gettext("accepted"), count(one.accepted), gettext("stored, and seen by evaluations from then on")),
        (gettext("returned"), count(one.rejected), gettext("had faults and were not stored")),
        (
            gettext("repeated in the file"),
            count(one.ignored),
            gettext("same row with the same content; counted once"),
        ),
        (
            gettext("already delivered before"),
            count(one.repeated),
            gettext("these replace their earlier version; the earlier one stays readable"),
        ),
    ]


def fault_list(report: ImportReport) -> ListPage:
    """The first faults of a file that was turned down."""
    shown = report.rejected[:SHOWN]
    left = len(report.rejected) - len(shown)
    rest = gettext("%(number)s more faults stand in the list of returned rows.") % {"number": count(left)}
    return ListPage(
        title=gettext("What has to be corrected"),
        columns=[
            Column(gettext("Line"), number=False),
            Column(gettext("Column")),
            Column(gettext("What is wrong")),
            Column(gettext("What stands there")),
        ],
        rows=[
            Row("", str(one.line), [one.column or "–", gettext(one.reason), one.value or "–"])
            for one in shown
        ],
        note=rest if left else "",
        ident="faults",
    )
