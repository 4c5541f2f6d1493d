"""Notes of those who steer, each to one party, each with its reply."""

from django.db import models
from django.db.models import F, Q

from chizi.learn.rules.advice import ABOUT_LENGTH, TEXT_LENGTH, AdviceKind, AdviceState
from chizi.org.models import Party
from chizi.plan.models.placed import Placed


class Advice(Placed):
    """A note of one of three kinds of steering (引导、指导、督导, S1-18) to one party, which replies. The place is the
    party's. ``about`` may name what it comments on ("assignment:5", "venue:2")."""

    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=8, choices=[(one.value, one.name) for one in AdviceKind])
    party = models.ForeignKey(Party, db_index=False, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=ABOUT_LENGTH, blank=True)
    text = models.CharField(max_length=TEXT_LENGTH)
    state = models.CharField(max_length=9, choices=[(one.value, one.name) for one in AdviceState])
    version = models.PositiveIntegerField(default=1)
    given_by = models.CharField(max_length=120)
    given_for = models.CharField(max_length=120, blank=True)
    given_at = models.DateTimeField()
    reply = models.CharField(max_length=TEXT_LENGTH, blank=True)
    replied_by = models.CharField(max_length=120, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "advice"
        indexes = [
            models.Index(fields=["party", "state", "-id"]),
            models.Index(fields=["state", "-id"]),
            models.Index(fields=["city", "-id"]),
            models.Index(fields=["county", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(given_by=F("replied_by")), name="learn_advice_two_people"),
            models.CheckConstraint(
                condition=(Q(state="replied", replied_at__isnull=False) & ~Q(reply=""))
                | (~Q(state="replied") & Q(reply="", replied_by="", replied_at__isnull=True)),
                name="learn_advice_replied",
            ),
        ]

    @property
    def ref(self) -> str:
        return f"advice:{self.pk}"
