"""One record that serves several programmes."""

from django.db import models
from django.db.models import Q

from chizi.org.models import Party
from chizi.plan.models import Assignment, Campaign, Result


class ProgrammeUse(models.Model):
    """A lecture, service item or application serves a campaign, or is the result of an assignment (一事多用, S1-28).

    ``record`` is "lecture:3"; it was entered once and is referred to here, never typed again (R-07).
    """

    record = models.CharField(max_length=40)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    assignment = models.ForeignKey(
        Assignment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    result = models.ForeignKey(Result, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    used_by = models.CharField(max_length=120)
    used_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["record"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(campaign__isnull=False, assignment__isnull=True)
                | Q(campaign__isnull=True, assignment__isnull=False, result__isnull=False),
                name="learn_use_one_programme",
            ),
            models.UniqueConstraint(
                fields=["record", "campaign"],
                condition=Q(campaign__isnull=False),
                name="learn_use_campaign_once",
            ),
        ]
