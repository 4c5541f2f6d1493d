"""Learning used in real work, confirmed by somebody else."""

from django.db import models
from django.db.models import F, Q

from chizi.learn.rules.applications import (
    ABOUT_LENGTH,
    LIVE,
    NOTE_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    ApplicationState,
)
from chizi.matters.models import Matter
from chizi.org.models import Party, Person
from chizi.plan.models import Assignment
from chizi.plan.models.placed import Placed


class Application(Placed):
    """A learner says that he used what he learned (``about``) in a matter or an assignment of his own party
    (学用结合记录); it counts only once somebody else has confirmed it (S1-04). ``earlier`` is the claim that came back.
    """

    key = models.UUIDField(unique=True)
    person = models.ForeignKey(Person, db_index=False, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, db_index=False, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=ABOUT_LENGTH)
    about_title = models.CharField(max_length=TITLE_LENGTH)
    text = models.CharField(max_length=TEXT_LENGTH)
    matter = models.ForeignKey(
        Matter, null=True, blank=True, db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    assignment = models.ForeignKey(
        Assignment, null=True, blank=True, db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    earlier = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=[(one.value, one.name) for one in ApplicationState])
    version = models.PositiveIntegerField(default=1)
    claimed_by = models.CharField(max_length=120)
    claimed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=NOTE_LENGTH, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"]),
            models.Index(fields=["party", "state", "-id"]),
            models.Index(fields=["state", "-id"]),
            models.Index(fields=["about", "state"]),
            models.Index(fields=["city", "state", "-id"]),
            models.Index(fields=["county", "state", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(matter__isnull=True, assignment__isnull=False)
                | Q(matter__isnull=False, assignment__isnull=True),
                name="learn_application_one_target",
            ),
            models.CheckConstraint(
                condition=~Q(claimed_by=F("decided_by")), name="learn_application_two_people"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["claimed", "withdrawn"], decided_by="", decided_at__isnull=True)
                | (Q(state__in=["confirmed", "returned"], decided_at__isnull=False) & ~Q(decided_by="")),
                name="learn_application_decided",
            ),
            models.UniqueConstraint(
                fields=["person", "about", "matter"],
                condition=Q(state__in=sorted(one.value for one in LIVE), matter__isnull=False),
                name="learn_application_once_matter",
            ),
            models.UniqueConstraint(
                fields=["person", "about", "assignment"],
                condition=Q(state__in=sorted(one.value for one in LIVE), assignment__isnull=False),
                name="learn_application_once_task",
            ),
        ]

    @property
    def ref(self) -> str:
        return f"application:{self.pk}"

    @property
    def target(self) -> str:
        """ "matter:12" or "assignment:5"."""
        return f"matter:{self.matter_id}" if self.matter_id else f"assignment:{self.assignment_id}"
