"""What of a run may be frozen and published: figures by place, and how they were come by."""

from collections.abc import Iterator
from typing import Any

from chizi.core.dataset import Column, Dataset
from chizi.core.words import N_
from chizi.evaluation import rules
from chizi.evaluation.models import Delivery, Figure, Run
from chizi.evaluation.queries.runs import run_for
from chizi.evaluation.results import COUNTED, FIGURE_COLUMNS, tallies_of
from chizi.org.rules import Level
from chizi.yardstick.schemas import JUDGED

PERSON_COUNTS = (
    "fatal_accidents",
    "deaths",
    "criminal_cases",
    "public_order_cases",
    "petitions_in_time",
    "petitions_late",
)
LEVEL_NAMES = {level.value: level.name.lower() for level in Level}

_PLACE = (
    Column("period", "text", N_("period"), N_("a calendar year (2020) or month (2020-03)")),
    Column("region_code", "text", N_("region code"), N_("12 digits")),
    Column("region_name", "text", N_("region")),
    Column("level", "text", N_("level"), N_("province, city, county or town")),
    Column("slice", "text", N_("slice"), N_("all, or one kind or one sector of units")),
    Column("in_scope", "integer", N_("units in scope"), N_("units open on at least one day of the period")),
    Column(
        "not_in_scope",
        "integer",
        N_("units not in scope"),
        N_("registered, but open on no day of the period"),
    ),
)


def _count_columns() -> Iterator[Column]:
    for zero in JUDGED:
        for status in COUNTED:
            yield Column(f"{zero}_{status}", "integer", f"{zero} {status}", N_("number of units"))
    for name in PERSON_COUNTS:
        yield Column(name, "integer", name.replace("_", " "), N_("number of events; empty where withheld"))


def publication_datasets(run_id: int) -> tuple[Dataset, ...]:
    """The tables of a run for publication: figures (province to county in every slice, townships as a whole
    and by year only) and the deliveries it stands on. Raises NoRun."""
    run = run_for(run_id)
    notes = {"criteria": run.criteria_id, "as_of": run.as_of.isoformat(), "run": run.digest}
    columns = (*_PLACE, *_count_columns())
    return (
        Dataset("figures", columns, list(_figure_rows(run)), notes),
        Dataset("deliveries", _DELIVERY_COLUMNS, list(_delivery_rows(run)), notes),
    )


def _figure_rows(run: Run) -> Iterator[tuple[Any, ...]]:
    names = ("period", "region__code", "region__name", "region__level", "slice", "not_in_scope", "tallies")
    rows = Figure.objects.filter(run=run).order_by("period", "region__level", "region__code", "slice")
    wide = rows.filter(region__level__lte=Level.COUNTY)
    towns = rows.filter(region__level=Level.TOWN, slice="all", period__in=_years(run))
    for part in (wide, towns):
        for period, code, name, level, cut, outside, tallies, *counts in part.values_list(
            *names, *FIGURE_COLUMNS
        ):
            found = tallies_of(Figure(tallies=tallies))
            yield (
                *(rules.period_key(period), code, name, LEVEL_NAMES[level], cut, sum(counts[:4]), outside),
                *counts,
                *(found.get(measure, 0) for measure in PERSON_COUNTS),
            )


def _years(run: Run) -> list[int]:
    return [rules.period_number(key) for key in run.computed if len(key) == 4]


_DELIVERY_COLUMNS = (
    Column("body", "text", N_("lead department")),
    Column("zero", "text", N_("zero")),
    Column("region_code", "text", N_("region code"), N_("12 digits")),
    Column("region_name", "text", N_("region")),
    Column("first_month", "text", N_("first month")),
    Column("last_month", "text", N_("last month")),
    Column("complete", "boolean", N_("complete"), N_("whether it covers its months")),
    Column("received_at", "instant", N_("received at")),
    Column("rows", "integer", N_("rows"), N_("accepted rows")),
    Column("sha256", "text", N_("SHA-256 of the file")),
)


def _delivery_rows(run: Run) -> Iterator[tuple[Any, ...]]:
    ids = [number for number, _ in run.snapshot.deliveries]
    for one in Delivery.objects.filter(id__in=ids).select_related("region").order_by("id"):
        yield (
            *(one.body, one.zero, one.region.code, one.region.name, one.first_month, one.last_month),
            *(one.complete, one.received_at, one.accepted, one.file_hash),
        )
