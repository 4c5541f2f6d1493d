"""Practical service items: what people needed, what was done, and who said that it was."""

from django.db import models
from django.db.models import F, Q

from chizi.learn.rules.services import (
    BENEFICIARY_LENGTH,
    NEED_LENGTH,
    REASON_LENGTH,
    STEP_LENGTH,
    TITLE_LENGTH,
    WORDS_LENGTH,
    Closing,
    ServiceSource,
    ServiceState,
)
from chizi.org.models import Party
from chizi.plan.models.placed import Placed


class ServiceItem(Placed):
    """Something useful done for people (实事项目, S1-21). ``beneficiary`` says what kind of people, never who (R-20).

    Only a hash of the code on the printed slip is kept. The doing party brings it to "done"; it is closed by the
    slip, or by a public notice that nobody objected to (``closing``).
    """

    key = models.UUIDField(unique=True)
    party = models.ForeignKey(Party, db_index=False, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=TITLE_LENGTH)
    need = models.CharField(max_length=NEED_LENGTH)
    source = models.CharField(max_length=12, choices=[(one.value, one.name) for one in ServiceSource])
    beneficiary = models.CharField(max_length=BENEFICIARY_LENGTH)
    state = models.CharField(max_length=9, choices=[(one.value, one.name) for one in ServiceState])
    version = models.PositiveIntegerField(default=1)
    raised_by = models.CharField(max_length=120)
    raised_at = models.DateTimeField()
    done = models.CharField(max_length=STEP_LENGTH, blank=True)
    done_by = models.CharField(max_length=120, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    receipt = models.CharField(max_length=80, blank=True)
    notice_from = models.DateField(null=True, blank=True)
    notice_until = models.DateField(null=True, blank=True)
    closing = models.CharField(max_length=7, blank=True, choices=[(one.value, one.name) for one in Closing])
    closed_by = models.CharField(max_length=120, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    words = models.CharField(max_length=WORDS_LENGTH, blank=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["party", "-id"]),
            models.Index(fields=["state", "notice_until"]),
            models.Index(fields=["state", "-id"]),
            models.Index(fields=["city", "-id"]),
            models.Index(fields=["county", "-id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["receipt"], condition=~Q(receipt=""), name="learn_service_receipt"
            ),
            models.CheckConstraint(
                condition=(~Q(state="closed") & Q(closing="", closed_at__isnull=True))
                | (Q(state="closed", closed_at__isnull=False) & ~Q(closing="") & ~Q(closed_by="")),
                name="learn_service_closed_by",
            ),
            models.CheckConstraint(
                condition=Q(closed_by="") | ~Q(closed_by=F("done_by")), name="learn_service_two_people"
            ),
            models.CheckConstraint(
                condition=~Q(state="notice") | Q(notice_until__isnull=False), name="learn_service_notice"
            ),
        ]

    @property
    def ref(self) -> str:
        return f"service:{self.pk}"


class ServiceStep(models.Model):
    """What happened with an item, in its order (办理过程): a step of the party, a word of whom it was for, an
    objection to the notice. ``files`` maps digests to names and may always be empty (R-09)."""

    item = models.ForeignKey(ServiceItem, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10)
    text = models.CharField(max_length=STEP_LENGTH, blank=True)
    files = models.JSONField(default=dict)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["item", "id"])]
