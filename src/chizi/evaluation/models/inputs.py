"""What a judgement stands on: deliveries, criteria, and the snapshot that froze them."""

from django.db import models
from django.db.models import F, Q

from chizi.org.models import Region


class Delivery(models.Model):
    """One file of a lead department (R-13). Rows lie as Parquet in the fact store at ``path``; a complete
    delivery may have none. Months are texts such as "2020-01"; they bound the coverage, not the rows."""

    body = models.CharField(max_length=24)
    zero = models.CharField(max_length=12)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    city = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    county = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    town = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    first_month = models.CharField(max_length=7)
    last_month = models.CharField(max_length=7)
    complete = models.BooleanField()
    received_at = models.DateTimeField()
    imported_at = models.DateTimeField()
    imported_by = models.CharField(max_length=120)
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    total = models.PositiveIntegerField()
    accepted = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField(default=0)
    ignored = models.PositiveIntegerField(default=0)
    repeated = models.PositiveIntegerField(default=0)
    path = models.CharField(max_length=120, blank=True)
    repeats_path = models.CharField(max_length=120, blank=True)
    rejects_path = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.CheckConstraint(
                condition=Q(first_month__lte=F("last_month")), name="evaluation_delivery_months"
            )
        ]
        indexes = [
            models.Index(fields=["zero", "received_at"]),
            models.Index(fields=["file_hash"]),
            models.Index(fields=["city", "id"]),
            models.Index(fields=["county", "id"]),
        ]


class CriteriaVersion(models.Model):
    """A registered rule, as its file says it; never changed, only followed by another."""

    id = models.CharField(max_length=60, primary_key=True)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=120)


class Snapshot(models.Model):
    """What a run saw: the register at ``register_path`` (its SHA-256 is part of ``digest``) and the deliveries
    by id and hash. The same snapshot, criteria and as-of give the same bytes."""

    digest = models.CharField(max_length=64, unique=True)
    register_path = models.CharField(max_length=120)
    deliveries = models.JSONField()
    taken_at = models.DateTimeField()
