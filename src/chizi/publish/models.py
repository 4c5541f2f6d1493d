"""Tables of publish. The files lie in the store; a row says what was decided about which file, by whom."""

from django.db import models
from django.db.models import F, Q

from chizi.evaluation.models import Run
from chizi.publish.rules import State
from chizi.publish.rules.states import file_name

MADE_LATER = "-"


class Publication(models.Model):
    """One version of a published result. ``code`` ("2021-0007") stays through all versions; people are text
    references, as in the journal. ``draft_sha256`` is the file that was proposed: exactly it is approved. It rests on
    a run, or on what a campaign (its code) had come to at ``as_of``."""

    code = models.CharField(max_length=24)
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=12, choices=[(state.value, state.name) for state in State])
    run = models.ForeignKey(Run, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    campaign = models.CharField(max_length=60, blank=True)
    criteria_id = models.CharField(max_length=60)
    as_of = models.DateTimeField()
    periods = models.JSONField()
    provisional = models.BooleanField()
    draft_sha256 = models.CharField(max_length=64)
    proposed_by = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=120, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"], condition=~Q(code=MADE_LATER), name="publish_publication_version"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=Q(state="published"), name="publish_publication_one_current"
            ),
            models.UniqueConstraint(
                fields=["run"],
                condition=Q(state__in=["proposed", "published"]),
                name="publish_publication_run_once",
            ),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=Q(state="proposed") & ~Q(campaign=""),
                name="publish_publication_campaign_once",
            ),
            models.CheckConstraint(
                condition=Q(run__isnull=False, campaign="") | (Q(run__isnull=True) & ~Q(campaign="")),
                name="publish_publication_one_source",
            ),
            models.CheckConstraint(
                condition=Q(decided_by="")
                | ~Q(decided_by=F("proposed_by"))
                | ~Q(state__in=["published", "corrected", "withdrawn"]),
                name="publish_publication_two_people",
            ),
        ]
        indexes = [models.Index(fields=["state", "-decided_at"])]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

    @property
    def ref(self) -> str:
        """How the journal names it."""
        return f"publication:{self.code}"

    @property
    def file_name(self) -> str:
        """What readers save it as; also its name in the store."""
        return file_name(self.code, self.version)


class Manifest(models.Model):
    """What was signed for a publication: the exact text, and where in the file each member lies
    ({name: [offset, bytes]}), so that a part can be served without opening the whole."""

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    file_sha256 = models.CharField(max_length=64)
    file_bytes = models.PositiveBigIntegerField()
    places = models.JSONField()
    key_id = models.CharField(max_length=16)
    public_key = models.CharField(max_length=140)


class Correction(models.Model):
    """A later version of a publication and the reason that readers of the earlier one are given."""

    earlier = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="+")
    later = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
