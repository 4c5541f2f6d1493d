"""Tasks, to whom they are assigned, and what becomes of it."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from chizi.org.models import Party, Person
from chizi.plan.models.campaigns import Measure, PhaseReview
from chizi.plan.models.placed import Placed
from chizi.plan.rules.tasks import (
    LIVE,
    REASON_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    AssignmentState,
    ExemptionGround,
    ObjectionGround,
    Recurrence,
    ResultState,
    TaskKind,
    TaskState,
)


class Task(Placed):
    """Something that is asked for (任务); the place is that of the issuer.

    ``measure`` is the measure it serves, ``origin`` the decision or instruction it comes from
    ("decision:12"); with neither it stands outside the plan tree and needs a second person (S2-26). ``above``
    is the task it passes down, word for word, and ``top`` the first of that line. ``fact_key`` names the facts asked
    for (R-07).
    """

    measure = models.ForeignKey(Measure, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    above = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    top = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    remedies = models.ForeignKey(
        PhaseReview, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    origin = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=12, choices=[(one.value, one.name) for one in TaskKind])
    title = models.CharField(max_length=TITLE_LENGTH)
    text = models.CharField(max_length=TEXT_LENGTH)
    basis = models.CharField(max_length=REASON_LENGTH)
    issuer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    opens = models.DateField()
    due = models.DateField()
    fact_key = models.CharField(max_length=80)
    recurs = models.CharField(
        max_length=12, blank=True, choices=[(one.value, one.name) for one in Recurrence]
    )
    exception_only = models.BooleanField(default=False)
    sunset = models.DateField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=[(one.value, one.name) for one in TaskState])
    version = models.PositiveIntegerField(default=1)
    created_by = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    approved_by = models.CharField(max_length=120, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["measure", "id"]),
            models.Index(fields=["origin"]),
            models.Index(fields=["issuer", "state"]),
            models.Index(fields=["fact_key"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(due__gte=F("opens")), name="plan_task_window"),
            models.CheckConstraint(
                condition=Q(recurs="")
                | (Q(sunset__isnull=False, minutes__isnull=False, minutes__gt=0) & ~Q(basis="")),
                name="plan_task_recurs",
            ),
            models.CheckConstraint(condition=~Q(created_by=F("approved_by")), name="plan_task_two_people"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> str:
        return f"task:{self.pk}"


class Assignment(Placed):
    """A task given to a party (and perhaps to one person there) with a window of days; the place is the party's.

    ``campaign_id``, ``measure``, ``issuer``, ``kind`` and ``exception_only`` are the task's, copied so that
    lists need no join; ``top_task`` is the first task of the line in which it was passed down, or the task itself.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignments")
    top_task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(
        Measure, null=True, blank=True, db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    campaign_id = models.BigIntegerField(null=True, blank=True)
    issuer = models.ForeignKey(Party, db_index=False, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    exception_only = models.BooleanField(default=False)
    fact_key = models.CharField(max_length=80)
    party = models.ForeignKey(Party, db_index=False, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, null=True, blank=True, db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    opens = models.DateField()
    due = models.DateField()
    state = models.CharField(max_length=12, choices=[(one.value, one.name) for one in AssignmentState])
    version = models.PositiveIntegerField(default=1)
    assigned_by = models.CharField(max_length=120)
    assigned_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["party", "state", "due"]),
            models.Index(fields=["person", "state", "due"]),
            models.Index(fields=["issuer", "state", "due"]),
            models.Index(fields=["measure", "state"]),
            models.Index(fields=["campaign_id", "city", "county"]),
            models.Index(fields=["state", "due"]),
            models.Index(fields=["state", "-id"]),
            models.Index(fields=["city", "-id"]),
            models.Index(fields=["county", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(due__gte=F("opens")), name="plan_assignment_window"),
            # Fill once: the same facts, the same window, the same party, while nothing has come of it.
            models.UniqueConstraint(
                fields=["fact_key", "party", "opens"],
                condition=Q(state__in=sorted(one.value for one in LIVE), person__isnull=True),
                name="plan_assignment_once",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A row made by itself finds the first task of its line; rows made in bulk bring it."""
        if self.top_task_id is None:
            self.top_task_id = self.task.top_id or self.task_id
        super().save(*args, **kwargs)

    @property
    def ref(self) -> str:
        return f"assignment:{self.pk}"


class Result(models.Model):
    """One version of what came of an assignment: text and files (digest -> name), or a reference to a result that is
    there already (R-07). Whoever handed it in never decides on it."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="results")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=TEXT_LENGTH, blank=True)
    files = models.JSONField(default=dict)
    refers_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=[(one.value, one.name) for one in ResultState])
    submitted_by = models.CharField(max_length=120)
    submitted_at = models.DateTimeField()
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=REASON_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "number"], name="plan_result_number"),
            models.CheckConstraint(condition=~Q(submitted_by=F("decided_by")), name="plan_result_two_people"),
        ]


class Exemption(models.Model):
    """The issuer let somebody off (免除): leave, illness, duty; the assignment leaves the denominator (S1-13)."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="exemption")
    ground = models.CharField(max_length=8, choices=[(one.value, one.name) for one in ExemptionGround])
    text = models.CharField(max_length=REASON_LENGTH)
    granted_by = models.CharField(max_length=120)
    granted_at = models.DateTimeField()


class Objection(models.Model):
    """An objection (异议) to an assignment, which the issuer must answer by ``answer_by`` (R-10)."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="objections")
    issuer = models.ForeignKey(Party, db_index=False, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=12, choices=[(one.value, one.name) for one in ObjectionGround])
    text = models.CharField(max_length=REASON_LENGTH)
    raised_by = models.CharField(max_length=120)
    raised_at = models.DateTimeField()
    answer_by = models.DateField()
    outcome = models.CharField(max_length=12, blank=True)
    answer = models.CharField(max_length=REASON_LENGTH, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["issuer", "answered_at", "answer_by"])]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(answered_at__isnull=True), name="plan_objection_one_open"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, outcome="")
                | (Q(answered_at__isnull=False) & ~Q(outcome="")),
                name="plan_objection_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(raised_by=F("answered_by")), name="plan_objection_two_people"
            ),
        ]
