"""Runs as a list and as one page of counts."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from chizi.evaluation.queries import ZeroCount
from chizi.fronts.desk.pages.publications import periods_text, person_text
from chizi.fronts.kit.figures import shares
from chizi.fronts.kit.formats import as_of_text, count, instant_html, percent, period_text
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row
from chizi.fronts.kit.statuses import STATUSES, status_word
from chizi.fronts.kit.vocabulary import ZEROS, said

COUNTED = tuple(STATUSES)
SHARED = ("achieved", "broken", "disputed", "pending")


def run_list(
    found: Iterable[Any], *, next_href: str, first_href: str, whole: bool, home: str, names: Mapping[str, str]
) -> ListPage:
    """Runs, newest first. Whoever sees a part of the province only is led to the board of his own place."""
    rows = [
        Row(
            href=_href(one.id, whole, home),
            head=gettext("Run %(run)s") % {"run": one.id},
            cells=[
                one.criteria_id,
                as_of_text(one.as_of),
                periods_text(one.periods),
                person_text(one.created_by, names),
                instant_html(one.created_at),
            ],
            key=str(one.id),
        )
        for one in found
    ]
    columns = [
        Column(gettext("Run")),
        Column(gettext("Rule")),
        Column(gettext("As of")),
        Column(gettext("Periods")),
        Column(gettext("Made by"), wide=True),
        Column(gettext("Made"), wide=True),
    ]
    return ListPage(
        title=gettext("Runs"),
        columns=columns,
        rows=rows,
        sentence=[gettext("all rules"), gettext("newest first")],
        next_href=next_href,
        first_href=first_href,
        blank=Blank(
            gettext("Nothing has been evaluated yet"),
            gettext(
                "The office judges the province with the command chizi evaluate once the lead departments have"
                " delivered."
            ),
        ),
        ident="runs",
    )


def _href(run: int, whole: bool, home: str) -> str:
    if whole:
        return reverse("desk:run", args=[run])
    return reverse("boards:board", args=[home]) + f"?run={run}" if home else ""


def facts(run: Any, deliveries: int, names: Mapping[str, str]) -> list[tuple[str, str | SafeString]]:
    """What the run stood on."""
    return [
        (gettext("Rule"), run.criteria_id),
        (gettext("As of"), as_of_text(run.as_of)),
        (gettext("Deliveries it saw"), count(deliveries)),
        (gettext("Made by"), person_text(run.created_by, names)),
        (gettext("Made"), instant_html(run.created_at)),
        (gettext("Snapshot"), run.snapshot.digest),
        (gettext("Digest of the result"), run.digest),
    ]


def counts(found: Mapping[str, Mapping[str, Mapping[str, int]]], region: str, run: int) -> ListPage:
    """Counts by period: the three zeros together, then the rate of each zero; every period opens its board."""
    columns = [
        Column(gettext("Period")),
        Column(said(ZEROS, "three_zero"), "%", number=True),
        Column(gettext("Achieved / in scope"), number=True),
        Column(gettext("Shares"), wide=True),
        *(Column(status_word(name), number=True, wide=True) for name in ("broken", "disputed", "pending")),
        *(
            Column(said(ZEROS, zero), "%", number=True, wide=True)
            for zero in ("petition", "accident", "case")
        ),
    ]
    return ListPage(
        title=gettext("Counts by period"),
        columns=columns,
        rows=[_row(key, zeros, region, run) for key, zeros in found.items()],
        sentence=[gettext("the whole province"), gettext("all units")],
        ident="counts",
    )


def _row(key: str, zeros: Mapping[str, Mapping[str, int]], region: str, run: int) -> Row:
    together = _zero(zeros["three_zero"])
    cells: list[str | SafeString] = [
        percent(together.rate),
        f"{count(together.achieved)} / {count(together.in_scope)}",
        shares([(name, getattr(together, name)) for name in SHARED]),
        *(count(getattr(together, name)) for name in ("broken", "disputed", "pending")),
        *(percent(_zero(zeros[zero]).rate) for zero in ("petition", "accident", "case")),
    ]
    href = reverse("boards:board", args=[region]) + f"?period={key}&run={run}"
    return Row(href, period_text(key), cells, key)


def _zero(found: Mapping[str, int]) -> ZeroCount:
    return ZeroCount(**{name: found[name] for name in COUNTED})
