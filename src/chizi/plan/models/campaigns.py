"""Campaigns and their plan trees, down to measures."""

from django.db import models
from django.db.models import F, Q

from chizi.org.models import Party
from chizi.plan.models.placed import Placed
from chizi.plan.rules.campaigns import CampaignKind, CampaignState, GateOutcome, NodeKind
from chizi.plan.rules.tasks import REASON_LENGTH, TEXT_LENGTH, TITLE_LENGTH


class Campaign(Placed):
    """A campaign (general or special) with one plan tree, issued by a party; the place is the issuer's.

    A special campaign has ``months``, from which ``ends`` and ``check_on`` are computed. ``edition`` is the
    number of the issued plan (0: none yet); ``version`` counts changes of the tree.
    """

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=8, choices=[(one.value, one.name) for one in CampaignKind])
    title = models.CharField(max_length=TITLE_LENGTH)
    basis = models.CharField(max_length=REASON_LENGTH)
    issuer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField()
    ends = models.DateField()
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    check_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, default=CampaignState.DRAFT.value)
    edition = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_by = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "starts"])]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="plan_campaign_span"),
            models.CheckConstraint(
                condition=Q(kind=CampaignKind.SPECIAL.value, months__isnull=False, check_on__isnull=False)
                | Q(kind=CampaignKind.GENERAL.value, months__isnull=True),
                name="plan_campaign_months",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> str:
        return f"campaign:{self.code}"


class PlanNode(models.Model):
    """One plan of a tree: overall, phase, topic, sub or implementation plan.

    Phases may overlap. A sub-plan hangs below exactly one phase, or is ``cross_phase`` (S1-03, S1-17).
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="nodes")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=[(one.value, one.name) for one in NodeKind])
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=TITLE_LENGTH)
    cross_phase = models.BooleanField(default=False)
    starts = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    place_in_order = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)

    class Meta:
        indexes = [models.Index(fields=["campaign", "place_in_order"])]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "code"], name="plan_node_code"),
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(due__isnull=True) | Q(due__gte=F("starts")),
                name="plan_node_span",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Measure(models.Model):
    """One measure (措施) of a plan: what, by whom, on what basis, shown by what, by when.

    ``asked`` and ``done`` count its assignments that are owed and those accepted; they are kept together with
    the counters of coverage, by the same action.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="measures")
    node = models.ForeignKey(PlanNode, on_delete=models.PROTECT, related_name="measures")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=TITLE_LENGTH)
    text = models.CharField(max_length=TEXT_LENGTH, blank=True)
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=REASON_LENGTH)
    evidence_rule = models.CharField(max_length=REASON_LENGTH)
    starts = models.DateField()
    due = models.DateField()
    place_in_order = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    asked = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["campaign", "place_in_order"]),
            models.Index(fields=["owner", "due"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "code"], name="plan_measure_code"),
            models.CheckConstraint(condition=Q(due__gte=F("starts")), name="plan_measure_span"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> str:
        return f"measure:{self.pk}"


class PlanVersion(models.Model):
    """The plan as it was issued (版本), frozen; never changed, only followed by another."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    note = models.CharField(max_length=REASON_LENGTH, blank=True)
    issued_by = models.CharField(max_length=120)
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="plan_version_number")]


class PhaseReview(models.Model):
    """The review at the gate of a phase (S2-21): passed, or remedial work (补课) first."""

    node = models.ForeignKey(PlanNode, on_delete=models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=8, choices=[(one.value, one.name) for one in GateOutcome])
    note = models.CharField(max_length=REASON_LENGTH)
    reviewed_by = models.CharField(max_length=120)
    reviewed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["node", "id"])]
