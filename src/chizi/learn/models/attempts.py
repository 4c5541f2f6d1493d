"""Attempts at papers, answer by answer."""

from django.db import models
from django.db.models import F, Q

from chizi.learn.models.outcomes import LearningItem
from chizi.learn.models.papers import Paper
from chizi.learn.models.questions import Question
from chizi.learn.rules.attempts import AttemptState
from chizi.learn.rules.questions import NOTE_LENGTH
from chizi.org.models import Party, Person


class Attempt(models.Model):
    """One attempt of a person at a paper (作答).

    ``seed`` draws the same questions again. Only the day of the draw is kept and the instant of handing in, so that
    nothing tells how long somebody sat over it (R-02). ``met`` is None until everything is judged.
    """

    paper = models.ForeignKey(Paper, db_index=False, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, db_index=False, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, null=True, db_index=False, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(
        LearningItem, null=True, blank=True, db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=32)
    state = models.CharField(max_length=8, choices=[(one.value, one.name) for one in AttemptState])
    drawn_on = models.DateField()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    met = models.BooleanField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-id"]), models.Index(fields=["paper", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["paper", "person", "number"], name="learn_attempt_number"),
            models.UniqueConstraint(
                fields=["paper", "person"], condition=Q(state="open"), name="learn_attempt_one_open"
            ),
        ]

    @property
    def ref(self) -> str:
        return f"attempt:{self.pk}"


class Answer(models.Model):
    """One question of an attempt with what was answered (答题记录).

    ``version`` is the wording that was asked. ``work`` is the learner's own work a scenario question was shown with
    ("matter:12"), ``work_title`` its title then. ``met`` is None where nothing is judged: nothing answered yet, a
    question withdrawn meanwhile (``left_out``), or words that wait for another person (R-27).
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()
    given = models.JSONField(null=True, blank=True)
    work = models.CharField(max_length=40, blank=True)
    work_title = models.CharField(max_length=200, blank=True)
    met = models.BooleanField(null=True, blank=True)
    left_out = models.BooleanField(default=False)
    waits = models.BooleanField(default=False)
    answered_by = models.CharField(max_length=120)
    judged_by = models.CharField(max_length=120, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=NOTE_LENGTH, blank=True)

    class Meta:
        indexes = [models.Index(fields=["id"], condition=Q(waits=True), name="learn_answer_waits")]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question"], name="learn_answer_once"),
            models.CheckConstraint(condition=~Q(answered_by=F("judged_by")), name="learn_answer_two_people"),
        ]
