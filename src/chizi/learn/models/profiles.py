"""Quality profiles of parties, and objections to them."""

from django.db import models
from django.db.models import Q

from chizi.org.models import Party

TEXT_LENGTH = 1000


class Profile(models.Model):
    """How a party learns (学习质量画像) in four dimensions, as numbers of people or weeks in bins; never a person's.

    ``scheme`` is the version of the scheme it was made by; ``content`` holds the bins before anything is withheld.
    Made anew each night while its campaign runs.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    campaign_code = models.CharField(max_length=40)
    scheme = models.CharField(max_length=20)
    learners = models.PositiveIntegerField()
    weeks = models.PositiveSmallIntegerField()
    content = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "campaign_code", "scheme"], name="learn_profile_once")
        ]


class ProfileObjection(models.Model):
    """A party's objection to its profile (画像异议), answered by the office; both stay beside the profile (S1-11)."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="objections")
    text = models.CharField(max_length=TEXT_LENGTH)
    raised_by = models.CharField(max_length=120)
    raised_at = models.DateTimeField()
    answer = models.CharField(max_length=TEXT_LENGTH, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["profile"], condition=Q(answered_at__isnull=True), name="learn_profile_objection_open"
            ),
            models.CheckConstraint(
                condition=~Q(raised_by=models.F("answered_by")), name="learn_profile_objection_two_people"
            ),
        ]
