"""Whom one can address, and what binds people to them."""

from django.db import models
from django.db.models import F, Q

from chizi.org.models.people import Person
from chizi.org.models.places import Agency, Region
from chizi.org.rules import PartyKind, Relation


class Party(models.Model):
    """Whatever can be assigned, visited or asked (对象): an agency, a unit or a body.

    ``code`` is "agency:<code>", "unit:<code>" or "body:<code>"; ``agency`` is set for agencies. The place is
    copied from what it stands for, so that rows about parties can be narrowed without a join.
    """

    kind = models.CharField(max_length=8, choices=[(kind.value, kind.name) for kind in PartyKind])
    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    agency = models.OneToOneField(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    city = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    county = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    town = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "parties"
        indexes = [models.Index(fields=["region", "code"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=PartyKind.AGENCY.value, agency__isnull=False)
                | (~Q(kind=PartyKind.AGENCY.value) & Q(agency__isnull=True)),
                name="org_party_agency",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Tie(models.Model):
    """A declared kinship (亲属关系申报): a relative of ``person`` serves in, or is bound to, ``party``.

    Only the relation and the party are kept, no name and no number of the relative: a third person's data
    are kept to the minimum (PIPL art. 6).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=16, choices=[(one.value, one.name) for one in Relation])
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    from_date = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    declared_at = models.DateTimeField()
    declared_by = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["person"]), models.Index(fields=["party"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_date__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("from_date")),
                name="org_tie_span",
            )
        ]


class Invitation(models.Model):
    """A one-time code on a printed slip, with which a person sets the first or a new password.

    Only the hash of the code is kept. ``purpose`` is "first" or "reset"; a reset is asked for by one
    administrator (``asked_by``) and released by another (``issued_by``), and only then has a code.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=8, choices=[("first", "first"), ("reset", "reset")])
    code_hash = models.CharField(max_length=160, blank=True)
    asked_by = models.CharField(max_length=120)
    issued_by = models.CharField(max_length=120, blank=True)
    asked_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["person", "used_at"])]


class Office(models.Model):
    """The one row that says this installation is a real office: who opened it, for which province, when."""

    province_code = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    singleton = models.BooleanField(default=True, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(singleton=True), name="org_office_one")]
