"""What a task asks to be learned, and what has become of it: outcomes, never time on screen (R-02)."""

from django.db import models

from chizi.learn.models.objectives import Objective
from chizi.learn.rules.outcomes import OutcomeKind, Source
from chizi.org.models import Party, Person
from chizi.plan.models import Task


class LearningItem(models.Model):
    """What a task asks its people to learn (学习项目): ``about`` is "material:12" or "paper:5".

    ``title`` is its title when it was put in, ``about_minutes`` what it may take, said beforehand so that a shift can
    be planned (S1-01).
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()
    about_minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "about"], name="learn_item_once")]
        indexes = [models.Index(fields=["about"])]


class Outcome(models.Model):
    """One result of a person's learning (学习结果); who sends it makes ``key``, so that sending twice is harmless.

    ``about`` is "material:12", "question:77", "paper:5", "lecture:3", "service:8"; ``met`` says whether it showed
    what it should, None where there is nothing to judge. ``content`` is what was answered, never how. ``happened_at``
    is the device's clock set right by what it was off at sending; ``recorded_at`` is ours. Its owner may void it
    (``voided_at``) with a reason. Rows carry the party and no place: lists are one person's own, boards read counters.
    """

    key = models.UUIDField(unique=True)
    person = models.ForeignKey(Person, db_index=False, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(
        Party, null=True, blank=True, db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=[(one.value, one.name) for one in OutcomeKind])
    about = models.CharField(max_length=40)
    item = models.ForeignKey(
        LearningItem, null=True, blank=True, db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    objective = models.ForeignKey(
        Objective, null=True, blank=True, db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    met = models.BooleanField(null=True, blank=True)
    content = models.JSONField(default=dict)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    source = models.CharField(max_length=8, choices=[(one.value, one.name) for one in Source])
    batch = models.CharField(max_length=36, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"]),
            models.Index(fields=["party", "-id"]),
        ]


class ItemState(models.Model):
    """A person has done what an item asks (学习项目完成); the row goes when the outcome behind it is voided."""

    person = models.ForeignKey(Person, db_index=False, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(LearningItem, db_index=False, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, null=True, db_index=False, on_delete=models.PROTECT, related_name="+")
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "item"], name="learn_item_state_once")]
        indexes = [models.Index(fields=["item", "party"])]


class Mastery(models.Model):
    """What a person has shown of an objective (掌握情况): of the last answers ``asked``, how many were ``right``, and
    whether that is enough by the policy. A result met or not met, no mark (R-04).

    ``shown`` are those last answers themselves (rules/mastery.py), so that the next one needs no look back.
    """

    person = models.ForeignKey(Person, db_index=False, on_delete=models.PROTECT, related_name="+")
    objective = models.ForeignKey(Objective, db_index=False, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, null=True, db_index=False, on_delete=models.PROTECT, related_name="+")
    asked = models.PositiveSmallIntegerField()
    right = models.PositiveSmallIntegerField()
    met = models.BooleanField()
    shown = models.JSONField(default=list)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "objective"], name="learn_mastery_once")]
        indexes = [models.Index(fields=["objective", "party"])]
