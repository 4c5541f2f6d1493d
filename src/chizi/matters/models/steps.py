"""What happened to a matter: steps and the files that go with them."""

from django.db import models
from django.db.models import Q

from chizi.matters.models.matters import Matter
from chizi.matters.rules.matters import KEY_LENGTH, LINE_LENGTH


class Step(models.Model):
    """One step, never changed. An undone one stays, with ``undone`` set, beside the step "undo" that took it back.

    ``number`` counts within the matter; ``key`` is made by the client, so that the same step sent twice is one;
    ``before`` are the matter's values that an undo brings back.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=24)
    from_state = models.CharField(max_length=24, blank=True)
    to_state = models.CharField(max_length=24)
    by = models.CharField(max_length=LINE_LENGTH)
    at = models.DateTimeField()
    fields = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    key = models.CharField(max_length=KEY_LENGTH, blank=True)
    undone = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="matters_step_number"),
            models.UniqueConstraint(fields=["by", "key"], condition=~Q(key=""), name="matters_step_key"),
            models.CheckConstraint(condition=~Q(by=""), name="matters_step_has_taker"),
        ]
        indexes = [models.Index(fields=["by", "name"])]


class Evidence(models.Model):
    """A file that a step rests on, by its digest in ground.files. A new version names the one that it replaces."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.BigIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    dated_on = models.DateField(null=True, blank=True)
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    by = models.CharField(max_length=LINE_LENGTH)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["step", "digest"], name="matters_evidence_once_a_step"),
        ]
        indexes = [models.Index(fields=["matter", "id"])]
