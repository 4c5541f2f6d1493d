"""Lectures by principal leaders, and the parties that each of them serves."""

from django.db import models
from django.db.models import Q

from chizi.learn.rules.lectures import (
    AUDIENCE_LENGTH,
    QUESTIONS_LENGTH,
    REASON_LENGTH,
    TOPIC_LENGTH,
    LectureState,
)
from chizi.org.models import Party, Person
from chizi.plan.models.placed import Placed


class Lecture(Placed):
    """A lecture by the head of a party (一把手讲党课, S1-19): when, before whom, about what, and what was asked."""

    key = models.UUIDField(unique=True)
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, db_index=False, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    topic = models.CharField(max_length=TOPIC_LENGTH)
    audience = models.CharField(max_length=AUDIENCE_LENGTH)
    questions = models.CharField(max_length=QUESTIONS_LENGTH, blank=True)
    state = models.CharField(max_length=9, choices=[(one.value, one.name) for one in LectureState])
    version = models.PositiveIntegerField(default=1)
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["party", "held_on"]),
            models.Index(fields=["city", "-id"]),
            models.Index(fields=["county", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="recorded") | ~Q(reason=""), name="learn_lecture_withdrawn_why"
            ),
            models.UniqueConstraint(
                fields=["leader", "party", "held_on", "topic"],
                condition=Q(state="recorded"),
                name="learn_lecture_once",
            ),
        ]

    @property
    def ref(self) -> str:
        return f"lecture:{self.pk}"


class LectureParty(Placed):
    """A party that a lecture counts for (党课覆盖单位): the leader's own, or another one with the reason why one
    lecture served it too. The place is the party's; ``held_on`` and ``counts`` are copied for the coverage."""

    lecture = models.ForeignKey(Lecture, on_delete=models.PROTECT, related_name="parties")
    party = models.ForeignKey(Party, db_index=False, on_delete=models.PROTECT, related_name="+")
    own = models.BooleanField()
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    held_on = models.DateField()
    counts = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["party", "held_on"])]
        constraints = [
            models.UniqueConstraint(fields=["lecture", "party"], name="learn_lecture_party_once"),
            models.CheckConstraint(condition=Q(own=True) | ~Q(reason=""), name="learn_lecture_shared_why"),
        ]
