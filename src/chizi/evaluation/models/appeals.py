"""Objections to events that count against a unit."""

from django.db import models
from django.db.models import F, Q

from chizi.evaluation.rules import APPEAL_LENGTH, Outcome
from chizi.org.models import Region


class Appeal(models.Model):
    """An objection (异议) to one event of one unit, and what the lead department answered. It hides nothing and
    changes no result: only a corrected delivery does (R-13). The place is that of the unit's newest stretch."""

    unit_code = models.CharField(max_length=40)
    zero = models.CharField(max_length=12)
    event_id = models.CharField(max_length=80)
    city = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    county = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    town = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    raised_by = models.CharField(max_length=120)
    raised_at = models.DateTimeField()
    reason = models.CharField(max_length=APPEAL_LENGTH)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True)
    answer = models.CharField(max_length=APPEAL_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit_code", "zero", "event_id"],
                condition=Q(answered_at__isnull=True),
                name="evaluation_appeal_one_open",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, outcome="")
                | Q(answered_at__isnull=False, outcome__in=[one.value for one in Outcome]),
                name="evaluation_appeal_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(raised_by=F("answered_by")), name="evaluation_appeal_two_people"
            ),
        ]
        indexes = [models.Index(fields=["unit_code", "raised_at"])]
