"""Bodies that a campaign sets up, who belongs to them, and where they are sent."""

from django.db import models
from django.db.models import F, Q

from chizi.org.models import Party, Person
from chizi.plan.models.placed import Placed
from chizi.plan.rules.bodies import CODE_LENGTH, NAME_LENGTH, BodyKind, MemberRole


class Body(Placed):
    """A leading group, its office, a task force or a guidance group (S2-01, S2-08).

    ``number`` is that of a guidance group (1..11). ``party`` makes it somebody who can be addressed.
    """

    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    kind = models.CharField(max_length=20, choices=[(one.value, one.name) for one in BodyKind])
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    name = models.CharField(max_length=NAME_LENGTH)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="+")
    founded_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "bodies"
        indexes = [models.Index(fields=["kind", "number"]), models.Index(fields=["parent"])]
        constraints = [
            models.UniqueConstraint(fields=["parent", "kind", "number"], name="plan_body_number"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("founded_on")), name="plan_body_span"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """How the journal names this body."""
        return f"body:{self.code}"


class Branch(models.Model):
    """The temporary party branch (临时党支部) of a body (S2-10)."""

    body = models.OneToOneField(Body, on_delete=models.PROTECT, related_name="branch")
    name = models.CharField(max_length=NAME_LENGTH)
    secretary = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    founded_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "branches"
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("founded_on")), name="plan_branch_span"
            )
        ]


class Member(models.Model):
    """Somebody belongs to a body from a day to a last day, in one capacity."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=8, choices=[(one.value, one.name) for one in MemberRole])
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["body", "person"]), models.Index(fields=["person"])]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "person"], condition=Q(until__isnull=True), name="plan_member_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_date")), name="plan_member_span"
            ),
        ]


class Training(Placed):
    """A training session (培训) of a body's people (S2-07); of several bodies when ``body`` is their parent."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=NAME_LENGTH)
    held_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["body", "held_on"])]


class Attendance(models.Model):
    """Who took part in a training session. Only that, no minutes (R-02)."""

    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["training", "person"], name="plan_attendance_once")]
        indexes = [models.Index(fields=["person"])]


class Deployment(Placed):
    """A body, or one of its people, is sent to a place (or to one party there) from a day to a day (S2-09).

    ``member`` is empty for the body as a whole. ``region`` is where; ``party`` is set when it is one agency.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=200)
    end_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["body", "from_date"]),
            models.Index(fields=["member", "from_date"]),
            models.Index(fields=["region", "from_date"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_date")), name="plan_deployment_span"
            )
        ]
