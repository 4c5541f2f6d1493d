"""The library of regulations (制度库)."""

from django.db import models
from django.db.models import F, Q

from chizi.plan.models.placed import Placed
from chizi.plan.rules.bodies import NAME_LENGTH, RegulationStatus


class Regulation(Placed):
    """A document of the library (S2-18, S2-20). ``hands_over_to`` names who gets clues that come up under it:
    clues about crime or discipline are handed over, not investigated here."""

    title = models.CharField(max_length=NAME_LENGTH)
    number = models.CharField(max_length=80, blank=True)
    issuer = models.CharField(max_length=NAME_LENGTH)
    status = models.CharField(max_length=12, choices=[(one.value, one.name) for one in RegulationStatus])
    in_force_from = models.DateField(null=True, blank=True)
    repealed_on = models.DateField(null=True, blank=True)
    hands_over_to = models.CharField(max_length=NAME_LENGTH, blank=True)
    latest = models.PositiveSmallIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["status", "id"])]

    @property
    def ref(self) -> str:
        return f"regulation:{self.pk}"


class Wording(models.Model):
    """One version of a regulation's text. Never changed, only followed by another."""

    regulation = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="wordings")
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    note = models.CharField(max_length=200, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    added_by = models.CharField(max_length=120)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["regulation", "version"], name="plan_wording_version")]


class Replacement(models.Model):
    """The newer regulation takes the place of the older one (废止)."""

    newer = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="replaces")
    older = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["newer", "older"], name="plan_replacement_once"),
            models.CheckConstraint(condition=~Q(newer=F("older")), name="plan_replacement_other"),
        ]
