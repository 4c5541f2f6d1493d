"""Tables of surveys.

No row of an answer leads to who gave it: an answer has no key to an invitation, keeps the day and no hour, and has a
number drawn by chance, so that neither order nor time tells the sender. What is drawn names people; what is answered
does not.
"""

from django.db import models
from django.db.models import F, Q

from chizi.org.models import Party
from chizi.plan.models import Campaign
from chizi.plan.models.placed import Placed
from chizi.surveys.rules.surveys import (
    METHOD_LENGTH,
    QUESTION_LENGTH,
    REASON_LENGTH,
    TITLE_LENGTH,
    Criterion,
    QuestionKind,
    SampleKind,
    Source,
    SurveyState,
)


class Survey(Placed):
    """A set of questions about one party (测评), asked of one source within a window; the place is the party's.

    ``responses`` counts answers; ``asked`` how many were invited, ``frame_size`` of how many (None: nobody knows).
    ``digest`` is the SHA-256 over all answers when it was closed: results are never changed.
    """

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=TITLE_LENGTH)
    source = models.CharField(max_length=12, choices=[(one.value, one.name) for one in Source])
    method = models.CharField(max_length=METHOD_LENGTH)
    opens = models.DateField()
    closes = models.DateField()
    state = models.CharField(
        max_length=10,
        default=SurveyState.DRAFT.value,
        choices=[(one.value, one.name) for one in SurveyState],
    )
    asked = models.PositiveIntegerField(default=0)
    frame_size = models.PositiveIntegerField(null=True, blank=True)
    responses = models.PositiveIntegerField(default=0)
    created_by = models.CharField(max_length=120)
    created_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["party", "state"]),
            models.Index(fields=["region", "-id"]),
            models.Index(fields=["campaign", "state"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gte=F("opens")), name="surveys_survey_span"),
            models.CheckConstraint(condition=~Q(method=""), name="surveys_survey_method"),
            models.CheckConstraint(
                condition=~Q(state=SurveyState.CLOSED.value) | Q(closed_on__isnull=False),
                name="surveys_survey_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> str:
        """How the journal names this survey."""
        return f"survey:{self.pk}"


class Question(models.Model):
    """One question of a survey (题目); ``criterion`` names one of the three criteria of guidance, or nothing."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=[(one.value, one.name) for one in QuestionKind])
    text = models.CharField(max_length=QUESTION_LENGTH)
    criterion = models.CharField(
        max_length=10, blank=True, choices=[(one.value, one.name) for one in Criterion]
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "position"], name="surveys_question_place")]


class Sample(models.Model):
    """Who is asked (样本), drawn by a seed that was committed to before.

    ``seed_hash`` is shown from the beginning, ``seed`` after the draw. ``frame`` are the refs of all who could have
    been drawn ("person:lin"), so that anybody may draw again; for slips it is empty. ``parties`` says whose people
    they are.
    """

    survey = models.OneToOneField(Survey, on_delete=models.PROTECT, related_name="sample")
    kind = models.CharField(max_length=8, blank=True, choices=[(one.value, one.name) for one in SampleKind])
    seed = models.CharField(max_length=64)
    seed_hash = models.CharField(max_length=64)
    parties = models.JSONField(default=list)
    frame = models.JSONField(default=list)
    frame_digest = models.CharField(max_length=64, blank=True)
    drawn_by = models.CharField(max_length=120, blank=True)
    drawn_on = models.DateField(null=True, blank=True)


class Invitation(models.Model):
    """The right to answer once (邀请): the hash of a code, and whether it was used. It names nobody."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=80, unique=True)
    used = models.BooleanField(default=False)


class Answer(models.Model):
    """One sheet of answers (答卷), by id of the question. Its number is drawn by chance and it keeps only the day."""

    id = models.BigIntegerField(primary_key=True)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    content = models.JSONField()


class Estimate(models.Model):
    """What the answers to one question say of all (估计值), computed once, when the survey is closed.

    ``value`` is a mean from 1 to 5 or a share from 0 to 1; ``tally`` counts the answers by what was said. Empty
    where fewer answered than may be shown. ``method`` is the kind of interval.
    """

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="estimate")
    n = models.PositiveIntegerField()
    value = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    low = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    high = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    method = models.CharField(max_length=8, blank=True)
    tally = models.JSONField(default=dict)
