"""Where things are: regions, agencies and the register of judged units."""

from django.db import models
from django.db.models import F, Q

from chizi.org.rules import AgencyKind, Level, UnitKind


class Region(models.Model):
    """An administrative division down to township (GB/T 2260). Codes are reused over time: (code, valid_from)
    names a region, an unknown start counts as valid. ``province``, ``city``, ``county`` are its ancestors,
    itself included at its own level."""

    code = models.CharField(max_length=12)
    name = models.CharField(max_length=80)
    level = models.PositiveSmallIntegerField(choices=[(level.value, level.name) for level in Level])
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    province = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    city = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    county = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    town = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="org_region_code_from"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_from__isnull=True), name="org_region_code_unbounded"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lt=F("valid_to")),
                name="org_region_valid_span",
            ),
        ]
        indexes = [models.Index(fields=["parent", "code"]), models.Index(fields=["level", "code"])]

    def __str__(self) -> str:
        return self.name

    @property
    def short_code(self) -> str:
        """The digits that carry meaning: 2, 4, 6 or 9; every place within starts with them."""
        return self.code[: {1: 2, 2: 4, 3: 6, 4: 9}[self.level]]


class Agency(models.Model):
    """A public body: at province, city or county, or a station, tribunal or vehicle office below."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40, choices=[(kind.value, kind.name) for kind in AgencyKind])
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    city = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    county = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    town = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "agencies"
        indexes = [models.Index(fields=["kind", "region"]), models.Index(fields=["region", "code"])]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """One stretch in the register of judged units (S3-06), in which region, kind and sector stay the same.

    valid_from inclusive, valid_to exclusive, empty = unbounded; opened_on inclusive, closed_on exclusive.
    ``latest`` marks the stretch that lists show: the newest of its code. ``synthetic`` units are made for
    demonstrations and say so wherever they are shown.
    """

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.name) for kind in UnitKind])
    sector = models.CharField(max_length=40, blank=True)
    region = models.ForeignKey(Region, db_index=False, on_delete=models.PROTECT, related_name="+")
    city = models.ForeignKey(Region, null=True, db_index=False, on_delete=models.PROTECT, related_name="+")
    county = models.ForeignKey(Region, null=True, db_index=False, on_delete=models.PROTECT, related_name="+")
    town = models.ForeignKey(Region, null=True, db_index=False, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    successor_code = models.CharField(max_length=40, blank=True)
    synthetic = models.BooleanField(default=False)
    latest = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="org_unit_code_from"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_from__isnull=True), name="org_unit_code_unbounded"
            ),
            models.UniqueConstraint(fields=["code"], condition=Q(latest=True), name="org_unit_latest"),
        ]
        indexes = [
            models.Index(fields=["town", "code"]),
            models.Index(fields=["county", "code"]),
            models.Index(fields=["city", "code"]),
        ]

    def __str__(self) -> str:
        return self.name
