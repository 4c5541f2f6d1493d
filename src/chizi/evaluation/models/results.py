"""What a run gives out. Periods are numbers: 202000 is the year 2020, 202003 its March."""

from django.db import models
from django.db.models import Q

from chizi.evaluation.models.inputs import CriteriaVersion, Snapshot
from chizi.org.models import Region


def count() -> "models.PositiveIntegerField[int, int]":
    """A column that counts units."""
    return models.PositiveIntegerField(default=0)


class Run(models.Model):
    """One judgement of the province. ``periods`` are the keys asked for, ``computed`` those with figures (the
    year before comes along for comparison); the full tables lie as Parquet in ``folder``; ``digest`` is the
    SHA-256 over them."""

    criteria = models.ForeignKey(CriteriaVersion, on_delete=models.PROTECT, related_name="+")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    as_of = models.DateTimeField()
    periods = models.JSONField()
    computed = models.JSONField()
    slices = models.JSONField(default=list)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    folder = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["-created_at"])]


class Figure(models.Model):
    """Units by status for a place, a slice ("all", "kind:village", "sector:mining") and a period; ``tallies``
    holds the counts of events (deaths, criminal cases and so on), only those above zero."""

    run = models.ForeignKey(Run, db_index=False, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, db_index=False, on_delete=models.PROTECT, related_name="+")
    slice = models.CharField(max_length=48)
    period = models.PositiveIntegerField()
    not_in_scope = count()
    petition_achieved = count()
    petition_broken = count()
    petition_disputed = count()
    petition_pending = count()
    accident_achieved = count()
    accident_broken = count()
    accident_disputed = count()
    accident_pending = count()
    case_achieved = count()
    case_broken = count()
    case_disputed = count()
    case_pending = count()
    three_zero_achieved = count()
    three_zero_broken = count()
    three_zero_disputed = count()
    three_zero_pending = count()
    tallies = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "region", "slice", "period"], name="evaluation_figure_once"
            )
        ]


class Status(models.Model):
    """The status of a unit for one zero and period, where it differs from what its county gives by default:
    broken, disputed, or pending or achieved against the default."""

    run = models.ForeignKey(Run, db_index=False, on_delete=models.PROTECT, related_name="+")
    period = models.PositiveIntegerField()
    zero = models.CharField(max_length=12)
    unit_code = models.CharField(max_length=40)
    status = models.CharField(max_length=12)
    kind = models.CharField(max_length=12)
    sector = models.CharField(max_length=40, blank=True)
    city = models.ForeignKey(Region, null=True, db_index=False, on_delete=models.PROTECT, related_name="+")
    county = models.ForeignKey(Region, null=True, db_index=False, on_delete=models.PROTECT, related_name="+")
    town = models.ForeignKey(Region, null=True, db_index=False, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "statuses"
        constraints = [
            models.UniqueConstraint(
                fields=["run", "unit_code", "period", "zero"], name="evaluation_status_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["run", "period", "zero", "status", "unit_code"], name="evaluation_status_all"
            ),
            models.Index(
                fields=["run", "period", "zero", "status", "city", "unit_code"], name="evaluation_status_city"
            ),
            models.Index(
                fields=["run", "period", "zero", "status", "county", "unit_code"],
                name="evaluation_status_county",
            ),
            models.Index(
                fields=["run", "period", "zero", "status", "town", "unit_code"], name="evaluation_status_town"
            ),
        ]


class Reason(models.Model):
    """One event that breaks (or, undecided, might break) a zero, with the row of the rule that spoke."""

    run = models.ForeignKey(Run, db_index=False, on_delete=models.PROTECT, related_name="+")
    unit_code = models.CharField(max_length=40)
    zero = models.CharField(max_length=12)
    event_id = models.CharField(max_length=80)
    delivery_id = models.PositiveBigIntegerField()
    rule = models.CharField(max_length=60)
    certain = models.BooleanField()
    instant = models.DateTimeField()
    subtype = models.CharField(max_length=24)
    status = models.CharField(max_length=12)
    severity = models.PositiveSmallIntegerField(null=True)
    occurred_at = models.DateTimeField()
    reported_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    concealment_found_at = models.DateTimeField(null=True)
    deaths = models.PositiveIntegerField(null=True)
    injuries = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["run", "unit_code"])]


class Coverage(models.Model):
    """A county for which no complete delivery covers a zero in a period: its units stay pending (never "zero")."""

    run = models.ForeignKey(Run, db_index=False, on_delete=models.PROTECT, related_name="+")
    period = models.PositiveIntegerField()
    zero = models.CharField(max_length=12)
    county = models.ForeignKey(Region, db_index=False, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "coverage"
        constraints = [
            models.UniqueConstraint(
                fields=["run", "period", "zero", "county"], name="evaluation_coverage_once"
            ),
            models.CheckConstraint(condition=~Q(zero=""), name="evaluation_coverage_zero"),
        ]
