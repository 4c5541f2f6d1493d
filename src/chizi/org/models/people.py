"""Who people are, where they serve, and what they may do."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chizi.org.models.places import Agency, Region
from chizi.org.rules import Role

USERNAME = RegexValidator(r"^[a-z0-9][a-z0-9._-]{1,39}\Z", _("Use 2 to 40 small letters, digits, . _ or -."))


class People(BaseUserManager["Person"]):
    """The manager that sign-in asks for; people are made by org's actions."""


class Person(AbstractBaseUser):
    """Somebody who signs in. No time of last log-in is kept (R-02)."""

    last_login = None
    username = models.CharField(max_length=40, unique=True, validators=[USERNAME])
    name = models.CharField(max_length=80)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    synthetic = models.BooleanField(default=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = People()

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """How the journal names this person."""
        return f"person:{self.username}"

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Post(models.Model):
    """A dated position of a person in an agency; ``leads`` marks its principal leader (一把手)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    leads = models.BooleanField(default=False)
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_date")), name="org_post_span"
            )
        ]


class Grant(models.Model):
    """A role for a part of the tree, from a day to a day, given by somebody else. Default is: nothing.

    A lead department's grant binds it to its agency: the office that owns one of the three zeros. A clerk's or
    leader's grant is bound to the party he stands for, by ``agency`` or (for a body) by ``party_code``.
    ``version`` counts changes, so that two administrators cannot overwrite each other.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=24, choices=[(role.value, role.name) for role in Role])
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    party_code = models.CharField(max_length=60, blank=True)
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    granted_by = models.CharField(max_length=120)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_date")), name="org_grant_span"
            ),
            models.CheckConstraint(condition=~Q(granted_by=""), name="org_grant_has_giver"),
        ]
        indexes = [models.Index(fields=["person", "role"])]
