"""Meetings with what they decided, and written instructions."""

from django.db import models

from chizi.org.models import Party
from chizi.plan.models.bodies import Body
from chizi.plan.models.placed import Placed
from chizi.plan.rules.bodies import NAME_LENGTH, TEXT_LENGTH, Classification, MeetingKind


class Meeting(Placed):
    """A meeting or a kick-off (S2-02, S2-03). ``body`` is empty for one that others held, such as the national
    kick-off; ``parent`` is the meeting that it passes on, from which the days of latency are counted (S2-04)."""

    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=[(one.value, one.name) for one in MeetingKind])
    title = models.CharField(max_length=NAME_LENGTH)
    chair = models.CharField(max_length=80)
    held_on = models.DateField()
    agenda = models.CharField(max_length=TEXT_LENGTH, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["held_on", "id"]), models.Index(fields=["body", "held_on"])]

    @property
    def ref(self) -> str:
        return f"meeting:{self.pk}"


class Decision(models.Model):
    """One thing that a meeting decided. Its task carries the origin "decision:<id>"."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=TEXT_LENGTH)
    owner = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="plan_decision_number")]

    @property
    def origin(self) -> str:
        """How its tasks name it."""
        return f"decision:{self.pk}"


class Instruction(Placed):
    """A leader's written instruction (批示, S2-05). Its tasks carry the origin "instruction:<id>"."""

    author = models.CharField(max_length=80)
    text = models.CharField(max_length=TEXT_LENGTH)
    dated_on = models.DateField()
    classification = models.CharField(max_length=8, choices=[(one.value, one.name) for one in Classification])
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["dated_on", "id"])]

    @property
    def origin(self) -> str:
        """How its tasks name it."""
        return f"instruction:{self.pk}"
