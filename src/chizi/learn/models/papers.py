"""Papers: which questions are asked, of how many, and what must be right."""

from django.db import models
from django.db.models import F, Q

from chizi.learn.models.objectives import Objective
from chizi.learn.models.questions import Question
from chizi.learn.rules.papers import PaperState
from chizi.learn.rules.questions import QuestionKind
from chizi.plan.models.placed import Placed


class Paper(Placed):
    """A paper by blueprint (试卷); the place is that of the office that keeps it.

    Graded ones have a window of days (``opens`` to ``until``, both included), and whoever wrote them does not publish
    them. ``pass_share`` is the share of right answers in per cent from which the paper is met (R-04: met or not met,
    no marks); ``attempts`` how often it may be taken, None for any number. ``asks`` is the number of questions.
    """

    title = models.CharField(max_length=200)
    text = models.CharField(max_length=2000, blank=True)
    graded = models.BooleanField()
    pass_share = models.PositiveSmallIntegerField()
    attempts = models.PositiveSmallIntegerField(null=True, blank=True)
    asks = models.PositiveSmallIntegerField()
    about_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    opens = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=[(one.value, one.name) for one in PaperState])
    created_by = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    published_by = models.CharField(max_length=120, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(graded=False) | ~Q(created_by=F("published_by")), name="learn_paper_two_people"
            ),
            models.CheckConstraint(
                condition=Q(graded=False) | Q(opens__isnull=False, until__isnull=False),
                name="learn_paper_graded_window",
            ),
            models.CheckConstraint(
                condition=Q(opens__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("opens")),
                name="learn_paper_window",
            ),
            models.CheckConstraint(
                condition=Q(pass_share__gte=1, pass_share__lte=100), name="learn_paper_share"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> str:
        return f"paper:{self.pk}"


class BlueprintCell(models.Model):
    """One line of a blueprint (组卷细目): so many questions of a kind on an objective."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="cells")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(one.value, one.name) for one in QuestionKind])
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "objective", "kind"], name="learn_cell_once")]


class FixedQuestion(models.Model):
    """A question that every attempt at a paper asks (必答题)."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="fixed")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "question"], name="learn_fixed_once")]
