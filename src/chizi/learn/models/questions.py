"""The bank of questions, each in versions."""

from django.db import models
from django.db.models import Q

from chizi.learn.models.objectives import Objective
from chizi.learn.rules.questions import STEM_LENGTH, QuestionKind, Wording
from chizi.plan.models.placed import Placed

ARTICLE_LENGTH = 160


class Question(Placed):
    """A question of the bank (题目); the place is that of the office that keeps it.

    ``version`` is the number of the newest `QuestionVersion`; ``kind``, ``stem`` and ``objective`` are its, copied so
    that lists need no join. ``fingerprint`` tells whether two are the same one. A withdrawn question is drawn no
    more; answers to it stay and are not judged.
    """

    objective = models.ForeignKey(Objective, db_index=False, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(one.value, one.name) for one in QuestionKind])
    stem = models.CharField(max_length=STEM_LENGTH)
    version = models.PositiveIntegerField(default=1)
    fingerprint = models.CharField(max_length=64)
    created_by = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["objective", "kind", "withdrawn_at"]),
            models.Index(fields=["city", "-id"]),
            models.Index(fields=["county", "-id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "fingerprint"],
                condition=Q(withdrawn_at__isnull=True),
                name="learn_question_once",
            )
        ]

    def __str__(self) -> str:
        return self.stem

    @property
    def ref(self) -> str:
        return f"question:{self.pk}"


class QuestionVersion(models.Model):
    """One wording of a question (题目版本), never changed: answers point to the one that was asked.

    ``options`` are [key, text] pairs, ``key`` what is right by `rules.questions.right`; ``article`` is
    "material:12#anchor"; ``work`` the kind of own work that a scenario question is about.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=[(one.value, one.name) for one in QuestionKind])
    stem = models.CharField(max_length=STEM_LENGTH)
    options = models.JSONField(default=list)
    key = models.JSONField(default=list)
    explanation = models.CharField(max_length=2000, blank=True)
    article = models.CharField(max_length=ARTICLE_LENGTH, blank=True)
    work = models.CharField(max_length=12, blank=True)
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="learn_question_version_once")
        ]

    @property
    def wording(self) -> Wording:
        """The version as the rules take it."""
        return Wording(
            self.kind,
            self.stem,
            tuple((key, text) for key, text in self.options),
            tuple(self.key),
            self.explanation,
            self.article,
            self.work,
        )
