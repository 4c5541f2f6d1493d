"""Signs of going through the motions, and what they are found by."""

from django.db import models
from django.db.models import Q

from chizi.learn.rules.signs import SignKind, SignState
from chizi.org.models import Party, Person
from chizi.plan.models.placed import Placed

NOTE_LENGTH = 1000


class Fingerprint(models.Model):
    """By what a text or picture is found again (指纹): ``mark`` cannot be turned back into it.

    ``object`` is what it belongs to ("reflection:12", "result:9"), ``digest`` the picture's file. ``person`` and
    ``party`` are whose it is, for telling a person's own text from another's; only signs read them.
    """

    object = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, blank=True)
    mark = models.BinaryField(max_length=240)
    person = models.ForeignKey(
        Person, null=True, blank=True, db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    party = models.ForeignKey(
        Party, null=True, blank=True, db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object", "digest"], name="learn_fingerprint_once")]
        indexes = [models.Index(fields=["made_at"])]


class Sign(Placed):
    """Something that looks like going through the motions (走形式迹象), for a human look and for nothing else (R-27).

    The place is the lowest that holds all parties concerned. ``pattern`` names it, so that what was looked at is not
    raised again; ``content`` holds what it is about and the figures. No person stands in it: who wrote is read
    from the objects, by whoever looks. ``template`` marks words that everybody was given: they are left out of every
    later comparison.
    """

    kind = models.CharField(max_length=8, choices=[(one.value, one.name) for one in SignKind])
    pattern = models.CharField(max_length=60, unique=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    found_at = models.DateTimeField()
    state = models.CharField(max_length=8, default=SignState.OPEN.value)
    template = models.BooleanField(default=False)
    note = models.CharField(max_length=NOTE_LENGTH, blank=True)
    reviewed_by = models.CharField(max_length=120, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "-id"]),
            models.Index(fields=["city", "state", "-id"]),
            models.Index(fields=["county", "state", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SignState.OPEN.value, reviewed_by="")
                | (~Q(state=SignState.OPEN.value) & ~Q(reviewed_by="")),
                name="learn_sign_looked_at",
            )
        ]

    @property
    def ref(self) -> str:
        return f"sign:{self.pk}"
